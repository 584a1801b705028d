/* test-openai-responses-decoder.c: Responses in the ways in which servers write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-test-decoded.h"

#define EVENT(type, members) "event: " type "\ndata: {\"type\":\"" type "\"," members "}\n\n"
#define BARE(type, members) "data: {\"type\":\"" type "\"," members "}\n\n"
#define AT(n) "\"output_index\":" #n ","
#define CREATED \
  EVENT ("response.created", "\"response\":{\"model\":\"m-1\",\"status\":\"in_progress\"}")
#define TEXT(n, text) \
  EVENT ("response.output_text.delta", AT (n) "\"content_index\":0,\"delta\":\"" text "\"")
#define ADDED(n, item) EVENT ("response.output_item.added", AT (n) "\"item\":{" item "}")
#define ITEM(n, item) EVENT ("response.output_item.done", AT (n) "\"item\":{" item "}")
#define SUMMARY(n, part, text) \
  EVENT ("response.reasoning_summary_text.delta", AT (n) "\"summary_index\":" #part "," \
         "\"delta\":\"" text "\"")
#define END(status, members) \
  EVENT ("response." status, "\"response\":{\"status\":\"" status "\"" members "}")
#define COMPLETED END ("completed", "")
#define MESSAGE(text) \
  "\"id\":\"msg_1\",\"type\":\"message\",\"content\":[{\"type\":\"output_text\"," \
  "\"text\":\"" text "\"," \
  "\"annotations\":[]}]"
#define CALL(arguments) \
  "\"type\":\"function_call\",\"id\":\"fc\",\"call_id\":\"c1\",\"name\":\"add\",\"arguments\":\"" \
  arguments "\""

static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} cases[] = {
  { "text", CREATED ADDED (0, "\"type\":\"message\"") TEXT (0, "Hel") TEXT (0, "lo")
    EVENT ("response.output_text.done", AT (0) "\"content_index\":0,\"text\":\"Hello\"")
    ITEM (0, MESSAGE ("Hello")) COMPLETED, "text{Hello} finish{completed} model{m-1} complete" },
  { "no-event-lines", BARE ("response.output_text.delta", AT (0) "\"delta\":\"a\"")
    BARE ("response.completed", "\"response\":{\"status\":\"completed\"}") "data: [DONE]\n\n",
    "text{a} finish{completed} complete" },
  { "event-line-last", "data: {\"output_index\":0,\"delta\":\"a\"}\nevent: "
    "response.output_text.delta"
    "\n\n" COMPLETED, "text{a} finish{completed} complete" },
  { "cut", CREATED TEXT (0, "a"), "text{a} model{m-1} connection-lost" },
  { "done-is-no-end", TEXT (0, "a") "data: [DONE]\n\n", "text{a} connection-lost" },
  { "only-done-events", EVENT ("response.output_text.done", AT (0) "\"content_index\":0,\"text\":"
    "\"a\"") EVENT ("response.output_text.done", AT (0) "\"content_index\":1,\"text\":\"b\"")
    ITEM (0, MESSAGE ("ab")) COMPLETED, "text{ab} finish{completed} complete" },
  { "only-items", ITEM (0, MESSAGE ("a")) ITEM (1, MESSAGE ("b")) COMPLETED,
    "text{ab} finish{completed} complete" },
  { "only-end", END ("completed", ",\"output\":[{" MESSAGE ("a") "},{" CALL ("{}") "}]"),
    "text{a} call{c1 add {}} finish{completed} tool" },
  { "end-repeats", TEXT (0, "a") END ("completed", ",\"output\":[{" MESSAGE ("a") "}]"),
    "text{a} finish{completed} complete" },
  { "ids-change", ADDED (0, CALL ("")) EVENT ("response.function_call_arguments.delta", AT (0)
    "\"item_id\":\"x\",\"delta\":\"{}\"") ITEM (0, "\"id\":\"y\"," CALL ("{}")) COMPLETED,
    "call{c1 add {}} finish{completed} tool" },
  { "arguments-only-done", ADDED (0, CALL (""))
    EVENT ("response.function_call_arguments.done", AT (0) "\"arguments\":\"{}\"")
    ITEM (0, CALL ("{}")) COMPLETED,
    "call{c1 add {}} finish{completed} tool" },
  { "call-only-item", ITEM (0, CALL ("[1]")) COMPLETED,
    "call{c1 add [1]} finish{completed} tool" },
  { "calls-mixed", ADDED (1, CALL ("")) ADDED (2, "\"type\":\"custom_tool_call\","
    "\"call_id\":\"c2\","
    "\"name\":\"sh\",\"input\":\"\"")
    EVENT ("response.custom_tool_call_input.delta", AT (2) "\"delta\":\"ls\"")
    EVENT ("response.function_call_arguments.delta", AT (1) "\"delta\":\"{\"")
    EVENT ("response.function_call_arguments.delta", AT (1) "\"delta\":\"}\"") COMPLETED,
    "call{c1 add {}} call{c2 sh ls} finish{completed} tool" },

  { "summary", SUMMARY (0, 0, "a") SUMMARY (0, 0, "b") SUMMARY (0, 1, "c")
    EVENT ("response.reasoning_summary_text.done", AT (0) "\"summary_index\":1,\"text\":\"c\"")
    ITEM (0, "\"type\":\"reasoning\",\"summary\":[{\"text\":\"ab\"},"
    "{\"text\":\"c\"}]") TEXT (1, "d")
    COMPLETED, "text{d} reasoning{abc} finish{completed} complete" },
  { "raw-thoughts", EVENT ("response.reasoning_text.delta", AT (0) "\"content_index\":0,\"delta\":"
    "\"a\"") EVENT ("response.reasoning_text.done", AT (0) "\"content_index\":0,\"text\":\"a\"")
    COMPLETED, "reasoning{a} finish{completed} complete" },
  { "gateway-thoughts", EVENT ("response.reasoning.delta", AT (0) "\"delta\":\"a\"")
    EVENT ("response.reasoning.done", AT (0) "\"text\":\"a\"") COMPLETED,
    "reasoning{a} finish{completed} complete" },
  { "thoughts-only-item", ITEM (0, "\"type\":\"reasoning\",\"summary\":[],\"content\":[{\"type\":"
    "\"reasoning_text\",\"text\":\"a\"}]") COMPLETED, "reasoning{a} finish{completed} complete" },
  { "carry", ITEM (0, "\"id\":\"rs\",\"type\":\"reasoning\",\"summary\":[],"
    "\"encrypted_content\":\"e\"")
    TEXT (1, "a") ITEM (1, MESSAGE ("a")) COMPLETED,
    "text{a} carry{{\"id\":\"rs\",\"type\":\"reasoning\",\"summary\":[],"
    "\"encrypted_content\":\"e\"}} "
    "carry{{\"type\":\"message\",\"id\":\"msg_1\"}} finish{completed} complete" },
  { "carry-not-before-call", ITEM (0, "\"type\":\"reasoning\",\"encrypted_content\":\"e\"")
    ITEM (1, CALL ("{}")) ITEM (2, MESSAGE ("a")) COMPLETED,
    "text{a} call{c1 add {}} finish{completed} tool" },
  { "carry-not-plain", ITEM (0, "\"type\":\"reasoning\",\"summary\":[]") ITEM (1, MESSAGE ("a"))
    COMPLETED, "text{a} finish{completed} complete" },

  { "refusal", EVENT ("response.refusal.delta", AT (0) "\"content_index\":0,\"delta\":\"No\"")
    EVENT ("response.refusal.done", AT (0) "\"content_index\":0,\"refusal\":\"No\"")
    ITEM (0, "\"type\":\"message\",\"content\":[{\"type\":\"refusal\","
    "\"refusal\":\"No\"}]") COMPLETED,
    "refusal{No} finish{completed} complete" },
  { "citations", TEXT (0, "a") EVENT ("response.output_text.annotation.added", AT (0)
    "\"annotation\":{\"type\":\"url_citation\",\"url\":\"https://a.example\",\"title\":\"A\"}")
    COMPLETED, "text{a} citation{https://a.example (A)} finish{completed} complete" },
  { "citations-only-item", ITEM (0, "\"type\":\"message\",\"content\":[{\"text\":\"a\","
    "\"annotations\":["
    "{\"type\":\"url_citation\",\"url\":\"https://a.example\"},{\"type\":\"file_citation\"}]}]")
    COMPLETED, "text{a} citation{https://a.example} finish{completed} complete" },
  { "image", EVENT ("response.image_generation_call.partial_image", AT (0) "\"partial_image_b64\":"
    "\"AAEC\"") ITEM (0, "\"type\":\"image_generation_call\",\"output_format\":\"webp\",\"result\":"
    "\"AAECAw==\"") COMPLETED, "image{image/webp 4} finish{completed} complete" },
  { "usage", END ("completed", ",\"usage\":{\"input_tokens\":5,\"input_tokens_details\":{"
    "\"cached_tokens\":2},\"output_tokens\":7,\"output_tokens_details\":{\"reasoning_tokens\":3},"
    "\"total_tokens\":12}"), "finish{completed} usage{5 7 2 3 12} complete" },

  { "length", TEXT (0, "a") END ("incomplete", ",\"incomplete_details\":{\"reason\":"
    "\"max_output_tokens\"}"), "text{a} finish{incomplete} length" },
  { "filter", END ("incomplete", ",\"incomplete_details\":{\"reason\":\"content_filter\"}"),
    "finish{incomplete} filter" },
  { "failed", END ("failed", ",\"error\":{\"code\":\"server_error\",\"message\":\"Oops.\"}"),
    "finish{failed} error{server Oops.} provider-error" },
  { "failed-silently", END ("failed", ",\"error\":null"),
    "finish{failed} error{server} provider-error" },
  { "error-flat", TEXT (0, "a") EVENT ("error", "\"code\":\"rate_limit_exceeded\","
    "\"message\":\"Slow.\","
    "\"param\":null,\"sequence_number\":2"), "text{a} error{rate-limited Slow.} provider-error" },
  { "error-nested-and-failed", EVENT ("error", "\"error\":{\"type\":\"insufficient_quota\","
    "\"code\":"
    "\"insufficient_quota\",\"message\":\"Pay.\"}")
    END ("failed", ",\"error\":{\"code\":\"insufficient_quota\",\"message\":\"Pay again.\"}"),
    "finish{failed} error{no-credit Pay.} provider-error" },
  { "error-bare", "data: {\"error\":{\"message\":\"No.\",\"code\":\"invalid_api_key\"}}\n\n",
    "error{bad-key No.} provider-error" },
  { "after-the-end", COMPLETED TEXT (0, "a") EVENT ("error", "\"message\":\"No.\""),
    "finish{completed} complete" },

  { "strange", EVENT ("response.audio.delta", "\"delta\":\"x\"") EVENT ("keepalive", "\"a\":1")
    EVENT ("response.output_text.delta", "\"delta\":7") EVENT ("response.output_item.done",
    "\"item\":7") EVENT ("response.output_item.done", AT (-5) "\"item\":{\"type\":1}")
    EVENT ("response.output_text.annotation.added", "\"annotation\":null") "data: 7\n\n"
    "data: {\n\n" COMPLETED, "finish{completed} malformed{2} complete" },
  { "no-index", ADDED (0, "\"type\":\"message\"")
    EVENT ("response.output_text.delta", "\"delta\":\"a\"")
    EVENT ("response.output_text.done", "\"text\":\"a\"") COMPLETED,
    "text{a} finish{completed} complete" },
  { "whole", "{\"object\":\"response\",\"status\":\"completed\",\"model\":\"m\",\"error\":null,"
    "\"output\":[{\"type\":\"reasoning\",\"summary\":[{\"text\":\"b\"}]},{" MESSAGE ("a") "}],"
    "\"usage\":{\"input_tokens\":1}}", "text{a} reasoning{b} finish{completed} usage{1 -1 -1 -1 "
    "-1} "
    "model{m} complete" },
  { "whole-failed", "{\"object\":\"response\",\"status\":\"failed\","
    "\"error\":{\"message\":\"No.\"},"
    "\"output\":[]}", "finish{failed} error{server No.} provider-error" },
  { "whole-error", "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\"}}",
    "error{bad-request No.} provider-error" },
  { "nothing", "", "connection-lost" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("openai-responses");

  natter_test_decoded_check (dialect, cases[i].body, cases[i].expected);
}

static void
part_cb (const NatterDelta *delta,
         gpointer           data)
{
  if (delta->kind == NATTER_DELTA_REASONING)
    g_string_append_printf (data, "%u%s ", delta->index, delta->text);
}

/* Each part of a summary is told apart from the one before. */
static void
test_parts (void)
{
  static const char *const events[] = {
    "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"summary_index\":0,"
    "\"delta\":\"a\"}",
    "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"summary_index\":0,"
    "\"delta\":\"b\"}",
    "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":0,\"summary_index\":1,"
    "\"delta\":\"c\"}",
    "{\"type\":\"response.reasoning_summary_text.delta\",\"output_index\":1,\"summary_index\":0,"
    "\"delta\":\"d\"}",
  };
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("openai-responses");
  NatterDecoder *decoder = natter_dialect_new_decoder (dialect);
  g_autoptr(GString) log = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      NatterSseEvent event = { .type = "message", .data = events[i], .id = "",
                               .length = strlen (events[i]) };

      natter_decoder_feed (decoder, &event, part_cb, log);
    }

  g_assert_cmpstr (log->str, ==, "0a 0b 1c 2d ");
  g_assert_finalize_object (decoder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-responses-decoder/case/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/openai-responses-decoder/parts", test_parts);

  return g_test_run ();
}
