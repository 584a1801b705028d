/* natter-test-wire-anthropic.c: the scripted server's Anthropic Messages, as the service sends
 * them. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

#define ID        "msg_natter_test"
#define SIGNATURE "EqQBCkYIBBgCIkBuYXR0ZXItdGVzdA=="

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

  /* The service insists on a limit. */
  if (!node || !JSON_NODE_HOLDS_ARRAY (node) || !json_object_has_member (object, "max_tokens"))
    return FALSE;

  ask->model = g_strdup (json_object_get_string_member_with_default (object, "model", ""));
  ask->prompt = g_strdup ("");
  ask->stream = json_object_get_boolean_member_with_default (object, "stream", FALSE);
  ask->max_tokens = json_object_get_int_member_with_default (object, "max_tokens", 0);
  natter_test_wire_read_messages (json_node_get_array (node), "content", ask);

  return TRUE;
}

static void
begin (GString             *out,
       const NatterTestAsk *ask)
{
  g_string_append (out,
                   "event: message_start\n"
                   "data: {\"type\":\"message_start\",\"message\":{\"id\":\"" ID "\","
                   "\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":");
  natter_test_wire_append_text (out, ask->model);
  g_string_append_printf (out,
                          ",\"stop_reason\":null,\"stop_sequence\":null,"
                          "\"usage\":{\"input_tokens\":%u,\"cache_creation_input_tokens\":0,"
                          "\"cache_read_input_tokens\":0,\"output_tokens\":1}}}\n\n"
                          "event: ping\ndata: {\"type\": \"ping\"}\n\n", ask->n_prompt_tokens);
}

static guint
get_index (const NatterTestAsk *ask)
{
  return *ask->phase == PHASE_WORDS_AFTER_THOUGHTS ? 1 : 0;
}

static void
open_delta (GString             *out,
            const NatterTestAsk *ask)
{
  g_string_append_printf (out,
                          "event: content_block_delta\n"
                          "data: {\"type\":\"content_block_delta\",\"index\":%u,\"delta\":",
                          get_index (ask));
}

static void
close_block (GString             *out,
             const NatterTestAsk *ask)
{
  if (*ask->phase == PHASE_START)
    return;

  if (*ask->phase == PHASE_THOUGHTS)
    {
      open_delta (out, ask);
      g_string_append (out, "{\"type\":\"signature_delta\",\"signature\":\"" SIGNATURE "\"}}\n\n");
    }

  g_string_append_printf (out,
                          "event: content_block_stop\n"
                          "data: {\"type\":\"content_block_stop\",\"index\":%u}\n\n",
                          get_index (ask));
}

static void
open_block (GString             *out,
            const NatterTestAsk *ask,
            guint                phase,
            const char          *block)
{
  *ask->phase = phase;
  g_string_append_printf (out,
                          "event: content_block_start\n"
                          "data: {\"type\":\"content_block_start\",\"index\":%u,"
                          "\"content_block\":%s}\n\n", get_index (ask), block);
}

static void
append_reasoning (GString             *out,
                  const NatterTestAsk *ask,
                  const char          *text,
                  gsize                length)
{
  if (*ask->phase == PHASE_START)
    open_block (out, ask, PHASE_THOUGHTS,
                "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");

  open_delta (out, ask);
  g_string_append (out, "{\"type\":\"thinking_delta\",\"thinking\":");
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "}}\n\n");
}

static void
append_answer (GString             *out,
               const NatterTestAsk *ask,
               const char          *text,
               gsize                length)
{
  gboolean has_thoughts = *ask->phase == PHASE_THOUGHTS;

  if (has_thoughts)
    close_block (out, ask);
  if (has_thoughts || *ask->phase == PHASE_START)
    open_block (out, ask, has_thoughts ? PHASE_WORDS_AFTER_THOUGHTS : PHASE_WORDS,
                "{\"type\":\"text\",\"text\":\"\"}");

  open_delta (out, ask);
  g_string_append (out, "{\"type\":\"text_delta\",\"text\":");
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "}}\n\n");
}

static const char *
get_reason (const NatterTestEnding *ending)
{
  return g_str_equal (ending->finish_reason, "length") ? "max_tokens" : "end_turn";
}

static void
end (GString                *out,
     const NatterTestAsk    *ask,
     const NatterTestEnding *ending)
{
  close_block (out, ask);
  g_string_append_printf (out,
                          "event: message_delta\n"
                          "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\","
                          "\"stop_sequence\":null},\"usage\":{\"output_tokens\":%u,"
                          "\"output_tokens_details\":{\"thinking_tokens\":%u}}}\n\n"
                          "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
                          get_reason (ending), ending->n_tokens, ending->n_reasoning_tokens);
}

static void
append_error (GString             *out,
              const NatterTestAsk *ask)
{
  g_string_append (out,
                   "event: error\n"
                   "data: {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                   "\"message\":\"Internal server error\"}}\n\n");
}

static void
append_malformed (GString             *out,
                  const NatterTestAsk *ask)
{
  open_delta (out, ask);
  g_string_append (out, "{\"type\":\"text_delta\",\"text\":\"brok\n\n");
}

static void
append_whole (GString                *out,
              const NatterTestAsk    *ask,
              const char             *reasoning,
              const char             *text,
              const NatterTestEnding *ending)
{
  g_string_append (out,
                   "{\"id\":\"" ID "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":");
  natter_test_wire_append_text (out, ask->model);
  g_string_append (out, ",\"content\":[");
  if (reasoning)
    {
      g_string_append (out, "{\"type\":\"thinking\",\"thinking\":");
      natter_test_wire_append_text (out, reasoning);
      g_string_append (out, ",\"signature\":\"" SIGNATURE "\"},");
    }
  g_string_append (out, "{\"type\":\"text\",\"text\":");
  natter_test_wire_append_text (out, text);
  g_string_append_printf (out,
                          "}],\"stop_reason\":\"%s\",\"stop_sequence\":null,"
                          "\"usage\":{\"input_tokens\":%u,\"output_tokens\":%u}}",
                          get_reason (ending), ask->n_prompt_tokens, ending->n_tokens);
}

static const struct
{
  guint       status;
  const char *type;
  const char *message;
} http_errors[] = {
  { 400, "invalid_request_error", "max_tokens: Field required" },
  { 401, "authentication_error", "invalid x-api-key" },
  { 403, "permission_error", "Your API key does not have permission to use the specified "
    "resource." },
  { 404, "not_found_error", "model: claude-natter-test" },
  { 429, "rate_limit_error", "This request would exceed your organization's rate limit of 3 "
    "requests per minute." },
  { 500, "api_error", "Internal server error" },
  { 503, "api_error", "Service unavailable" },
  { 529, "overloaded_error", "Overloaded" },
};

static void
append_http_error (GString *out,
                   guint    status)
{
  for (guint i = 0; i < G_N_ELEMENTS (http_errors); i++)
    {
      if (http_errors[i].status != status)
        continue;

      g_string_append_printf (out, "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":",
                              http_errors[i].type);
      natter_test_wire_append_text (out, http_errors[i].message);
      g_string_append (out, "},\"request_id\":\"req_natter_test\"}");
    }
}

static void
append_models (GString *out)
{
  g_autoptr(GPtrArray) names = natter_test_scene_list_names ();

  g_string_append (out, "{\"data\":[");
  for (guint i = 0; i < names->len; i++)
    {
      g_string_append (out, i > 0 ? ",{\"type\":\"model\",\"id\":" : "{\"type\":\"model\",\"id\":");
      natter_test_wire_append_text (out, g_ptr_array_index (names, i));
      g_string_append (out, ",\"display_name\":");
      natter_test_wire_append_text (out, g_ptr_array_index (names, i));
      g_string_append (out, ",\"created_at\":\"2026-01-01T00:00:00Z\"}");
    }
  g_string_append (out, "],\"has_more\":false,\"first_id\":null,\"last_id\":null}");
}

const NatterTestWire natter_test_wire_anthropic = {
  .id = "anthropic",
  .method_path = "POST /v1/messages",
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
