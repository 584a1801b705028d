/* test-cohere-dialect.c: what is sent to Cohere, and its list of models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-model.h"
#include "natter-test-body.h"

#define URL "https://api.cohere.com"

static void
test_conversation (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "command-a", .system = "Be brief.",
                            .has_temperature = TRUE, .temperature = 0.25, .has_top_p = TRUE,
                            .top_p = 0.5, .max_tokens = 100, .has_seed = TRUE, .seed = 7,
                            .stop = (const char *const[]) { "END", NULL },
                            .effort = "low", .budget = 500, .messages = messages };
  NatterDelta thought = { .kind = NATTER_DELTA_REASONING, .text = "why", .length = 3 };
  NatterMessage *message = NULL;

  message = natter_test_body_add (messages, NATTER_ROLE_USER, "What is this?");
  natter_test_body_attach (message, "image/png", "a.png", "PNG");
  natter_test_body_attach (message, "text/plain", "b.txt", "Tea");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "A cup.");
  natter_message_append (message, &thought);
  natter_test_body_carry (message, "anthropic", "{'type': 'thinking'}");
  natter_test_body_add (messages, NATTER_ROLE_USER, "And?");

  natter_test_body_check ("cohere-v2", &request,
    "{'model': 'command-a', 'stream': true, 'temperature': 0.25, 'p': 0.5, 'max_tokens': 100,"
    " 'seed': 7, 'stop_sequences': ['END'],"
    " 'thinking': {'type': 'enabled', 'token_budget': 500},"
    " 'messages': ["
    "  {'role': 'system', 'content': 'Be brief.'},"
    "  {'role': 'user', 'content': ["
    "    {'type': 'text', 'text': 'What is this?'},"
    "    {'type': 'image_url', 'image_url': {'url': 'data:image/png;base64,UE5H'}},"
    "    {'type': 'text', 'text': 'b.txt:\\n\\nTea'}]},"
    "  {'role': 'assistant', 'content': 'A cup.'},"
    "  {'role': 'user', 'content': 'And?'}]}");
}

static const struct
{
  const char *effort;
  gint64      budget;
  const char *extras;
  const char *body;
} thinking[] = {
  { NULL, 0, "{}", "" },
  { "none", 500, "{}", ", 'thinking': {'type': 'disabled'}" },
  { "high", 0, "{}", ", 'thinking': {'type': 'enabled'}" },
  { NULL, 9, "{'thinking': {'token_budget': 8}, 'k': 1}",
    ", 'thinking': {'type': 'enabled', 'token_budget': 8}, 'k': 1" },
};

static void
test_thinking (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (thinking); i++)
    {
      g_autoptr(GPtrArray) messages = g_ptr_array_new ();
      g_autoptr(JsonNode) extras = natter_test_body_parse (thinking[i].extras);
      NatterRequest request = { .base_url = URL, .model = "m", .messages = messages,
                                .effort = thinking[i].effort, .budget = thinking[i].budget,
                                .extras = natter_json_as_object (extras) };
      g_autofree char *json = NULL;

      json = g_strdup_printf ("{'model': 'm', 'stream': true, 'messages': []%s}",
                              thinking[i].body);
      natter_test_body_check ("cohere-v2", &request, json);
    }
}

/* However much of it a person wrote. */
static void
test_urls (void)
{
  static const char *const urls[] = { URL, URL "/v1", URL "/v2" };
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("cohere-v2");
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      NatterRequest request = { .base_url = urls[i], .key = "k", .model = "m", .page = "a&b",
                                .messages = messages };
      g_autoptr(NatterHttpRequest) chat = natter_dialect_encode (dialect, &request, NULL);
      g_autoptr(NatterHttpRequest) models = natter_dialect_encode_models (dialect, &request, NULL);
      g_autofree char *chat_url = g_uri_to_string (natter_http_request_get_uri (chat));
      g_autofree char *models_url = g_uri_to_string (natter_http_request_get_uri (models));

      g_assert_cmpstr (chat_url, ==, URL "/v2/chat");
      g_assert_cmpstr (models_url, ==,
                       URL "/v1/models?endpoint=chat&page_size=1000&page_token=a%26b");
      g_assert_cmpstr (natter_test_body_get_header (chat, "Authorization"), ==, "Bearer k");
    }
}

static void
test_models (void)
{
  static const char json[] = "{\"models\": [{\"name\": \"command-a\", \"endpoints\": [\"chat\"]},"
  " 7,"
                             " {}, {\"name\": \"command-r\"}], \"next_page_token\": \"t\"}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("cohere-v2");
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GBytes) none = g_bytes_new_static ("{\"message\": \"invalid api token\"}", 32);
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, NULL);
  g_autofree char *page = natter_dialect_read_next_page (dialect, body);
  g_autoptr(NatterModel) second = g_list_model_get_item (models, 1);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  g_assert_cmpstr (natter_model_get_id (second), ==, "command-r");
  g_assert_cmpstr (page, ==, "t");

  g_assert_null (natter_dialect_read_models (dialect, none, &error));
  g_assert_cmpstr (error->message, ==, "invalid api token");
  g_assert_null (natter_dialect_read_next_page (dialect, none));
}

static void
test_attachment_refused (void)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("cohere-v2");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages };
  g_autoptr(GError) error = NULL;

  natter_test_body_attach (natter_test_body_add (messages, NATTER_ROLE_USER, "Read it."),
                           "application/pdf", "a.pdf", "PDF");
  g_assert_null (natter_dialect_encode (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST);
  g_assert_nonnull (strstr (error->message, "a.pdf"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cohere-dialect/conversation", test_conversation);
  g_test_add_func ("/cohere-dialect/thinking", test_thinking);
  g_test_add_func ("/cohere-dialect/urls", test_urls);
  g_test_add_func ("/cohere-dialect/models", test_models);
  g_test_add_func ("/cohere-dialect/attachment-refused", test_attachment_refused);

  return g_test_run ();
}
