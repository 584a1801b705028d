/* test-openai-chat-dialect.c: what is sent to servers that speak OpenAI's chat completions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-openai-chat-dialect.h"
#include "natter-test-body.h"

#define URL "https://api.openai.com/v1"

/* One question, and what is asked around it. */
static const struct
{
  const char    *name;
  NatterRequest  request;
  const char    *quirks;
  const char    *extras;
  const char    *body;      /* without its messages */
} bodies[] = {
  { "plain", { .model = "a/b:c" }, NULL, NULL,
    "'model': 'a/b:c', 'stream': true, 'stream_options': {'include_usage': true}" },
  { "all",
    { .model = "m", .has_temperature = TRUE, .temperature = 0.25, .has_top_p = TRUE, .top_p = 0.5,
      .max_tokens = 1000, .effort = "low", .stop = (const char *const[]) { "END", "\n", NULL },
      .has_seed = TRUE, .seed = 7 }, NULL, NULL,
    "'model': 'm', 'stream': true, 'stream_options': {'include_usage': true}, 'temperature': 0.25,"
    " 'top_p': 0.5, 'max_tokens': 1000, 'seed': 7, 'stop': ['END', '\\n'],"
    " 'reasoning_effort': 'low'" },
  { "zeros", { .model = "m", .has_temperature = TRUE, .has_seed = TRUE }, NULL, NULL,
    "'model': 'm', 'stream': true, 'stream_options': {'include_usage': true}, 'temperature': 0.0,"
    " 'seed': 0" },
  { "limit-field", { .model = "m", .max_tokens = 9 }, "{'limit-field': 'max_completion_tokens'}",
    NULL, "'model': 'm', 'stream': true, 'stream_options': {'include_usage': true},"
    " 'max_completion_tokens': 9" },
  { "no-stream-options", { .model = "m" }, "{'stream-options': false}", NULL,
    "'model': 'm', 'stream': true" },
  { "unsupported",
    { .model = "m", .has_temperature = TRUE, .has_top_p = TRUE, .top_p = 0.5, .effort = "high",
      .max_tokens = 5 },
    "{'unsupported': ['temperature', 'reasoning_effort', 'stream_options.include_usage', 'x.y']}",
    NULL, "'model': 'm', 'stream': true, 'stream_options': {}, 'top_p': 0.5, 'max_tokens': 5" },
  { "extras", { .model = "m", .max_tokens = 5 }, "{'unsupported': ['max_tokens', 'top_k']}",
    "{'model': 'other', 'max_tokens': 6, 'top_k': 3, 'stream_options': {'include_usage': null,"
    " 'x': [1]}, 'provider': {'order': ['a']}}",
    "'model': 'other', 'stream': true, 'stream_options': {'x': [1]}, 'max_tokens': 6, 'top_k': 3,"
    " 'provider': {'order': ['a']}" },
};

static void
test_body (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterRequest request = bodies[i].request;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) quirks = bodies[i].quirks ? natter_test_body_parse (bodies[i].quirks) : NULL;
  g_autoptr(JsonNode) extras = bodies[i].extras ? natter_test_body_parse (bodies[i].extras) : NULL;
  g_autofree char *json = NULL;

  natter_test_body_add (messages, NATTER_ROLE_USER, "Hello");
  request.base_url = URL;
  request.messages = messages;
  request.quirks = natter_json_as_object (quirks);
  request.extras = natter_json_as_object (extras);

  json = g_strdup_printf ("{%s, 'messages': [{'role': 'user', 'content': 'Hello'}]}",
                          bodies[i].body);
  natter_test_body_check ("openai-chat", &request, json);
}

static const char conversation[] =
  "{'model': 'anthropic/claude', 'stream': true, 'stream_options': {'include_usage': true},"
  " 'messages': ["
  "  {'role': 'developer', 'content': 'Be brief.'},"
  "  {'role': 'user', 'content': ["
  "    {'type': 'text', 'text': 'What is this?'},"
  "    {'type': 'image_url', 'image_url': {'url': 'data:image/png;base64,UE5H'}},"
  "    {'type': 'file', 'file': {'filename': 'b.pdf',"
  "     'file_data': 'data:application/pdf;base64,UERG'}},"
  "    {'type': 'text', 'text': 'c.md:\\n\\n# Tea'}]},"
  "  {'role': 'assistant', 'content': 'A cup.',"
  "   'reasoning_details': [{'type': 'reasoning.text', 'text': 'why', 'signature': 's'}]},"
  "  {'role': 'user', 'content': 'And this?'},"
  "  {'role': 'assistant', 'content': 'Tea.'},"
  "  {'role': 'user', 'content': ["
  "    {'type': 'image_url', 'image_url': {'url': 'data:image/webp;base64,V0VCUA=='}}]}]}";

/* Images and documents, and thoughts: what was thought stays here, what is signed goes back to the
 * model that signed it. */
static void
test_conversation (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) quirks = natter_test_body_parse ("{'system-role': 'developer'}");
  NatterRequest request = { .base_url = URL, .model = "anthropic/claude", .system = "Be brief.",
                            .messages = messages, .quirks = natter_json_as_object (quirks) };
  NatterDelta thought = { .kind = NATTER_DELTA_REASONING, .text = "why", .length = 3 };
  NatterMessage *message = NULL;

  message = natter_test_body_add (messages, NATTER_ROLE_USER, "What is this?");
  natter_test_body_attach (message, "image/png", "a.png", "PNG");
  natter_test_body_attach (message, "application/pdf", "b.pdf", "PDF");
  natter_test_body_attach (message, "text/markdown", "c.md", "# Tea");

  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "A cup.");
  natter_message_append (message, &thought);
  natter_message_set_model (message, "anthropic/claude-2026");
  natter_test_body_carry (message, "openai-chat",
                          "[{'type': 'reasoning.text', 'text': 'why', 'signature': 's'}]");
  natter_test_body_carry (message, "anthropic", "[{'type': 'thinking'}]");
  natter_test_body_carry (message, "openai-chat", "{'no': 'list'}");
  natter_test_body_carry (message, "openai-chat", "[{'cut");

  natter_test_body_add (messages, NATTER_ROLE_USER, "And this?");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "Tea.");
  natter_message_set_model (message, "deepseek-reasoner");
  natter_message_append (message, &thought);
  natter_test_body_carry (message, "openai-chat", "[{'type': 'reasoning.encrypted'}]");
  message = natter_test_body_add (messages, NATTER_ROLE_USER, "");
  natter_test_body_attach (message, "image/webp", NULL, "WEBP");

  natter_test_body_check ("openai-chat", &request, conversation);
}

/* An answer that was no text is told in words, so that questions and answers stay in turn. */
static void
test_other_answers (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages };
  NatterDelta refusal = { .kind = NATTER_DELTA_REFUSAL, .text = "No.", .length = 3 };
  NatterDelta call = { .kind = NATTER_DELTA_TOOL_CALL, .name = "add", .text = "[1]", .length = 3 };

  natter_message_append (natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, ""), &refusal);
  natter_message_append (natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, ""), &call);
  natter_test_body_attach (natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, ""), "image/png",
                           NULL, "PNG");

  natter_test_body_check ("openai-chat", &request,
    "{'model': 'm', 'stream': true, 'stream_options': {'include_usage': true}, 'messages': ["
    "  {'role': 'assistant', 'content': 'No.'},"
    "  {'role': 'assistant', 'content': 'add ([1])'},"
    "  {'role': 'assistant', 'content': '(image)'}]}");
}

static void
test_attachment_refused (void)
{
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages };
  g_autoptr(GError) error = NULL;

  natter_test_body_attach (natter_test_body_add (messages, NATTER_ROLE_USER, "Unpack it."),
                           "application/zip", "all.zip", "PK");
  g_assert_null (natter_dialect_encode (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST);
  g_assert_nonnull (strstr (error->message, "all.zip"));
}

static const struct
{
  const char *base_url;
  const char *chat;
  const char *models;
} urls[] = {
  { "https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/models" },
  { "http://localhost:8080", "http://localhost:8080/chat/completions",
    "http://localhost:8080/models" },
  { "https://x.example/openai/deployments/d?api-version=2024-02-01",
    "https://x.example/openai/deployments/d/chat/completions?api-version=2024-02-01",
    "https://x.example/openai/deployments/d/models?api-version=2024-02-01" },
};

static void
test_urls (void)
{
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      NatterRequest request = { .base_url = urls[i].base_url, .model = "m", .messages = messages };
      g_autoptr(NatterHttpRequest) chat = natter_dialect_encode (dialect, &request, NULL);
      g_autoptr(NatterHttpRequest) models = natter_dialect_encode_models (dialect, &request, NULL);
      g_autofree char *chat_url = g_uri_to_string (natter_http_request_get_uri (chat));
      g_autofree char *models_url = g_uri_to_string (natter_http_request_get_uri (models));

      g_assert_cmpstr (chat_url, ==, urls[i].chat);
      g_assert_cmpstr (models_url, ==, urls[i].models);
      g_assert_cmpstr (natter_http_request_get_method (models), ==, "GET");
      g_assert_null (natter_http_request_get_body (models));
    }
}

static void
test_key (void)
{
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();
  NatterRequest request = { .base_url = "http://localhost/v1", .model = "m", .messages = messages };
  g_autoptr(NatterHttpRequest) without = natter_dialect_encode (dialect, &request, NULL);
  g_autoptr(NatterHttpRequest) with = NULL;
  g_autoptr(NatterHttpRequest) models = NULL;
  g_autoptr(GError) error = NULL;

  request.key = "secret";
  with = natter_dialect_encode (dialect, &request, NULL);
  models = natter_dialect_encode_models (dialect, &request, NULL);
  g_assert_null (g_hash_table_lookup (natter_http_request_get_headers (without), "Authorization"));
  g_assert_cmpstr (g_hash_table_lookup (natter_http_request_get_headers (with), "Authorization"),
                   ==, "Bearer secret");
  g_assert_cmpstr (g_hash_table_lookup (natter_http_request_get_headers (models), "Authorization"),
                   ==, "Bearer secret");
  g_assert_nonnull (strstr (g_hash_table_lookup (natter_http_request_get_headers (with), "Accept"),
                            "text/event-stream"));

  request.key = "sec\nret";
  g_assert_null (natter_dialect_encode (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_null (strstr (error->message, "ret"));
}

/* GitHub's list is not where its answers are, but on the same host. */
static void
test_models_path (void)
{
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(JsonNode) quirks = json_from_string ("{\"models-path\": \"/catalog/models\"}", NULL);
  NatterRequest request = { .base_url = "https://models.example.com:8443/inference?v=1",
                            .quirks = json_node_get_object (quirks) };
  g_autoptr(NatterHttpRequest) models = natter_dialect_encode_models (dialect, &request, NULL);
  g_autofree char *url = g_uri_to_string (natter_http_request_get_uri (models));

  g_assert_cmpstr (url, ==, "https://models.example.com:8443/catalog/models");
}

static void
test_bad_url (void)
{
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();
  NatterRequest request = { .base_url = "localhost", .model = "m", .messages = messages };
  g_autoptr(GError) error = NULL;

  g_assert_null (natter_dialect_encode (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_clear_error (&error);
  g_assert_null (natter_dialect_encode_models (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
}

static void
test_models (void)
{
  static const char json[] = "{\"data\": [{\"id\": \"m\"}]}";
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 1);
}

static void
test_for_id (void)
{
  NatterDialect *dialect = natter_dialect_new_for_id ("openai-chat");

  g_assert_cmpstr (natter_dialect_get_id (dialect), ==, "openai-chat");
  g_assert_null (natter_dialect_new_for_id ("morse"));
  g_assert_finalize_object (dialect);
}

static void
test_read_error (void)
{
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (429);
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"error\":{\"message\":\"Slow.\"}}", 29);
  g_autoptr(GError) error = NULL;

  natter_http_response_set_header (response, "Retry-After", "3");
  natter_http_response_set_body (response, body);
  error = natter_dialect_read_error (dialect, response);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  g_assert_cmpstr (error->message, ==, "Slow.");
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (error), 3, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-chat-dialect/body/", bodies[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_body);
    }

  g_test_add_func ("/openai-chat-dialect/conversation", test_conversation);
  g_test_add_func ("/openai-chat-dialect/other-answers", test_other_answers);
  g_test_add_func ("/openai-chat-dialect/attachment-refused", test_attachment_refused);
  g_test_add_func ("/openai-chat-dialect/urls", test_urls);
  g_test_add_func ("/openai-chat-dialect/key", test_key);
  g_test_add_func ("/openai-chat-dialect/models-path", test_models_path);
  g_test_add_func ("/openai-chat-dialect/bad-url", test_bad_url);
  g_test_add_func ("/openai-chat-dialect/models", test_models);
  g_test_add_func ("/openai-chat-dialect/for-id", test_for_id);
  g_test_add_func ("/openai-chat-dialect/read-error", test_read_error);

  return g_test_run ();
}
