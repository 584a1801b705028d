/* test-anthropic-dialect.c: what is sent to servers that speak Anthropic's Messages, and their
 * lists of models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-model.h"
#include "natter-test-body.h"

#define URL "https://api.anthropic.com/v1"

/* One question, and what is asked around it; the body begins with its model. */
static const struct
{
  const char   *name;
  NatterRequest request;
  const char   *quirks;
  const char   *extras;
  const char   *settings;
} settings_cases[] = {
  { "plain", { .model = "claude-haiku-4-5" }, NULL, NULL, "'max_tokens': 8192" },
  { "system", { .model = "claude-haiku-4-5", .system = "Be brief." }, NULL, NULL,
    "'max_tokens': 8192, 'system': 'Be brief.'" },
  { "sampling",
    { .model = "claude-haiku-4-5", .has_temperature = TRUE, .temperature = 0.5, .has_top_p = TRUE,
      .top_p = 0.25, .max_tokens = 100, .has_seed = TRUE, .seed = 7 }, NULL, NULL,
    "'max_tokens': 100, 'temperature': 0.5, 'top_p': 0.25" },
  { "hot", { .model = "claude-haiku-4-5", .has_temperature = TRUE, .temperature = 1.75 }, NULL,
    NULL, "'max_tokens': 8192, 'temperature': 1.0" },
  { "stop", { .model = "m", .stop = (const char *const[]) { "END", "```", NULL } }, NULL, NULL,
    "'max_tokens': 8192, 'stop_sequences': ['END', '```']" },
  { "unsupported",
    { .model = "claude-opus-4-7", .has_temperature = TRUE, .temperature = 0.5 },
    "{'unsupported': ['temperature']}", NULL, "'max_tokens': 8192" },
  { "extras", { .model = "m" }, NULL, "{'max_tokens': 5, 'metadata': {'user_id': 'u'}}",
    "'max_tokens': 5, 'metadata': {'user_id': 'u'}" },

  /* The limit covers the thoughts, and thoughts allow no sampling. */
  { "budget", { .model = "claude-sonnet-4-5", .budget = 2048, .has_temperature = TRUE,
                .temperature = 0.5, .has_top_p = TRUE, .top_p = 0.5 }, NULL, NULL,
    "'max_tokens': 10240, 'thinking': {'type': 'enabled', 'budget_tokens': 2048}" },
  { "budget-within-limit", { .model = "claude-sonnet-4-5", .budget = 4000, .max_tokens = 4096 },
    NULL, NULL,
    "'max_tokens': 4096, 'thinking': {'type': 'enabled', 'budget_tokens': 4000}" },
  { "budget-over-limit", { .model = "claude-sonnet-4-5", .budget = 4096, .max_tokens = 4096 },
    NULL, NULL,
    "'max_tokens': 8192, 'thinking': {'type': 'enabled', 'budget_tokens': 4096}" },
  { "small-budget", { .model = "claude-sonnet-4-5", .budget = 1 }, NULL, NULL,
    "'max_tokens': 9216, 'thinking': {'type': 'enabled', 'budget_tokens': 1024}" },
  { "minimal", { .model = "claude-3-7-sonnet@20250219", .effort = "minimal" }, NULL, NULL,
    "'max_tokens': 9216, 'thinking': {'type': 'enabled', 'budget_tokens': 1024}" },
  { "low", { .model = "claude-haiku-4-5-20251001", .effort = "low" }, NULL, NULL,
    "'max_tokens': 10240, 'thinking': {'type': 'enabled', 'budget_tokens': 2048}" },
  { "medium", { .model = "claude-opus-4-20250514", .effort = "medium" }, NULL, NULL,
    "'max_tokens': 16384, 'thinking': {'type': 'enabled', 'budget_tokens': 8192}" },
  { "high", { .model = "claude-opus-4-1", .effort = "high" }, NULL, NULL,
    "'max_tokens': 32768, 'thinking': {'type': 'enabled', 'budget_tokens': 24576}" },
  { "none", { .model = "claude-opus-4-1", .effort = "none", .has_temperature = TRUE,
              .temperature = 0.5 }, NULL, NULL, "'max_tokens': 8192, 'temperature': 0.5" },

  { "adaptive", { .model = "claude-opus-4-6", .effort = "medium", .has_temperature = TRUE }, NULL,
    NULL, "'max_tokens': 8192, 'thinking': {'type': 'adaptive', 'display': 'summarized'}, "
    "'output_config': {'effort': 'medium'}" },
  { "adaptive-minimal", { .model = "anthropic/claude-sonnet-5", .effort = "minimal" }, NULL, NULL,
    "'max_tokens': 8192, 'thinking': {'type': 'adaptive', 'display': 'summarized'}, "
    "'output_config': {'effort': 'low'}" },
  { "adaptive-budget", { .model = "anthropic.claude-opus-4-7-v1:0", .budget = 5000 }, NULL, NULL,
    "'max_tokens': 8192, 'thinking': {'type': 'adaptive', 'display': 'summarized'}" },
  { "adaptive-off", { .model = "claude-fable-5", .effort = "none" }, NULL, NULL,
    "'max_tokens': 8192, 'thinking': {'type': 'disabled'}" },
  { "adaptive-unasked", { .model = "claude-opus-4-6" }, NULL, NULL, "'max_tokens': 8192" },
  { "style-by-quirk", { .model = "claude-opus-4-6", .budget = 1024 }, "{'thinking': 'budget'}",
    NULL, "'max_tokens': 9216, 'thinking': {'type': 'enabled', 'budget_tokens': 1024}" },
  { "no-thinking-by-quirk", { .model = "m", .effort = "high" }, "{'thinking': 'none'}", NULL,
    "'max_tokens': 8192" },
};

static void
test_settings (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterRequest request = settings_cases[i].request;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) quirks = NULL;
  g_autoptr(JsonNode) extras = NULL;
  g_autofree char *json = NULL;

  natter_test_body_add (messages, NATTER_ROLE_USER, "Hello");
  if (settings_cases[i].quirks)
    quirks = natter_test_body_parse (settings_cases[i].quirks);
  if (settings_cases[i].extras)
    extras = natter_test_body_parse (settings_cases[i].extras);
  request.base_url = URL;
  request.messages = messages;
  request.quirks = natter_json_as_object (quirks);
  request.extras = natter_json_as_object (extras);

  json = g_strdup_printf ("{'model': '%s', 'stream': true, %s, "
                          "'messages': [{'role': 'user', 'content': 'Hello'}]}",
                          request.model, settings_cases[i].settings);
  natter_test_body_check ("anthropic", &request, json);
}

static GPtrArray *
new_conversation (void)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterMessage *message = NULL;

  message = natter_test_body_add (messages, NATTER_ROLE_USER, "What is this?");
  natter_test_body_attach (message, "image/png", "a.png", "PNG");
  natter_test_body_attach (message, "application/pdf", "b.pdf", "PDF");
  natter_test_body_attach (message, "text/markdown", "c.md", "# Tea");

  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "A cup.");
  natter_message_set_model (message, "claude-sonnet-4-5-20250929");
  natter_test_body_carry (message, "anthropic",
                          "{'type': 'thinking', 'thinking': 'Hm.', 'signature': 'Eq+='}");
  natter_test_body_carry (message, "anthropic", "{'type': 'redacted_thinking', 'data': 'Em=='}");
  natter_test_body_carry (message, "gemini", "{'text': '', 'thoughtSignature': 'x'}");
  natter_test_body_carry (message, "anthropic", "{'type': 'thi");
  natter_test_body_add (messages, NATTER_ROLE_USER, "And this?");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "Tea.");
  natter_message_set_model (message, "claude-opus-4-1-20250805");
  natter_test_body_carry (message, "anthropic",
                          "{'type': 'thinking', 'thinking': 'Other.', 'signature': 'z'}");
  message = natter_test_body_add (messages, NATTER_ROLE_USER, "");
  natter_test_body_attach (message, "image/webp", NULL, "WEBP");

  return messages;
}

/* An image, documents, and thoughts that come back in front of the words that they led to. */
static void
test_conversation (void)
{
  g_autoptr(GPtrArray) messages = new_conversation ();
  NatterRequest request = { .base_url = URL, .model = "claude-sonnet-4-5", .budget = 2048,
                            .max_tokens = 4096, .system = "Be brief.", .messages = messages };

  natter_test_body_check ("anthropic", &request,
    "{'model': 'claude-sonnet-4-5', 'stream': true, 'system': 'Be brief.', 'max_tokens': 4096,"
    " 'thinking': {'type': 'enabled', 'budget_tokens': 2048},"
    " 'messages': ["
    "  {'role': 'user', 'content': ["
    "    {'type': 'image', 'source': {'type': 'base64', 'media_type': 'image/png',"
    "     'data': 'UE5H'}},"
    "    {'type': 'document', 'title': 'b.pdf', 'source': {'type': 'base64',"
    "     'media_type': 'application/pdf', 'data': 'UERG'}},"
    "    {'type': 'document', 'title': 'c.md', 'source': {'type': 'text',"
    "     'media_type': 'text/plain', 'data': '# Tea'}},"
    "    {'type': 'text', 'text': 'What is this?'}]},"
    "  {'role': 'assistant', 'content': ["
    "    {'type': 'thinking', 'thinking': 'Hm.', 'signature': 'Eq+='},"
    "    {'type': 'redacted_thinking', 'data': 'Em=='},"
    "    {'type': 'text', 'text': 'A cup.'}]},"
    "  {'role': 'user', 'content': 'And this?'},"
    "  {'role': 'assistant', 'content': 'Tea.'},"
    "  {'role': 'user', 'content': [{'type': 'image', 'source': {'type': 'base64',"
    "     'media_type': 'image/webp', 'data': 'V0VCUA=='}}]}]}");
}

/* Words that the model shall go on with: no white space behind them, and no new thoughts. */
static void
test_prefill (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "claude-sonnet-4-5", .budget = 2048,
                            .has_temperature = TRUE, .temperature = 0.5, .messages = messages };
  NatterMessage *message = NULL;

  natter_test_body_add (messages, NATTER_ROLE_USER, "Count.");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "1, 2, \n");
  natter_test_body_carry (message, "anthropic",
                          "{'type': 'thinking', 'thinking': 'Hm.', 'signature': 'Eq+='}");

  natter_test_body_check ("anthropic", &request,
    "{'model': 'claude-sonnet-4-5', 'stream': true, 'max_tokens': 8192, 'temperature': 0.5,"
    " 'messages': [{'role': 'user', 'content': 'Count.'},"
    "              {'role': 'assistant', 'content': '1, 2,'}]}");
}

static void
test_attachment_refused (void)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("anthropic");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages };
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(GError) error = NULL;

  natter_test_body_attach (natter_test_body_add (messages, NATTER_ROLE_USER, "Unpack it."),
                           "application/zip", "all.zip", "PK");
  http = natter_dialect_encode (dialect, &request, &error);
  g_assert_null (http);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST);
  g_assert_nonnull (strstr (error->message, "all.zip"));
}

static const struct
{
  const char *name;
  const char *quirks;
  const char *key;
  const char *key_header;
  const char *key_value;
  const char *version;
} header_cases[] = {
  { "key", "{}", "sk-ant", "X-Api-Key", "sk-ant", "2023-06-01" },
  { "no-key", "{}", NULL, "X-Api-Key", NULL, "2023-06-01" },
  { "bearer", "{'auth': 'bearer'}", "sk-ant", "Authorization", "Bearer sk-ant", "2023-06-01" },
  { "version", "{'headers': {'Anthropic-Version': '2030-01-01'}}", "k", "X-Api-Key", "k",
    "2030-01-01" },
};

static void
test_headers (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("anthropic");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) quirks = natter_test_body_parse (header_cases[i].quirks);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages,
                            .key = header_cases[i].key,
                            .quirks = natter_json_as_object (quirks) };
  g_autoptr(NatterHttpRequest) http = natter_dialect_encode (dialect, &request, NULL);
  g_autofree char *url = NULL;

  g_assert_nonnull (http);
  url = g_uri_to_string (natter_http_request_get_uri (http));
  g_assert_cmpstr (url, ==, URL "/messages");
  g_assert_cmpstr (natter_test_body_get_header (http, header_cases[i].key_header), ==,
                   header_cases[i].key_value);
  g_assert_cmpstr (natter_test_body_get_header (http, "anthropic-version"), ==,
                   header_cases[i].version);
}

static char *
encode_models (const char *page)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("anthropic");
  NatterRequest request = { .base_url = URL, .key = "k", .page = page };
  g_autoptr(NatterHttpRequest) http = natter_dialect_encode_models (dialect, &request, NULL);

  g_assert_cmpstr (natter_http_request_get_method (http), ==, "GET");
  g_assert_cmpstr (natter_test_body_get_header (http, "x-api-key"), ==, "k");
  g_assert_cmpstr (natter_test_body_get_header (http, "anthropic-version"), ==, "2023-06-01");

  return g_uri_to_string (natter_http_request_get_uri (http));
}

static void
test_models (void)
{
  static const char json[] =
    "{\"data\": [{\"type\": \"model\", \"id\": \"claude-a\", \"display_name\": \"Claude A\","
    " \"created_at\": \"2025-02-19T00:00:00Z\"}, {\"id\": \"\"}, 7, {\"id\": \"claude-b\"}],"
    " \"has_more\": true, \"first_id\": \"claude-a\", \"last_id\": \"claude b&c\"}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("anthropic");
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GBytes) last = g_bytes_new_static ("{\"data\":[],\"has_more\":false,\"last_id\":\"c\"}",
                                               39);
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, NULL);
  g_autofree char *page = natter_dialect_read_next_page (dialect, body);
  g_autofree char *first_url = encode_models (NULL);
  g_autofree char *next_url = encode_models (page);
  g_autoptr(NatterModel) first = g_list_model_get_item (models, 0);
  g_autoptr(NatterModel) second = g_list_model_get_item (models, 1);

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  g_assert_cmpstr (natter_model_get_id (first), ==, "claude-a");
  g_assert_cmpstr (natter_model_get_name (first), ==, "Claude A");
  g_assert_cmpstr (natter_model_get_name (second), ==, "claude-b");
  g_assert_cmpstr (page, ==, "claude b&c");
  g_assert_cmpstr (first_url, ==, URL "/models?limit=1000");
  g_assert_cmpstr (next_url, ==, URL "/models?limit=1000&after_id=claude%20b%26c");
  g_assert_null (natter_dialect_read_next_page (dialect, last));
}

static void
test_no_models (void)
{
  static const char *const bodies[] = { "", "[]", "{\"data\": 1}", "<html>" };
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("anthropic");

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (natter_dialect_read_models (dialect, body, &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API);
      g_assert_null (natter_dialect_read_next_page (dialect, body));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/anthropic-dialect/settings/", settings_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_settings);
    }
  for (guint i = 0; i < G_N_ELEMENTS (header_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/anthropic-dialect/headers/", header_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_headers);
    }
  g_test_add_func ("/anthropic-dialect/conversation", test_conversation);
  g_test_add_func ("/anthropic-dialect/prefill", test_prefill);
  g_test_add_func ("/anthropic-dialect/attachment-refused", test_attachment_refused);
  g_test_add_func ("/anthropic-dialect/models", test_models);
  g_test_add_func ("/anthropic-dialect/no-models", test_no_models);

  return g_test_run ();
}
