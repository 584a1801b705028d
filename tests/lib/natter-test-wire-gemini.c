/* natter-test-wire-gemini.c: the scripted server's Gemini, as the service sends it. Pure; any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

#define PREFIX "/v1beta/models/"

/* The address names the model, and whether the answer is streamed. */
static gboolean
read_path (NatterTestAsk *ask)
{
  const char *colon = strchr (ask->path, ':');
  g_autofree char *escaped = NULL;

  if (!colon)
    return FALSE;

  escaped = g_strndup (ask->path + strlen (PREFIX), colon - ask->path - strlen (PREFIX));
  ask->model = g_uri_unescape_string (escaped, NULL);
  ask->stream = g_str_has_prefix (colon, ":streamGenerateContent?alt=sse");

  return ask->model && (ask->stream || g_str_equal (colon, ":generateContent"));
}

static gboolean
read_ask (GBytes        *body,
          NatterTestAsk *ask)
{
  g_autoptr(JsonObject) object = natter_test_wire_parse_object (body);
  JsonNode *node = object ? json_object_get_member (object, "contents") : NULL;

  if (!node || !JSON_NODE_HOLDS_ARRAY (node) || !read_path (ask))
    return FALSE;

  ask->prompt = g_strdup ("");
  natter_test_wire_read_messages (json_node_get_array (node), "parts", ask);

  node = json_object_get_member (object, "generationConfig");
  if (node && JSON_NODE_HOLDS_OBJECT (node))
    ask->max_tokens = json_object_get_int_member_with_default (json_node_get_object (node),
                                                               "maxOutputTokens", 0);

  return TRUE;
}

/* The service says nothing before it has something to say. */
static void
begin (GString             *out,
       const NatterTestAsk *ask)
{
}

static void
append_usage (GString             *out,
              const NatterTestAsk *ask,
              guint                n_words,
              guint                n_thoughts)
{
  g_string_append_printf (out,
                          "\"usageMetadata\": {\"promptTokenCount\": %u,"
                          "\"candidatesTokenCount\": %u,\"totalTokenCount\": %u,"
                          "\"thoughtsTokenCount\": %u},\"modelVersion\": ",
                          ask->n_prompt_tokens, n_words,
                          ask->n_prompt_tokens + n_words + n_thoughts, n_thoughts);
  natter_test_wire_append_text (out, ask->model);
  g_string_append (out, ",\"responseId\": \"natter-test\"}");
}

static void
append_chunk (GString             *out,
              const NatterTestAsk *ask,
              const char          *text,
              gsize                length,
              gboolean             is_thought)
{
  g_string_append (out, "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": ");
  natter_test_wire_append_string (out, text, length);
  g_string_append_printf (out, "%s}],\"role\": \"model\"},\"index\": 0}],",
                          is_thought ? ",\"thought\": true" : "");
  append_usage (out, ask, 0, 0);
  g_string_append (out, "\n\n");
}

static void
append_reasoning (GString             *out,
                  const NatterTestAsk *ask,
                  const char          *text,
                  gsize                length)
{
  append_chunk (out, ask, text, length, TRUE);
}

static void
append_answer (GString             *out,
               const NatterTestAsk *ask,
               const char          *text,
               gsize                length)
{
  append_chunk (out, ask, text, length, FALSE);
}

static void
append_end (GString                *out,
            const NatterTestAsk    *ask,
            const NatterTestEnding *ending)
{
  gboolean is_cut = g_str_equal (ending->finish_reason, "length");

  g_string_append_printf (out, "\"finishReason\": \"%s\",\"index\": 0}],",
                          is_cut ? "MAX_TOKENS" : "STOP");
  append_usage (out, ask, ending->n_tokens - ending->n_reasoning_tokens,
                ending->n_reasoning_tokens);
}

static void
end (GString                *out,
     const NatterTestAsk    *ask,
     const NatterTestEnding *ending)
{
  g_string_append (out,
                   "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"\"}],"
                   "\"role\": \"model\"},");
  append_end (out, ask, ending);
  g_string_append (out, "\n\n");
}

/* As the public service words them. */
static const struct
{
  guint       status;
  const char *word;
  const char *message;
} http_errors[] = {
  { 400, "INVALID_ARGUMENT", "Request contains an invalid argument." },
  { 401, "UNAUTHENTICATED", "Request had invalid authentication credentials." },
  { 403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without "
    "established identity). Please use API Key or other form of API consumer identity to call this "
    "API." },
  { 404, "NOT_FOUND", "models/natter-test is not found for API version v1beta, or is not supported "
    "for generateContent." },
  { 500, "INTERNAL", "An internal error has occurred. Please retry." },
  { 503, "UNAVAILABLE", "The model is overloaded. Please try again later." },
  { 529, "UNAVAILABLE", "The model is overloaded. Please try again later." },
};

static void
append_http_error (GString *out,
                   guint    status)
{
  for (guint i = 0; i < G_N_ELEMENTS (http_errors); i++)
    {
      if (http_errors[i].status != status)
        continue;

      g_string_append_printf (out, "{\"error\": {\"code\": %u,\"message\": ", status);
      natter_test_wire_append_text (out, http_errors[i].message);
      g_string_append_printf (out, ",\"status\": \"%s\"}}", http_errors[i].word);
    }
}

/* No header says it. */
static void
append_busy (GString *out,
             double   seconds)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (number, sizeof number, seconds);
  g_string_append_printf (out,
                          "{\"error\": {\"code\": 429,\"message\": \"You exceeded your rate limit. "
                          "Please retry in %ss.\",\"status\": \"RESOURCE_EXHAUSTED\","
                          "\"details\": [{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\","
                          "\"retryDelay\": \"%ss\"}]}}", number, number);
}

static void
append_error (GString             *out,
              const NatterTestAsk *ask)
{
  g_string_append (out, "data: ");
  append_http_error (out, 500);
  g_string_append (out, "\n\n");
}

static void
append_malformed (GString             *out,
                  const NatterTestAsk *ask)
{
  g_string_append (out, "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"brok\n\n");
}

static void
append_whole (GString                *out,
              const NatterTestAsk    *ask,
              const char             *reasoning,
              const char             *text,
              const NatterTestEnding *ending)
{
  g_string_append (out, "{\"candidates\": [{\"content\": {\"parts\": [");
  if (reasoning)
    {
      g_string_append (out, "{\"text\": ");
      natter_test_wire_append_text (out, reasoning);
      g_string_append (out, ",\"thought\": true},");
    }
  g_string_append (out, "{\"text\": ");
  natter_test_wire_append_text (out, text);
  g_string_append (out, "}],\"role\": \"model\"},");
  append_end (out, ask, ending);
}

static void
append_models (GString *out)
{
  g_autoptr(GPtrArray) names = natter_test_scene_list_names ();

  g_string_append (out, "{\"models\": [");
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_strconcat ("models/", name, NULL);

      g_string_append (out, i > 0 ? ",{\"name\": " : "{\"name\": ");
      natter_test_wire_append_text (out, path);
      g_string_append (out, ",\"displayName\": ");
      natter_test_wire_append_text (out, name);
      g_string_append (out, ",\"supportedGenerationMethods\": [\"generateContent\"]}");
    }
  g_string_append (out, "]}");
}

const NatterTestWire natter_test_wire_gemini = {
  .id = "gemini",
  .method_path = "POST " PREFIX "*",
  .read_ask = read_ask,
  .begin = begin,
  .reasoning = append_reasoning,
  .text = append_answer,
  .end = end,
  .error = append_error,
  .malformed = append_malformed,
  .whole = append_whole,
  .http_error = append_http_error,
  .busy = append_busy,
  .models = append_models,
};
