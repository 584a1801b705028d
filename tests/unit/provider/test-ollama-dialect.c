/* test-ollama-dialect.c: what is sent to Ollama, and its list of models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-model.h"
#include "natter-test-body.h"

#define URL "http://localhost:11434"

static void
test_conversation (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "qwen3", .system = "Be brief.",
                            .has_temperature = TRUE, .temperature = 0.25, .has_top_p = TRUE,
                            .top_p = 0.5, .max_tokens = 100, .has_seed = TRUE, .seed = 7,
                            .stop = (const char *const[]) { "END", NULL },
                            .effort = "low", .messages = messages };
  NatterDelta thought = { .kind = NATTER_DELTA_REASONING, .text = "why", .length = 3 };
  NatterMessage *message = NULL;

  message = natter_test_body_add (messages, NATTER_ROLE_USER, "What is this?");
  natter_test_body_attach (message, "image/png", "a.png", "PNG");
  natter_test_body_attach (message, "text/plain", "b.txt", "Tea");
  natter_test_body_attach (message, "image/webp", NULL, "WEBP");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "A cup.");
  natter_message_append (message, &thought);
  natter_test_body_carry (message, "anthropic", "{'type': 'thinking'}");
  natter_test_body_add (messages, NATTER_ROLE_USER, "And?");

  natter_test_body_check ("ollama", &request,
    "{'model': 'qwen3', 'stream': true, 'think': 'low',"
    " 'options': {'temperature': 0.25, 'top_p': 0.5, 'num_predict': 100, 'seed': 7,"
    "             'stop': ['END']},"
    " 'messages': ["
    "  {'role': 'system', 'content': 'Be brief.'},"
    "  {'role': 'user', 'content': 'What is this?\\n\\nb.txt:\\n\\nTea',"
    "   'images': ['UE5H', 'V0VCUA==']},"
    "  {'role': 'assistant', 'content': 'A cup.'},"
    "  {'role': 'user', 'content': 'And?'}]}");
}

static const struct
{
  const char *effort;
  gint64      budget;
  const char *quirks;
  const char *extras;
  const char *body;
} settings[] = {
  { NULL, 0, "{}", "{}", "" },
  { "none", 0, "{}", "{}", ", 'think': false" },
  { "minimal", 0, "{}", "{}", ", 'think': 'low'" },
  { "high", 0, "{}", "{}", ", 'think': 'high'" },
  { NULL, 9, "{}", "{}", ", 'think': true" },
  { "high", 0, "{'unsupported': ['think']}", "{'keep_alive': '5m', 'options': {'num_ctx': 8192}}",
    ", 'keep_alive': '5m', 'options': {'num_ctx': 8192}" },
};

static void
test_settings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr(GPtrArray) messages = g_ptr_array_new ();
      g_autoptr(JsonNode) quirks = natter_test_body_parse (settings[i].quirks);
      g_autoptr(JsonNode) extras = natter_test_body_parse (settings[i].extras);
      NatterRequest request = { .base_url = URL, .model = "m", .messages = messages,
                                .effort = settings[i].effort, .budget = settings[i].budget,
                                .quirks = natter_json_as_object (quirks),
                                .extras = natter_json_as_object (extras) };
      g_autofree char *json = NULL;

      json = g_strdup_printf ("{'model': 'm', 'stream': true, 'messages': []%s}",
                              settings[i].body);
      natter_test_body_check ("ollama", &request, json);
    }
}

/* Not what the server takes is left out of the options too. */
static void
test_unsupported_option (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();
  g_autoptr(JsonNode) quirks = natter_test_body_parse ("{'unsupported': ['top_p']}");
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages,
                            .has_temperature = TRUE, .has_top_p = TRUE,
                            .quirks = natter_json_as_object (quirks) };

  natter_test_body_check ("ollama", &request,
                          "{'model': 'm', 'stream': true, 'options': {'temperature': 0.0},"
                          " 'messages': []}");
}

/* However much of it a person wrote. */
static void
test_urls (void)
{
  static const char *const urls[] = { URL, URL "/api", URL "/v1" };
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("ollama");
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      NatterRequest request = { .base_url = urls[i], .model = "m", .messages = messages };
      g_autoptr(NatterHttpRequest) chat = natter_dialect_encode (dialect, &request, NULL);
      g_autoptr(NatterHttpRequest) models = natter_dialect_encode_models (dialect, &request, NULL);
      g_autofree char *chat_url = g_uri_to_string (natter_http_request_get_uri (chat));
      g_autofree char *models_url = g_uri_to_string (natter_http_request_get_uri (models));

      g_assert_cmpstr (chat_url, ==, URL "/api/chat");
      g_assert_cmpstr (models_url, ==, URL "/api/tags");
      g_assert_null (natter_test_body_get_header (chat, "Authorization"));
    }
}

static void
test_models (void)
{
  static const char json[] = "{\"models\": [{\"name\": \"qwen3:8b\", \"model\": \"qwen3:8b\"}, "
  "null,"
                             " {\"name\": \"llama3\"}, {\"size\": 1}]}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("ollama");
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GBytes) none = g_bytes_new_static ("Ollama is running", 17);
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, NULL);
  g_autoptr(NatterModel) second = g_list_model_get_item (models, 1);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  g_assert_cmpstr (natter_model_get_id (second), ==, "llama3");

  g_assert_null (natter_dialect_read_models (dialect, none, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API);
}

static void
test_attachment_refused (void)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("ollama");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages };
  g_autoptr(GError) error = NULL;

  natter_test_body_attach (natter_test_body_add (messages, NATTER_ROLE_USER, "Read it."),
                           "application/pdf", "a.pdf", "PDF");
  g_assert_null (natter_dialect_encode (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ollama-dialect/conversation", test_conversation);
  g_test_add_func ("/ollama-dialect/settings", test_settings);
  g_test_add_func ("/ollama-dialect/unsupported-option", test_unsupported_option);
  g_test_add_func ("/ollama-dialect/urls", test_urls);
  g_test_add_func ("/ollama-dialect/models", test_models);
  g_test_add_func ("/ollama-dialect/attachment-refused", test_attachment_refused);

  return g_test_run ();
}
