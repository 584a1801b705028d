/* test-anthropic-decoder.c: Anthropic's messages, streamed and whole, as it and others send them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-answer.h"

#define EVENT(type, members) \
  "event: " type "\ndata: {\"type\":\"" type "\"" members "  }\n\n"
#define START EVENT ("message_start", ",\"message\":{\"id\":\"msg\",\"model\":\"m\"," \
                     "\"content\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}")
#define OPEN(i, block) \
  EVENT ("content_block_start", ",\"index\":" i ",\"content_block\":{" block "}")
#define DELTA(i, delta) EVENT ("content_block_delta", ",\"index\":" i ",\"delta\":{" delta "}")
#define CLOSE(i) EVENT ("content_block_stop", ",\"index\":" i)
#define TEXT(text) DELTA ("0", "\"type\":\"text_delta\",\"text\":\"" text "\"")
#define OPEN_TEXT OPEN ("0", "\"type\":\"text\",\"text\":\"\"")
#define THOUGHT(text) DELTA ("0", "\"type\":\"thinking_delta\",\"thinking\":\"" text "\"")
#define OPEN_THOUGHT OPEN ("0", "\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"")
#define SIGN(text) DELTA ("0", "\"type\":\"signature_delta\",\"signature\":\"" text "\"")
#define JSON(i, text) DELTA (i, "\"type\":\"input_json_delta\",\"partial_json\":\"" text "\"")
#define OPEN_CALL(i, id, name, input) OPEN (i, "\"type\":\"tool_use\",\"id\":\"" id "\"," \
                                            "\"name\":\"" name "\",\"input\":" input)
#define REASON(reason) EVENT ("message_delta", ",\"delta\":{\"stop_reason\":\"" reason "\"," \
                              "\"stop_sequence\":null}")
#define END REASON ("end_turn") STOP
#define STOP EVENT ("message_stop", "")
#define PING EVENT ("ping", "")
#define USAGE(counts) EVENT ("message_delta", ",\"delta\":{},\"usage\":{" counts "}")
#define SOURCE(members) DELTA ("0", "\"type\":\"citations_delta\",\"citation\":{" members "}")
#define ERROR(type, message) EVENT ("error", ",\"error\":{\"type\":\"" type "\",\"message\":\"" \
                                    message "\"}")

static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} cases[] = {
  { "text", START PING OPEN_TEXT PING TEXT ("Hel") TEXT ("lo") CLOSE ("0") END,
    "text{Hello} finish{end_turn} usage{5 1 -1 -1 -1} model{m} complete" },
  { "no-stop", OPEN_TEXT TEXT ("a") REASON ("end_turn"), "text{a} finish{end_turn} complete" },
  { "no-reason", TEXT ("a") EVENT ("message_delta", ",\"delta\":{\"stop_reason\":null}") STOP,
    "text{a} complete" },
  { "cut-off", START OPEN_TEXT TEXT ("a"),
    "text{a} usage{5 1 -1 -1 -1} model{m} connection-lost" },
  { "nothing", "", "connection-lost" },
  { "pings-only", PING PING, "connection-lost" },
  { "text-in-start", OPEN ("0", "\"type\":\"text\",\"text\":\"Hi\"") TEXT ("!") END,
    "text{Hi!} finish{end_turn} complete" },
  { "no-event-names", "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
    "\"text_delta\",\"text\":\"a\"}}\n\ndata: {\"type\":\"message_delta\",\"delta\":"
    "{\"stop_reason\":\"end_turn\"}}\n\ndata: [DONE]\n\n", "text{a} finish{end_turn} complete" },
  { "two-messages", START TEXT ("a") START TEXT ("b") END,
    "text{ab} finish{end_turn} usage{5 1 -1 -1 -1} model{m} complete" },
  { "unknown", START EVENT ("news", ",\"x\":1") OPEN ("0", "\"type\":\"compaction\"")
    DELTA ("0", "\"type\":\"compaction_delta\",\"content\":\"no\"") CLOSE ("0") END,
    "finish{end_turn} usage{5 1 -1 -1 -1} model{m} complete" },
  { "odd-types", "data: {\"type\":\"content_block_delta\",\"index\":\"x\",\"delta\":7}\n\n"
    "data: {\"type\":\"content_block_start\",\"index\":-9,\"content_block\":[]}\n\n"
    "data: {\"type\":\"content_block_stop\"}\n\ndata: {\"type\":\"message_start\"}\n\n"
    "data: {\"type\":null}\n\ndata: {}\n\n"
    "data: {\"type\":\"message_delta\",\"usage\":\"much\",\"delta\":{\"stop_reason\":3}}\n\n"
    TEXT ("a") END, "text{a} finish{end_turn} complete" },
  { "malformed", TEXT ("a") "data: {\"type\":\n\n" "data: [1]\n\n" TEXT ("b") END,
    "text{ab} finish{end_turn} malformed{2} complete" },
  { "cut-in-event", TEXT ("a") "event: content_block_delta\ndata: {\"type\":\"content_blo",
    "text{a} connection-lost" },

  { "stop-sequence", REASON ("stop_sequence"), "finish{stop_sequence} complete" },
  { "max-tokens", REASON ("max_tokens"), "finish{max_tokens} length" },
  { "context-window", REASON ("model_context_window_exceeded"),
    "finish{model_context_window_exceeded} length" },
  { "pause", REASON ("pause_turn"), "finish{pause_turn} length" },
  { "tool", REASON ("tool_use"), "finish{tool_use} tool" },
  { "unknown-reason", REASON ("bored"), "finish{bored} complete" },
  { "refusal", TEXT ("Well") EVENT ("message_delta", ",\"delta\":{\"stop_reason\":\"refusal\","
    "\"stop_details\":{\"type\":\"refusal\",\"category\":\"x\",\"explanation\":\"Not this.\"}}"),
    "text{Well} refusal{Not this.} finish{refusal} filter" },

  { "thinking", OPEN_THOUGHT THOUGHT ("Hm") THOUGHT ("m.") SIGN ("Eq+") SIGN ("=") CLOSE ("0")
    OPEN ("1", "\"type\":\"text\",\"text\":\"\"") TEXT ("a") END,
    "text{a} reasoning{Hmm.} carry{{\"type\":\"thinking\",\"thinking\":\"Hmm.\","
    "\"signature\":\"Eq+=\"}} finish{end_turn} complete" },
  { "thinking-omitted", OPEN_THOUGHT SIGN ("Eq") CLOSE ("0") END,
    "carry{{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"Eq\"}} finish{end_turn} "
    "complete" },
  { "thinking-unsigned", OPEN_THOUGHT THOUGHT ("Hm") CLOSE ("0") END,
    "reasoning{Hm} finish{end_turn} complete" },
  { "thinking-without-start", THOUGHT ("Hm") SIGN ("Eq") CLOSE ("0") END,
    "reasoning{Hm} finish{end_turn} complete" },
  { "redacted", OPEN ("0", "\"type\":\"redacted_thinking\",\"data\":\"Em==\"") CLOSE ("0") END,
    "carry{{\"type\":\"redacted_thinking\",\"data\":\"Em==\"}} finish{end_turn} complete" },

  { "call", OPEN_CALL ("1", "t1", "f", "{}") JSON ("1", "") JSON ("1", "{\\\"a\\\":")
    JSON ("1", " 1}") CLOSE ("1") REASON ("tool_use") STOP, "call{t1 f {\"a\": 1}} finish{tool_use} tool" },
  { "calls", OPEN_CALL ("1", "t1", "f", "{}") JSON ("1", "{}") CLOSE ("1")
    OPEN_CALL ("2", "t2", "g", "{}") CLOSE ("2") REASON ("tool_use"),
    "call{t1 f {}} call{t2 g } finish{tool_use} tool" },
  { "calls-interleaved", OPEN_CALL ("1", "t1", "f", "{}") OPEN_CALL ("2", "t2", "g", "{}")
    JSON ("1", "[1]") JSON ("2", "[2]") CLOSE ("1") CLOSE ("2") REASON ("tool_use"),
    "call{t1 f [1]} call{t2 g [2]} finish{tool_use} tool" },
  { "call-at-once", OPEN_CALL ("0", "t1", "f", "{\"a\":[0.1,2],\"b\":{\"c\":\"\\\"\"}}") CLOSE ("0")
    REASON ("tool_use"),
    "call{t1 f {\"a\": [0.1, 2], \"b\": {\"c\": \"\\\"\"}}} finish{tool_use} tool" },
  { "call-not-closed", OPEN_CALL ("0", "t1", "f", "{}") JSON ("0", "{}") REASON ("tool_use"),
    "call{t1 f {}} finish{tool_use} tool" },
  { "call-cut-off", OPEN_CALL ("0", "t1", "f", "{}") JSON ("0", "{\\\"a") REASON ("max_tokens"),
    "finish{max_tokens} length" },
  { "index-again", OPEN_CALL ("0", "t1", "f", "{}") JSON ("0", "1")
    OPEN_CALL ("0", "t2", "g", "{}") JSON ("0", "2") CLOSE ("0") REASON ("tool_use"),
    "call{t1 f 1} call{t2 g 2} finish{tool_use} tool" },

  { "server-tool", OPEN ("0", "\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\","
    "\"input\":{}") JSON ("0", "{\\\"query\\\":1}") CLOSE ("0")
    OPEN ("1", "\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[{\"type\":"
    "\"web_search_result\",\"title\":\"T\",\"url\":\"https://a\",\"encrypted_content\":\"x\"}]")
    CLOSE ("1") TEXT ("a")
    SOURCE ("\"type\":\"web_search_result_location\",\"url\":\"https://a\",\"title\":\"T\","
    "\"cited_text\":\"c\"")
    SOURCE ("\"type\":\"web_search_result_location\",\"url\":\"https://b\",\"title\":null")
    SOURCE ("\"type\":\"char_location\",\"document_title\":\"D\"") END,
    "text{a} citation{https://a (T)} citation{https://b} finish{end_turn} complete" },

  { "usage", EVENT ("message_start", ",\"message\":{\"usage\":{\"input_tokens\":4,"
    "\"cache_creation_input_tokens\":10,\"cache_read_input_tokens\":1167,\"output_tokens\":1}}")
    USAGE ("\"output_tokens\":256,\"output_tokens_details\":{\"thinking_tokens\":53}"),
    "usage{1181 256 1167 53 -1} connection-lost" },
  { "usage-again", EVENT ("message_start", ",\"message\":{\"usage\":{\"input_tokens\":2039,"
    "\"output_tokens\":1}}") USAGE ("\"input_tokens\":10423,\"output_tokens\":341"),
    "usage{10423 341 -1 -1 -1} connection-lost" },
  { "usage-less", EVENT ("message_start", ",\"message\":{\"usage\":{\"input_tokens\":7}}")
    USAGE ("\"input_tokens\":0,\"output_tokens\":2,\"cache_read_input_tokens\":null"),
    "usage{7 2 -1 -1 -1} connection-lost" },
  { "usage-silly", USAGE ("\"input_tokens\":-1,\"output_tokens\":1e300"), "connection-lost" },

  { "error", TEXT ("a") ERROR ("overloaded_error", "Overloaded"),
    "text{a} error{overloaded Overloaded} provider-error" },
  { "error-first", ERROR ("rate_limit_error", "Slower"),
    "error{rate-limited Slower} provider-error" },
  { "error-twice", ERROR ("api_error", "One") ERROR ("overloaded_error", "Two"),
    "error{server One} provider-error" },
  { "error-after-end", END ERROR ("api_error", "Late"), "finish{end_turn} complete" },
  { "error-words", "event: error\ndata: Gone\n\n", "error{server Gone} provider-error" },
  { "error-string", "data: {\"error\":\"Gone\"}\n\n", "error{server Gone} provider-error" },

  { "whole", "{\"id\":\"msg\",\"type\":\"message\",\"model\":\"m\",\"content\":["
    "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"E\"},"
    "{\"type\":\"text\",\"text\":\"Hi\",\"citations\":[{\"url\":\"https://a\",\"title\":\"T\"}]},"
    "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}, 7],"
    "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}",
    "text{Hi} reasoning{Hm} call{t f {\"a\": 1}} citation{https://a (T)} "
    "carry{{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"E\"}} finish{tool_use} "
    "usage{3 4 -1 -1 -1} model{m} tool" },
  { "whole-error", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":"
    "\"Overloaded\"}}", "error{overloaded Overloaded} provider-error" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  natter_test_answer_check ("anthropic", cases[i].body, cases[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/anthropic-decoder/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}
