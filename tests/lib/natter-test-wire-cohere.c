/* natter-test-wire-cohere.c: the scripted server's Cohere chat, version 2, as the service sends it.
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

#define ID "natter-test"

/* What is open: thoughts, or words with or without thoughts before them. */
enum
{
  PHASE_START,
  PHASE_THOUGHTS,
  PHASE_WORDS,
  PHASE_WORDS_AFTER_THOUGHTS,
};

static gboolean
read_ask (GBytes        *body,
          NatterTestAsk *ask)
{
  g_autoptr(JsonObject) object = natter_test_wire_parse_object (body);
  JsonNode *node = object ? json_object_get_member (object, "messages") : NULL;

  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  ask->model = g_strdup (json_object_get_string_member_with_default (object, "model", ""));
  ask->prompt = g_strdup ("");
  ask->stream = json_object_get_boolean_member_with_default (object, "stream", FALSE);
  ask->max_tokens = json_object_get_int_member_with_default (object, "max_tokens", 0);
  natter_test_wire_read_messages (json_node_get_array (node), "content", ask);

  return TRUE;
}

static void
open_event (GString    *out,
            const char *type)
{
  g_string_append_printf (out, "event: %s\ndata: {\"type\":\"%s\"", type, type);
}

static void
begin (GString             *out,
       const NatterTestAsk *ask)
{
  open_event (out, "message-start");
  g_string_append (out, ",\"id\":\"" ID "\",\"delta\":{\"message\":{\"role\":\"assistant\","
                        "\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[],"
                        "\"citations\":[]}}}\n\n");
}

static guint
get_index (const NatterTestAsk *ask)
{
  return *ask->phase == PHASE_WORDS_AFTER_THOUGHTS ? 1 : 0;
}

static void
open_content (GString             *out,
              const NatterTestAsk *ask,
              guint                phase,
              const char          *kind)
{
  *ask->phase = phase;
  open_event (out, "content-start");
  g_string_append_printf (out,
                          ",\"index\":%u,\"delta\":{\"message\":{\"content\":{\"type\":\"%s\","
                          "\"%s\":\"\"}}}}\n\n", get_index (ask), kind, kind);
}

static void
close_content (GString             *out,
               const NatterTestAsk *ask)
{
  if (*ask->phase == PHASE_START)
    return;

  open_event (out, "content-end");
  g_string_append_printf (out, ",\"index\":%u}\n\n", get_index (ask));
}

static void
append_delta (GString             *out,
              const NatterTestAsk *ask,
              const char          *kind,
              const char          *text,
              gsize                length)
{
  open_event (out, "content-delta");
  g_string_append_printf (out, ",\"index\":%u,\"delta\":{\"message\":{\"content\":{\"%s\":",
                          get_index (ask), kind);
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "}}}}\n\n");
}

static void
append_reasoning (GString             *out,
                  const NatterTestAsk *ask,
                  const char          *text,
                  gsize                length)
{
  if (*ask->phase == PHASE_START)
    open_content (out, ask, PHASE_THOUGHTS, "thinking");
  append_delta (out, ask, "thinking", text, length);
}

static void
append_answer (GString             *out,
               const NatterTestAsk *ask,
               const char          *text,
               gsize                length)
{
  gboolean has_thoughts = *ask->phase == PHASE_THOUGHTS;

  if (has_thoughts)
    close_content (out, ask);
  if (has_thoughts || *ask->phase == PHASE_START)
    open_content (out, ask, has_thoughts ? PHASE_WORDS_AFTER_THOUGHTS : PHASE_WORDS, "text");
  append_delta (out, ask, "text", text, length);
}

static void
append_ending (GString                *out,
               const NatterTestAsk    *ask,
               const NatterTestEnding *ending)
{
  gboolean is_cut = g_str_equal (ending->finish_reason, "length");

  g_string_append_printf (out,
                          "\"finish_reason\":\"%s\","
                          "\"usage\":{\"billed_units\":{\"input_tokens\":%u,"
                          "\"output_tokens\":%u},\"tokens\":{\"input_tokens\":%u,"
                          "\"output_tokens\":%u},\"cached_tokens\":0}",
                          is_cut ? "MAX_TOKENS" : "COMPLETE", ask->n_prompt_tokens,
                          ending->n_tokens, ask->n_prompt_tokens, ending->n_tokens);
}

static void
end (GString                *out,
     const NatterTestAsk    *ask,
     const NatterTestEnding *ending)
{
  close_content (out, ask);
  open_event (out, "message-end");
  g_string_append (out, ",\"id\":\"" ID "\",\"delta\":{");
  append_ending (out, ask, ending);
  g_string_append (out, "}}\n\ndata: [DONE]\n\n");
}

static void
append_error (GString             *out,
              const NatterTestAsk *ask)
{
  open_event (out, "message-end");
  g_string_append (out, ",\"id\":\"" ID "\",\"delta\":{\"finish_reason\":\"ERROR\","
                        "\"error\":\"the model had an error while it wrote this answer\"}}\n\n");
}

static void
append_malformed (GString             *out,
                  const NatterTestAsk *ask)
{
  open_event (out, "content-delta");
  g_string_append (out, ",\"delta\":{\"message\":{\"content\":{\"text\":\"brok\n\n");
}

static void
append_whole (GString                *out,
              const NatterTestAsk    *ask,
              const char             *reasoning,
              const char             *text,
              const NatterTestEnding *ending)
{
  g_string_append (out, "{\"id\":\"" ID "\",\"message\":{\"role\":\"assistant\",\"content\":[");
  if (reasoning)
    {
      g_string_append (out, "{\"type\":\"thinking\",\"thinking\":");
      natter_test_wire_append_text (out, reasoning);
      g_string_append (out, "},");
    }
  g_string_append (out, "{\"type\":\"text\",\"text\":");
  natter_test_wire_append_text (out, text);
  g_string_append (out, "}]},");
  append_ending (out, ask, ending);
  g_string_append_c (out, '}');
}

static const struct
{
  guint       status;
  const char *message;
} http_errors[] = {
  { 400, "invalid request: messages must be provided" },
  { 401, "invalid api token" },
  { 403, "this api key has no access to this resource" },
  { 404, "model 'natter-test' not found, make sure the correct model ID was used and that you "
         "have "
    "access to the model." },
  { 429, "You are using a Trial key, which is limited to 20 API calls / minute. Please wait and "
    "try "
    "again later." },
  { 500, "internal server error, this has been reported to our developers" },
  { 503, "the service is overloaded, please try again later" },
  { 529, "the service is overloaded, please try again later" },
};

static void
append_http_error (GString *out,
                   guint    status)
{
  for (guint i = 0; i < G_N_ELEMENTS (http_errors); i++)
    {
      if (http_errors[i].status != status)
        continue;

      g_string_append (out, "{\"id\":\"" ID "\",\"message\":");
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
      g_string_append (out, ",\"endpoints\":[\"chat\"],\"context_length\":128000}");
    }
  g_string_append (out, "]}");
}

const NatterTestWire natter_test_wire_cohere = {
  .id = "cohere-v2",
  .method_path = "POST /v2/chat",
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
