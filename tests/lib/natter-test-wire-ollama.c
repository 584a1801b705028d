/* natter-test-wire-ollama.c: the scripted server's Ollama chat: a line of JSON for each event.
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

#define CREATED "\"created_at\":\"2026-01-01T00:00:00.000000Z\""

static gboolean
read_ask (GBytes        *body,
          NatterTestAsk *ask)
{
  g_autoptr(JsonObject) object = natter_test_wire_parse_object (body);
  JsonNode *node = object ? json_object_get_member (object, "messages") : NULL;
  JsonNode *options = object ? json_object_get_member (object, "options") : NULL;

  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  ask->model = g_strdup (json_object_get_string_member_with_default (object, "model", ""));
  ask->prompt = g_strdup ("");
  ask->stream = json_object_get_boolean_member_with_default (object, "stream", TRUE);
  if (options && JSON_NODE_HOLDS_OBJECT (options))
    ask->max_tokens = json_object_get_int_member_with_default (json_node_get_object (options),
                                                               "num_predict", 0);
  natter_test_wire_read_messages (json_node_get_array (node), "content", ask);

  return TRUE;
}

static void
open_line (GString             *out,
           const NatterTestAsk *ask)
{
  g_string_append (out, "{\"model\":");
  natter_test_wire_append_text (out, ask->model);
  g_string_append (out, "," CREATED ",\"message\":{\"role\":\"assistant\",\"content\":");
}

/* The first line comes with the first words. */
static void
begin (GString             *out,
       const NatterTestAsk *ask)
{
}

static void
append_reasoning (GString             *out,
                  const NatterTestAsk *ask,
                  const char          *text,
                  gsize                length)
{
  open_line (out, ask);
  g_string_append (out, "\"\",\"thinking\":");
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "},\"done\":false}\n");
}

static void
append_answer (GString             *out,
               const NatterTestAsk *ask,
               const char          *text,
               gsize                length)
{
  open_line (out, ask);
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "},\"done\":false}\n");
}

static void
append_ending (GString                *out,
               const NatterTestAsk    *ask,
               const NatterTestEnding *ending)
{
  g_string_append_printf (out,
                          "},\"done\":true,\"done_reason\":\"%s\",\"total_duration\":313801125,"
                          "\"load_duration\":41717917,\"prompt_eval_count\":%u,"
                          "\"prompt_eval_duration\":27758541,\"eval_count\":%u,"
                          "\"eval_duration\":243926334}\n",
                          ending->finish_reason, ask->n_prompt_tokens, ending->n_tokens);
}

static void
end (GString                *out,
     const NatterTestAsk    *ask,
     const NatterTestEnding *ending)
{
  open_line (out, ask);
  g_string_append (out, "\"\"");
  append_ending (out, ask, ending);
}

static void
append_error (GString             *out,
              const NatterTestAsk *ask)
{
  g_string_append (out, "{\"error\":\"an error was encountered while running the model: unexpected "
                        "EOF\"}\n");
}

static void
append_malformed (GString             *out,
                  const NatterTestAsk *ask)
{
  open_line (out, ask);
  g_string_append (out, "\"brok\n");
}

static void
append_whole (GString                *out,
              const NatterTestAsk    *ask,
              const char             *reasoning,
              const char             *text,
              const NatterTestEnding *ending)
{
  open_line (out, ask);
  natter_test_wire_append_text (out, text);
  if (reasoning)
    {
      g_string_append (out, ",\"thinking\":");
      natter_test_wire_append_text (out, reasoning);
    }
  append_ending (out, ask, ending);
}

static const struct
{
  guint       status;
  const char *message;
} http_errors[] = {
  { 400, "missing request body" },
  { 401, "unauthorized" },
  { 403, "forbidden" },
  { 404, "model 'natter-test' not found" },
  { 429, "you have reached your hourly usage limit, please wait" },
  { 500, "model runner has unexpectedly stopped, this may be due to resource limitations or an "
    "internal error, check ollama server logs for details" },
  { 503, "server busy, please try again. maximum pending requests exceeded" },
  { 529, "server busy, please try again. maximum pending requests exceeded" },
};

static void
append_http_error (GString *out,
                   guint    status)
{
  for (guint i = 0; i < G_N_ELEMENTS (http_errors); i++)
    {
      if (http_errors[i].status != status)
        continue;

      g_string_append (out, "{\"error\":");
      natter_test_wire_append_text (out, http_errors[i].message);
      g_string_append_c (out, '}');
    }
}

static void
append_models (GString *out)
{
  g_autoptr(GPtrArray) names = natter_test_scene_list_names ();

  g_string_append (out, "{\"models\":[");
  for (guint i = 0; i < names->len; i++)
    {
      g_string_append (out, i > 0 ? ",{\"name\":" : "{\"name\":");
      natter_test_wire_append_text (out, g_ptr_array_index (names, i));
      g_string_append (out, ",\"model\":");
      natter_test_wire_append_text (out, g_ptr_array_index (names, i));
      g_string_append (out, ",\"size\":815319791,\"details\":{\"family\":\"natter\","
                            "\"parameter_size\":\"1B\",\"quantization_level\":\"Q4_K_M\"}}");
    }
  g_string_append (out, "]}");
}

const NatterTestWire natter_test_wire_ollama = {
  .id = "ollama",
  .method_path = "POST /api/chat",
  .content_type = "application/x-ndjson",
  .read_ask = read_ask,
  .begin = begin,
  .reasoning = append_reasoning,
  .text = append_answer,
  .end = end,
  .error = append_error,
  .malformed = append_malformed,
  .whole = append_whole,
  .http_error = append_http_error,
  .models = append_models,
};
