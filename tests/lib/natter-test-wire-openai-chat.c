/* natter-test-wire-openai-chat.c: the scripted server's OpenAI Chat Completions, as public servers
 * send it. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

#define ID      "chatcmpl-natter-test"
#define CREATED "1767225600"

static gboolean
read_ask (GBytes        *body,
          NatterTestAsk *ask)
{
  g_autoptr(JsonObject) object = natter_test_wire_parse_object (body);
  JsonNode *node = NULL;

  if (!object)
    return FALSE;

  ask->model = g_strdup (json_object_get_string_member_with_default (object, "model", ""));
  ask->prompt = g_strdup ("");
  ask->stream = json_object_get_boolean_member_with_default (object, "stream", FALSE);
  ask->max_tokens = MAX (json_object_get_int_member_with_default (object, "max_tokens", 0),
                         json_object_get_int_member_with_default (object, "max_completion_tokens",
                                                                  0));

  node = json_object_get_member (object, "stream_options");
  if (node && JSON_NODE_HOLDS_OBJECT (node))
    ask->include_usage = json_object_get_boolean_member_with_default (json_node_get_object (node),
                                                                      "include_usage", FALSE);

  node = json_object_get_member (object, "messages");
  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  natter_test_wire_read_messages (json_node_get_array (node), "content", ask);

  return TRUE;
}

static void
open_chunk (GString             *out,
            const NatterTestAsk *ask)
{
  g_string_append (out,
                   "data: {\"id\":\"" ID "\",\"object\":\"chat.completion.chunk\","
                   "\"created\":" CREATED ",\"model\":");
  natter_test_wire_append_text (out, ask->model);
}

static void
begin (GString             *out,
       const NatterTestAsk *ask)
{
  open_chunk (out, ask);
  g_string_append (out,
                   ",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
                        "\"finish_reason\":null}]}\n\n");
}

static void
append_delta (GString             *out,
              const NatterTestAsk *ask,
              const char          *member,
              const char          *text,
              gsize                length)
{
  open_chunk (out, ask);
  g_string_append_printf (out, ",\"choices\":[{\"index\":0,\"delta\":{\"%s\":", member);
  natter_test_wire_append_string (out, text, length);
  g_string_append (out, "},\"finish_reason\":null}]}\n\n");
}

static void
append_reasoning (GString             *out,
                  const NatterTestAsk *ask,
                  const char          *text,
                  gsize                length)
{
  append_delta (out, ask, "reasoning_content", text, length);
}

static void
append_answer (GString             *out,
               const NatterTestAsk *ask,
               const char          *text,
               gsize                length)
{
  append_delta (out, ask, "content", text, length);
}

static void
append_usage (GString                *out,
              const NatterTestAsk    *ask,
              const NatterTestEnding *ending)
{
  g_string_append_printf (out,
                          "\"usage\":{\"prompt_tokens\":%u,\"completion_tokens\":%u,"
                          "\"total_tokens\":%u,"
                          "\"prompt_tokens_details\":{\"cached_tokens\":0},"
                          "\"completion_tokens_details\":{\"reasoning_tokens\":%u}}",
                          ask->n_prompt_tokens, ending->n_tokens,
                          ask->n_prompt_tokens + ending->n_tokens, ending->n_reasoning_tokens);
}

static void
end (GString                *out,
     const NatterTestAsk    *ask,
     const NatterTestEnding *ending)
{
  open_chunk (out, ask);
  g_string_append_printf (out,
                          ",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n",
                          ending->finish_reason);

  if (ask->include_usage)
    {
      open_chunk (out, ask);
      g_string_append (out, ",\"choices\":[],");
      append_usage (out, ask, ending);
      g_string_append (out, "}\n\n");
    }

  g_string_append (out, "data: [DONE]\n\n");
}

static void
append_error (GString             *out,
              const NatterTestAsk *ask)
{
  g_string_append (out,
                   "data: {\"error\":{\"message\":\"The server had an error while processing your "
                   "request. Sorry about that!\","
                   "\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n");
}

static void
append_malformed (GString             *out,
                  const NatterTestAsk *ask)
{
  open_chunk (out, ask);
  g_string_append (out, ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"brok\n\n");
}

static void
append_whole (GString                *out,
              const NatterTestAsk    *ask,
              const char             *reasoning,
              const char             *text,
              const NatterTestEnding *ending)
{
  g_string_append (out,
                   "{\"id\":\"" ID "\",\"object\":\"chat.completion\","
                   "\"created\":" CREATED ",\"model\":");
  natter_test_wire_append_text (out, ask->model);
  g_string_append (out,
                   ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
  natter_test_wire_append_text (out, text);
  if (reasoning)
    {
      g_string_append (out, ",\"reasoning_content\":");
      natter_test_wire_append_text (out, reasoning);
    }
  g_string_append_printf (out, "},\"finish_reason\":\"%s\"}],", ending->finish_reason);
  append_usage (out, ask, ending);
  g_string_append_c (out, '}');
}

/* As the public servers word them; 529 is what overloaded gateways answer. */
static const struct
{
  guint       status;
  const char *message;
  const char *type;
  const char *code;
} http_errors[] = {
  { 400, "The request is not one that this server understands.", "invalid_request_error", NULL },
  { 401, "Incorrect API key provided. You can find your API key at "
   "https://example.com/account/api-keys.",
    "invalid_request_error", "invalid_api_key" },
  { 403, "Country, region, or territory not supported", "request_forbidden",
    "unsupported_country_region_territory" },
  { 404, "The model does not exist or you do not have access to it.", "invalid_request_error",
    "model_not_found" },
  { 429, "Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1. "
    "Please try again in 20s.", "requests", "rate_limit_exceeded" },
  { 500, "The server had an error while processing your request. Sorry about "
   "that!", "server_error", NULL },
  { 503, "The engine is currently overloaded, please try again later", "service_unavailable_error",
    "server_is_overloaded" },
  { 529, "Overloaded", "overloaded_error", NULL },
};

static void
append_http_error (GString    *out,
                   guint       status)
{
  for (guint i = 0; i < G_N_ELEMENTS (http_errors); i++)
    {
      if (http_errors[i].status != status)
        continue;

      g_string_append (out, "{\"error\":{\"message\":");
      natter_test_wire_append_text (out, http_errors[i].message);
      g_string_append_printf (out, ",\"type\":\"%s\",\"param\":null,\"code\":",
                              http_errors[i].type);
      if (http_errors[i].code)
        natter_test_wire_append_text (out, http_errors[i].code);
      else
        g_string_append (out, "null");
      g_string_append (out, "}}");
    }
}

static void
append_models (GString *out)
{
  g_autoptr(GPtrArray) names = natter_test_scene_list_names ();

  g_string_append (out, "{\"object\":\"list\",\"data\":[");
  for (guint i = 0; i < names->len; i++)
    {
      g_string_append (out, i > 0 ? ",{\"id\":" : "{\"id\":");
      natter_test_wire_append_text (out, g_ptr_array_index (names, i));
      g_string_append (out, ",\"object\":\"model\",\"created\":" CREATED
                            ",\"owned_by\":\"natter-test-server\"}");
    }
  g_string_append (out, "]}");
}

const NatterTestWire natter_test_wire_openai_chat = {
  .id = "openai-chat",
  .method_path = "POST /v1/chat/completions",
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
