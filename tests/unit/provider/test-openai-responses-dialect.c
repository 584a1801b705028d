/* test-openai-responses-dialect.c: what is sent to servers that speak OpenAI's Responses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-model.h"
#include "natter-test-body.h"

#define URL "https://api.openai.com/v1"

/* One question, and what is asked around it. */
static const struct
{
  const char    *name;
  NatterRequest  request;
  const char    *quirks;
  const char    *extras;
  const char    *body;      /* without model, input and what is always there */
} bodies[] = {
  { "plain", { .model = "m" }, NULL, NULL, "" },
  { "all",
    { .model = "m", .system = "Be brief.", .has_temperature = TRUE, .temperature = 0.25,
      .has_top_p = TRUE, .top_p = 0.5, .max_tokens = 1000, .effort = "low",
      .stop = (const char *const[]) { "END", NULL }, .has_seed = TRUE, .seed = 7 }, NULL, NULL,
    ", 'instructions': 'Be brief.', 'temperature': 0.25, 'top_p': 0.5, 'max_output_tokens': 1000,"
    " 'reasoning': {'effort': 'low', 'summary': 'auto'},"
    " 'include': ['reasoning.encrypted_content']" },
  { "no-effort", { .model = "m", .effort = "none" }, NULL, NULL,
    ", 'reasoning': {'effort': 'none'}" },
  { "unsupported", { .model = "m", .effort = "high", .has_temperature = TRUE },
    "{'unsupported': ['temperature', 'reasoning.summary', 'include']}", NULL,
    ", 'reasoning': {'effort': 'high'}" },
  { "unsupported-reasoning", { .model = "m", .effort = "high" }, "{'unsupported': ['reasoning']}",
    NULL, "" },
  { "extras", { .model = "m", .effort = "high" }, NULL,
    "{'reasoning': {'summary': 'detailed'}, 'include': [], 'tools': [{'type': 'web_search'}]}",
    ", 'reasoning': {'effort': 'high', 'summary': 'detailed'}, 'include': [],"
    " 'tools': [{'type': 'web_search'}]" },
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

  json = g_strdup_printf ("{'model': 'm', 'stream': true, 'store': false, 'input': [{'role': "
  "'user',"
                          " 'content': [{'type': 'input_text', 'text': 'Hello'}]}]%s}",
                          bodies[i].body);
  natter_test_body_check ("openai-responses", &request, json);
}

static const char conversation[] =
  "{'model': 'gpt-5', 'stream': true, 'store': false, 'instructions': 'Be brief.',"
  " 'reasoning': {'effort': 'low', 'summary': 'auto'},"
  " 'include': ['reasoning.encrypted_content'],"
  " 'input': ["
  "  {'role': 'user', 'content': ["
  "    {'type': 'input_text', 'text': 'What is this?'},"
  "    {'type': 'input_image', 'image_url': 'data:image/png;base64,UE5H'},"
  "    {'type': 'input_file', 'filename': 'b.pdf',"
  "     'file_data': 'data:application/pdf;base64,UERG'},"
  "    {'type': 'input_text', 'text': 'c.md:\\n\\n# Tea'}]},"
  "  {'id': 'rs_1', 'type': 'reasoning', 'summary': [], 'encrypted_content': 'gAAA'},"
  "  {'type': 'message', 'id': 'msg_1', 'role': 'assistant',"
  "   'content': [{'type': 'output_text', 'text': 'A cup.'}]},"
  "  {'role': 'user', 'content': [{'type': 'input_text', 'text': 'And this?'}]},"
  "  {'role': 'assistant', 'content': [{'type': 'output_text', 'text': 'Tea.'}]},"
  "  {'role': 'user', 'content': ["
  "    {'type': 'input_image', 'image_url': 'data:image/webp;base64,V0VCUA=='}]}]}";

/* Images and documents, and thoughts: the encrypted ones go back before the message that they led
 * to, and to their own model only. */
static void
test_conversation (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "gpt-5", .effort = "low",
                            .system = "Be brief.", .messages = messages };
  NatterDelta thought = { .kind = NATTER_DELTA_REASONING, .text = "why", .length = 3 };
  NatterMessage *message = NULL;

  message = natter_test_body_add (messages, NATTER_ROLE_USER, "What is this?");
  natter_test_body_attach (message, "image/png", "a.png", "PNG");
  natter_test_body_attach (message, "application/pdf", "b.pdf", "PDF");
  natter_test_body_attach (message, "text/markdown", "c.md", "# Tea");

  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "A cup.");
  natter_message_append (message, &thought);
  natter_message_set_model (message, "gpt-5-2025-08-07");
  natter_test_body_carry (message, "openai-responses",
                          "{'id': 'rs_1', 'type': 'reasoning', 'summary': [],"
                          " 'encrypted_content': 'gAAA'}");
  natter_test_body_carry (message, "openai-responses", "{'type': 'message', 'id': 'msg_1'}");
  natter_test_body_carry (message, "anthropic", "{'type': 'reasoning'}");

  natter_test_body_add (messages, NATTER_ROLE_USER, "And this?");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "Tea.");
  natter_message_set_model (message, "grok-4");
  natter_test_body_carry (message, "openai-responses", "{'type': 'reasoning', 'id': 'rs_2'}");
  message = natter_test_body_add (messages, NATTER_ROLE_USER, "");
  natter_test_body_attach (message, "image/webp", NULL, "WEBP");

  natter_test_body_check ("openai-responses", &request, conversation);
}

/* Thoughts before nothing are refused by servers. */
static void
test_thoughts_alone (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "gpt-5", .messages = messages };
  NatterDelta call = { .kind = NATTER_DELTA_TOOL_CALL, .name = "add", .text = "{}", .length = 2 };
  NatterMessage *message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "");

  natter_message_append (message, &call);
  natter_test_body_carry (message, "openai-responses", "{'type': 'reasoning', 'id': 'rs_1'}");

  natter_test_body_check ("openai-responses", &request,
    "{'model': 'gpt-5', 'stream': true, 'store': false, 'input': [{'role': 'assistant',"
    " 'content': [{'type': 'output_text', 'text': 'add ({})'}]}]}");
}

static void
test_http (void)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("openai-responses");
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();
  g_autoptr(JsonNode) quirks = natter_test_body_parse ("{'auth': 'api-key'}");
  NatterRequest request = { .base_url = "https://x.example/openai/v1?api-version=preview",
                            .key = "secret", .model = "m", .messages = messages };
  g_autoptr(NatterHttpRequest) http = natter_dialect_encode (dialect, &request, NULL);
  g_autoptr(NatterHttpRequest) models = natter_dialect_encode_models (dialect, &request, NULL);
  g_autoptr(NatterHttpRequest) azure = NULL;
  g_autofree char *url = g_uri_to_string (natter_http_request_get_uri (http));
  g_autofree char *models_url = g_uri_to_string (natter_http_request_get_uri (models));

  g_assert_cmpstr (url, ==, "https://x.example/openai/v1/responses?api-version=preview");
  g_assert_cmpstr (models_url, ==, "https://x.example/openai/v1/models?api-version=preview");
  g_assert_cmpstr (natter_test_body_get_header (http, "Authorization"), ==, "Bearer secret");

  request.quirks = natter_json_as_object (quirks);
  azure = natter_dialect_encode (dialect, &request, NULL);
  g_assert_null (natter_test_body_get_header (azure, "Authorization"));
  g_assert_cmpstr (natter_test_body_get_header (azure, "api-key"), ==, "secret");
}

static void
test_models (void)
{
  static const char json[] = "{\"data\": [{\"id\": \"gpt-5\"}]}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("openai-responses");
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, NULL);
  g_autoptr(NatterModel) model = g_list_model_get_item (models, 0);

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 1);
  g_assert_cmpstr (natter_model_get_id (model), ==, "gpt-5");
}

static void
test_attachment_refused (void)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("openai-responses");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "m", .messages = messages };
  g_autoptr(GError) error = NULL;

  natter_test_body_attach (natter_test_body_add (messages, NATTER_ROLE_USER, "Unpack it."),
                           "application/zip", "all.zip", "PK");
  g_assert_null (natter_dialect_encode (dialect, &request, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-responses-dialect/body/", bodies[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_body);
    }
  g_test_add_func ("/openai-responses-dialect/conversation", test_conversation);
  g_test_add_func ("/openai-responses-dialect/thoughts-alone", test_thoughts_alone);
  g_test_add_func ("/openai-responses-dialect/http", test_http);
  g_test_add_func ("/openai-responses-dialect/models", test_models);
  g_test_add_func ("/openai-responses-dialect/attachment-refused", test_attachment_refused);

  return g_test_run ();
}
