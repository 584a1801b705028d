/* test-gemini-dialect.c: what is sent to Google's generateContent, and its lists of models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-model.h"
#include "natter-test-body.h"

#define URL "https://generativelanguage.googleapis.com/v1beta"

#define HELLO "'contents': [{'role': 'user', 'parts': [{'text': 'Hello'}]}]"

/* One question, and what is asked around it. */
static const struct
{
  const char   *name;
  NatterRequest request;
  const char   *quirks;
  const char   *extras;
  const char   *body;
} settings_cases[] = {
  { "plain", { .model = "gemma-3" }, NULL, NULL, "{" HELLO "}" },
  { "system", { .model = "gemini-2.0-flash", .system = "Be brief." }, NULL, NULL,
    "{'systemInstruction': {'parts': [{'text': 'Be brief.'}]}, " HELLO "}" },
  { "sampling",
    { .model = "gemini-2.0-flash", .has_temperature = TRUE, .temperature = 1.5, .has_top_p = TRUE,
      .top_p = 0.25, .max_tokens = 100, .has_seed = TRUE, .seed = 7,
      .stop = (const char *const[]) { "END", NULL } }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'temperature': 1.5, 'topP': 0.25, 'maxOutputTokens': 100,"
    " 'seed': 7, 'stopSequences': ['END']}}" },
  { "unsupported", { .model = "gemini-2.0-flash", .has_seed = TRUE, .seed = 7, .max_tokens = 5 },
    "{'unsupported': ['seed']}", NULL, "{" HELLO ", 'generationConfig': {'maxOutputTokens': 5}}" },
  { "extras", { .model = "gemini-2.0-flash", .max_tokens = 5 }, NULL,
    "{'safetySettings': [], 'generationConfig': {'responseModalities': ['TEXT', 'IMAGE']}}",
    "{" HELLO ", 'safetySettings': [], 'generationConfig': {'maxOutputTokens': 5,"
    " 'responseModalities': ['TEXT', 'IMAGE']}}" },

  { "thoughts", { .model = "gemini-2.5-flash" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true}}}" },
  { "latest", { .model = "gemini-flash-latest" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true}}}" },
  { "image-model", { .model = "gemini-2.5-flash-image", .effort = "low" }, NULL, NULL,
    "{" HELLO "}" },
  { "speech-model", { .model = "gemini-3-flash-tts" }, NULL, NULL, "{" HELLO "}" },
  { "budget", { .model = "gemini-2.5-pro", .budget = 2000 }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingBudget': 2000}}}" },
  { "minimal", { .model = "gemini-2.5-flash-lite", .effort = "minimal" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingBudget': 512}}}" },
  { "high", { .model = "gemini-2.5-flash", .effort = "high" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingBudget': 24576}}}" },
  { "off", { .model = "gemini-2.5-flash", .effort = "none" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'thinkingBudget': 0}}}" },
  { "pro-off", { .model = "gemini-2.5-pro", .effort = "none" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'thinkingBudget': 128}}}" },

  { "level", { .model = "gemini-3-pro-preview", .effort = "high" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingLevel': 'high'}}}" },
  { "level-unasked", { .model = "gemini-3.1-flash-lite" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true}}}" },
  { "level-of-budget", { .model = "gemini-3-flash-preview", .budget = 1024 }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingLevel': 'low'}}}" },
  { "level-off", { .model = "gemini-3-flash-preview", .effort = "none" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'thinkingLevel': 'minimal'}}}" },
  { "level-pro-minimal", { .model = "gemini-3-pro-preview", .effort = "minimal" }, NULL, NULL,
    "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingLevel': 'low'}}}" },
  { "style-by-quirk", { .model = "tunedModels/mine", .effort = "low" }, "{'thinking': 'budget'}",
    NULL, "{" HELLO ", 'generationConfig': {'thinkingConfig': {'includeThoughts': true,"
    " 'thinkingBudget': 1024}}}" },
  { "no-thinking-by-quirk", { .model = "gemini-3-pro" }, "{'thinking': 'none'}", NULL,
    "{" HELLO "}" },
};

static void
test_settings (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterRequest request = settings_cases[i].request;
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) quirks = NULL;
  g_autoptr(JsonNode) extras = NULL;

  natter_test_body_add (messages, NATTER_ROLE_USER, "Hello");
  if (settings_cases[i].quirks)
    quirks = natter_test_body_parse (settings_cases[i].quirks);
  if (settings_cases[i].extras)
    extras = natter_test_body_parse (settings_cases[i].extras);
  request.base_url = URL;
  request.messages = messages;
  request.quirks = natter_json_as_object (quirks);
  request.extras = natter_json_as_object (extras);

  natter_test_body_check ("gemini", &request, settings_cases[i].body);
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

  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "A cup of tea.");
  natter_message_set_model (message, "gemini-2.5-flash");
  natter_test_body_carry (message, "gemini",
                          "{'text': 'Hm.', 'thought': true, 'thoughtSignature': 'a'}");
  natter_test_body_carry (message, "gemini", "{'text': ' of tea.', 'thoughtSignature': 'b'}");
  natter_test_body_carry (message, "gemini",
                          "{'functionCall': {'name': 'f', 'args': {}}, 'thoughtSignature': 'c'}");
  natter_test_body_carry (message, "anthropic", "{'type': 'redacted_thinking', 'data': 'x'}");

  natter_test_body_add (messages, NATTER_ROLE_USER, "Paint it.");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, "");
  natter_test_body_attach (message, "image/png", NULL, "ONE");
  natter_test_body_attach (message, "image/png", NULL, "TWO");
  natter_test_body_carry (message, "gemini", "{'thoughtSignature': 'd', 'image': 1}");
  natter_test_body_add (messages, NATTER_ROLE_USER, "Thanks.");

  return messages;
}

/* An image, documents, and signatures on the parts that they came with. */
static void
test_conversation (void)
{
  g_autoptr(GPtrArray) messages = new_conversation ();
  NatterRequest request = { .base_url = URL, .model = "gemini-2.5-flash", .max_tokens = 1000,
                            .budget = 512, .system = "Be brief.", .messages = messages };

  natter_test_body_check ("gemini", &request,
    "{'systemInstruction': {'parts': [{'text': 'Be brief.'}]},"
    " 'contents': ["
    "  {'role': 'user', 'parts': ["
    "    {'text': 'What is this?'},"
    "    {'inlineData': {'mimeType': 'image/png', 'data': 'UE5H'}},"
    "    {'inlineData': {'mimeType': 'application/pdf', 'data': 'UERG'}},"
    "    {'text': 'c.md:\\n\\n# Tea'}]},"
    "  {'role': 'model', 'parts': ["
    "    {'text': 'Hm.', 'thought': true, 'thoughtSignature': 'a'},"
    "    {'text': 'A cup'},"
    "    {'text': ' of tea.', 'thoughtSignature': 'b'}]},"
    "  {'role': 'user', 'parts': [{'text': 'Paint it.'}]},"
    "  {'role': 'model', 'parts': ["
    "    {'inlineData': {'mimeType': 'image/png', 'data': 'T05F'}},"
    "    {'inlineData': {'mimeType': 'image/png', 'data': 'VFdP'}, 'thoughtSignature': 'd'}]},"
    "  {'role': 'user', 'parts': [{'text': 'Thanks.'}]}],"
    " 'generationConfig': {'maxOutputTokens': 1000,"
    "   'thinkingConfig': {'includeThoughts': true, 'thinkingBudget': 512}}}");
}

/* The signed parts of an answer, as the model sent them, and the parts that go back. */
static const struct
{
  const char *name;
  const char *text;
  const char *model;
  const char *carries[3];
  const char *parts;
} signature_cases[] = {
  { "at-the-end", "Tea.", NULL, { "{'text': '', 'thoughtSignature': 'a'}" },
    "[{'text': 'Tea.'}, {'text': '', 'thoughtSignature': 'a'}]" },
  { "on-all-words", "Tea.", NULL, { "{'text': 'Tea.', 'thoughtSignature': 'a'}" },
    "[{'text': 'Tea.', 'thoughtSignature': 'a'}]" },
  { "twice", "One. Two.", NULL,
    { "{'text': 'One.', 'thoughtSignature': 'a'}", "{'text': ' Two.', 'thoughtSignature': 'b'}" },
    "[{'text': 'One.', 'thoughtSignature': 'a'}, {'text': ' Two.', 'thoughtSignature': 'b'}]" },
  { "words-changed", "Coffee.", NULL, { "{'text': 'Tea.', 'thoughtSignature': 'a'}" },
    "[{'text': 'Coffee.'}, {'text': '', 'thoughtSignature': 'a'}]" },
  { "another-model", "Tea.", "gemini-3-pro", { "{'text': '', 'thoughtSignature': 'a'}" },
    "[{'text': 'Tea.'}]" },
  { "broken", "Tea.", NULL, { "{'text': '", "[]" }, "[{'text': 'Tea.'}]" },
};

static void
test_signatures (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = URL, .model = "gemma", .messages = messages };
  NatterMessage *message = NULL;
  g_autofree char *json = NULL;

  natter_test_body_add (messages, NATTER_ROLE_USER, "A");
  message = natter_test_body_add (messages, NATTER_ROLE_ASSISTANT, signature_cases[i].text);
  if (signature_cases[i].model)
    natter_message_set_model (message, signature_cases[i].model);
  for (guint j = 0; signature_cases[i].carries[j]; j++)
    natter_test_body_carry (message, "gemini", signature_cases[i].carries[j]);
  natter_test_body_add (messages, NATTER_ROLE_USER, "B");

  json = g_strdup_printf ("{'contents': [{'role': 'user', 'parts': [{'text': 'A'}]},"
                          " {'role': 'model', 'parts': %s},"
                          " {'role': 'user', 'parts': [{'text': 'B'}]}]}",
                          signature_cases[i].parts);
  natter_test_body_check ("gemini", &request, json);
}

static const struct
{
  const char *model;
  const char *path;
} url_cases[] = {
  { "gemini-2.5-flash", "/models/gemini-2.5-flash:streamGenerateContent?alt=sse" },
  { "models/gemini-2.5-flash", "/models/gemini-2.5-flash:streamGenerateContent?alt=sse" },
  { "tunedModels/mine", "/tunedModels/mine:streamGenerateContent?alt=sse" },
  { "a?b#c d", "/models/a%3Fb%23c%20d:streamGenerateContent?alt=sse" },
};

static void
test_urls (void)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("gemini");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (url_cases); i++)
    {
      NatterRequest request = { .base_url = URL, .model = url_cases[i].model, .key = "AIza",
                                .messages = messages };
      g_autoptr(NatterHttpRequest) http = natter_dialect_encode (dialect, &request, NULL);
      g_autofree char *url = g_uri_to_string (natter_http_request_get_uri (http));
      g_autofree char *expected = g_strconcat (URL, url_cases[i].path, NULL);

      g_assert_cmpstr (url, ==, expected);
      g_assert_cmpstr (natter_test_body_get_header (http, "x-goog-api-key"), ==, "AIza");
      g_assert_null (natter_test_body_get_header (http, "authorization"));
    }
}

static void
test_vertex (void)
{
  static const char base_url[] =
    "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/google";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("gemini");
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonNode) quirks = natter_test_body_parse ("{'auth': 'bearer'}");
  NatterRequest request = { .base_url = base_url, .model = "gemini-2.5-pro", .key = "ya29",
                            .messages = messages, .quirks = natter_json_as_object (quirks) };
  g_autoptr(NatterHttpRequest) http = natter_dialect_encode (dialect, &request, NULL);
  g_autofree char *url = g_uri_to_string (natter_http_request_get_uri (http));
  g_autofree char *expected = g_strconcat (base_url, "/models/gemini-2.5-pro:streamGenerateContent"
                                           "?alt=sse", NULL);

  g_assert_cmpstr (url, ==, expected);
  g_assert_cmpstr (natter_test_body_get_header (http, "authorization"), ==, "Bearer ya29");
  g_assert_null (natter_test_body_get_header (http, "x-goog-api-key"));
}

static char *
encode_models (const char *page)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("gemini");
  NatterRequest request = { .base_url = URL, .key = "k", .page = page };
  g_autoptr(NatterHttpRequest) http = natter_dialect_encode_models (dialect, &request, NULL);

  g_assert_cmpstr (natter_http_request_get_method (http), ==, "GET");
  g_assert_cmpstr (natter_test_body_get_header (http, "x-goog-api-key"), ==, "k");

  return g_uri_to_string (natter_http_request_get_uri (http));
}

static void
test_models (void)
{
  static const char json[] =
    "{\"models\": [{\"name\": \"models/gemini-a\", \"displayName\": \"Gemini A\","
    " \"supportedGenerationMethods\": [\"countTokens\", \"generateContent\"]},"
    " {\"name\": \"models/embedding\", \"supportedGenerationMethods\": [\"embedContent\"]},"
    " {\"name\": \"models/\"}, 7, {\"name\": \"tunedModels/b\"}], \"nextPageToken\": \"Ab=&\"}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("gemini");
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GBytes) last = g_bytes_new_static ("{\"models\":[]}", 13);
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, NULL);
  g_autofree char *page = natter_dialect_read_next_page (dialect, body);
  g_autofree char *first_url = encode_models (NULL);
  g_autofree char *next_url = encode_models (page);
  g_autoptr(NatterModel) first = g_list_model_get_item (models, 0);
  g_autoptr(NatterModel) second = g_list_model_get_item (models, 1);

  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  g_assert_cmpstr (natter_model_get_id (first), ==, "gemini-a");
  g_assert_cmpstr (natter_model_get_name (first), ==, "Gemini A");
  g_assert_cmpstr (natter_model_get_id (second), ==, "tunedModels/b");
  g_assert_cmpstr (page, ==, "Ab=&");
  g_assert_cmpstr (first_url, ==, URL "/models?pageSize=1000");
  g_assert_cmpstr (next_url, ==, URL "/models?pageSize=1000&pageToken=Ab%3D%26");
  g_assert_null (natter_dialect_read_next_page (dialect, last));
}

static void
test_no_models (void)
{
  static const char *const bodies[] = { "", "[]", "{\"models\": 1}", "<html>" };
  static const char refusal[] = "{\"error\": {\"code\": 400, \"status\": \"INVALID_ARGUMENT\","
                                " \"message\": \"API key not valid.\", \"details\": [{\"reason\":"
                                " \"API_KEY_INVALID\"}]}}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("gemini");
  g_autoptr(GBytes) refused = g_bytes_new_static (refusal, strlen (refusal));
  g_autoptr(GError) bad_key = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr(GError) error = NULL;

      g_assert_null (natter_dialect_read_models (dialect, body, &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API);
      g_assert_null (natter_dialect_read_next_page (dialect, body));
    }

  g_assert_null (natter_dialect_read_models (dialect, refused, &bad_key));
  g_assert_error (bad_key, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
}

/* The wait is in the body, and nowhere else. */
static void
test_retry_info (void)
{
  static const char json[] =
    "{\"error\": {\"code\": 429, \"status\": \"RESOURCE_EXHAUSTED\", \"message\": \"Slower.\","
    " \"details\": [{\"@type\": \"type.googleapis.com/google.rpc.Help\"},"
    " {\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"48s\"}]}}";
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("gemini");
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (429);
  g_autoptr(GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr(GError) error = NULL;

  natter_http_response_set_body (response, body);
  error = natter_dialect_read_error (dialect, response);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (error), 48, 0.001);
  g_assert_cmpstr (error->message, ==, "Slower.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gemini-dialect/settings/", settings_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_settings);
    }
  for (guint i = 0; i < G_N_ELEMENTS (signature_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gemini-dialect/signatures/", signature_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_signatures);
    }
  g_test_add_func ("/gemini-dialect/conversation", test_conversation);
  g_test_add_func ("/gemini-dialect/urls", test_urls);
  g_test_add_func ("/gemini-dialect/vertex", test_vertex);
  g_test_add_func ("/gemini-dialect/models", test_models);
  g_test_add_func ("/gemini-dialect/no-models", test_no_models);
  g_test_add_func ("/gemini-dialect/retry-info", test_retry_info);

  return g_test_run ();
}
