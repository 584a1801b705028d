/* natter-test-wire-openai-responses.c: the scripted server's OpenAI Responses, as the service sends
 * them, but for what repeats the whole answer at its end. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

#define ID        "resp_natter_test"
#define MESSAGE   "msg_natter_test"
#define REASONING "rs_natter_test"
#define ENCRYPTED "gAAAAABuYXR0ZXItdGVzdA=="

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
  JsonNode *node = object ? json_object_get_member (object, "input") : NULL;

  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  ask->model = g_strdup (json_object_get_string_member_with_default (object, "model", ""));
  ask->prompt = g_strdup ("");
  ask->stream = json_object_get_boolean_member_with_default (object, "stream", FALSE);
  ask->max_tokens = json_object_get_int_member_with_default (object, "max_output_tokens", 0);
  natter_test_wire_read_messages (json_node_get_array (node), "content", ask);

  return TRUE;
}

static void
open_event (GString    *out,
            const char *type)
{
  g_string_append_printf (out, "event: %s\ndata: {\"type\":\"%s\",", type, type);
}

static void
append_response (GString             *out,
                 const NatterTestAsk *ask,
                 const char          *status)
{
  g_string_append (out, "{\"id\":\"" ID "\",\"object\":\"response\",\"model\":");
  natter_test_wire_append_text (out, ask->model);
  g_string_append_printf (out, ",\"status\":\"%s\",\"error\":null", status);
}

static void
begin (GString             *out,
       const NatterTestAsk *ask)
{
  static const char *const types[] = { "response.created", "response.in_progress" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      open_event (out, types[i]);
      g_string_append (out, "\"response\":");
      append_response (out, ask, "in_progress");
      g_string_append (out, ",\"output\":[],\"usage\":null}}\n\n");
    }
}

static guint
get_index (const NatterTestAsk *ask)
{
  return *ask->phase == PHASE_WORDS_AFTER_THOUGHTS ? 1 : 0;
}

static void
append_item (GString             *out,
             const NatterTestAsk *ask,
             const char          *type,
             const char          *item)
{
  open_event (out, type);
  g_string_append_printf (out, "\"output_index\":%u,\"item\":%s}\n\n", get_index (ask), item);
}

static void
close_item (GString             *out,
            const NatterTestAsk *ask)
{
  if (*ask->phase == PHASE_THOUGHTS)
    append_item (out, ask, "response.output_item.done",
                 "{\"id\":\"" REASONING "\",\"type\":\"reasoning\",\"summary\":[],"
                 "\"encrypted_content\":\"" ENCRYPTED "\"}");
  else if (*ask->phase != PHASE_START)
    append_item (out, ask, "response.output_item.done",
                 "{\"id\":\"" MESSAGE "\",\"type\":\"message\",\"role\":\"assistant\","
                 "\"status\":\"completed\",\"content\":[]}");
}

static void
append_reasoning (GString             *out,
                  const NatterTestAsk *ask,
                  const char          *text,
                  gsize                length)
{
  if (*ask->phase == PHASE_START)
    {
      *ask->phase = PHASE_THOUGHTS;
      append_item (out, ask, "response.output_item.added",
                   "{\"id\":\"" REASONING "\",\"type\":\"reasoning\",\"summary\":[]}");
    }

  open_event (out, "response.reasoning_summary_text.delta");
  g_string_append (out, "\"item_id\":\"" REASONING "\",\"output_index\":0,\"summary_index\":0,"
                        "\"delta\":");
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "}\n\n");
}

static void
append_answer (GString             *out,
               const NatterTestAsk *ask,
               const char          *text,
               gsize                length)
{
  gboolean has_thoughts = *ask->phase == PHASE_THOUGHTS;

  if (has_thoughts)
    close_item (out, ask);
  if (has_thoughts || *ask->phase == PHASE_START)
    {
      *ask->phase = has_thoughts ? PHASE_WORDS_AFTER_THOUGHTS : PHASE_WORDS;
      append_item (out, ask, "response.output_item.added",
                   "{\"id\":\"" MESSAGE "\",\"type\":\"message\",\"role\":\"assistant\","
                   "\"status\":\"in_progress\",\"content\":[]}");
    }

  open_event (out, "response.output_text.delta");
  g_string_append_printf (out, "\"item_id\":\"" MESSAGE "\",\"output_index\":%u,"
  "\"content_index\":0,"
                               "\"delta\":", get_index (ask));
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "}\n\n");
}

static gboolean
is_cut (const NatterTestEnding *ending)
{
  return g_str_equal (ending->finish_reason, "length");
}

static void
append_ending (GString                *out,
               const NatterTestAsk    *ask,
               const NatterTestEnding *ending)
{
  g_string_append_printf (out,
                          ",\"incomplete_details\":%s,\"usage\":{\"input_tokens\":%u,"
                          "\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":%u,"
                          "\"output_tokens_details\":{\"reasoning_tokens\":%u},"
                          "\"total_tokens\":%u}}",
                          is_cut (ending) ? "{\"reason\":\"max_output_tokens\"}" : "null",
                          ask->n_prompt_tokens, ending->n_tokens, ending->n_reasoning_tokens,
                          ask->n_prompt_tokens + ending->n_tokens);
}

static void
end (GString                *out,
     const NatterTestAsk    *ask,
     const NatterTestEnding *ending)
{
  close_item (out, ask);
  open_event (out, is_cut (ending) ? "response.incomplete" : "response.completed");
  g_string_append (out, "\"response\":");
  append_response (out, ask, is_cut (ending) ? "incomplete" : "completed");
  g_string_append (out, ",\"output\":[]");
  append_ending (out, ask, ending);
  g_string_append (out, "}\n\n");
}

static void
append_error (GString             *out,
              const NatterTestAsk *ask)
{
  open_event (out, "error");
  g_string_append (out, "\"error\":{\"type\":\"server_error\",\"code\":\"server_error\","
  "\"message\":"
                        "\"The server had an error while processing your request.\","
                        "\"param\":null}}\n\n");
}

static void
append_malformed (GString             *out,
                  const NatterTestAsk *ask)
{
  open_event (out, "response.output_text.delta");
  g_string_append (out, "\"delta\":\"brok\n\n");
}

static void
append_whole (GString                *out,
              const NatterTestAsk    *ask,
              const char             *reasoning,
              const char             *text,
              const NatterTestEnding *ending)
{
  append_response (out, ask, "completed");
  g_string_append (out, ",\"output\":[");
  if (reasoning)
    {
      g_string_append (out, "{\"id\":\"" REASONING "\",\"type\":\"reasoning\",\"summary\":["
                            "{\"type\":\"summary_text\",\"text\":");
      natter_test_wire_append_text (out, reasoning);
      g_string_append (out, "}]},");
    }
  g_string_append (out, "{\"id\":\"" MESSAGE "\",\"type\":\"message\",\"role\":\"assistant\","
                        "\"content\":[{\"type\":\"output_text\",\"annotations\":[],\"text\":");
  natter_test_wire_append_text (out, text);
  g_string_append (out, "}]}]");
  append_ending (out, ask, ending);
}

/* The refusals and the lists are those of the service's other dialect. */
static void
append_http_error (GString *out,
                   guint    status)
{
  natter_test_wire_openai_chat.http_error (out, status);
}

static void
append_models (GString *out)
{
  natter_test_wire_openai_chat.models (out);
}

const NatterTestWire natter_test_wire_openai_responses = {
  .id = "openai-responses",
  .method_path = "POST /v1/responses",
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
