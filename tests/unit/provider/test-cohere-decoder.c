/* test-cohere-decoder.c: answers of Cohere's chat, version 2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-decoded.h"

#define EVENT(type, members) "event: " type "\ndata: {\"type\":\"" type "\"" members "}\n\n"
#define DELTA(type, message) EVENT (type, ",\"index\":0,\"delta\":{\"message\":{" message "}}")
#define START EVENT ("message-start", ",\"id\":\"1\",\"delta\":{\"message\":{" \
                     "\"role\":\"assistant\"," \
                     "\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[],\"citations\":[]}}")
#define TEXT(text) DELTA ("content-delta", "\"content\":{\"text\":\"" text "\"}")
#define END(members) EVENT ("message-end", ",\"delta\":{" members "}")
#define COMPLETE END ("\"finish_reason\":\"COMPLETE\"")
#define CALL(n, type, members) \
  EVENT (type, ",\"index\":" #n ",\"delta\":{\"message\":{\"tool_calls\":{" members "}}}")

static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} cases[] = {
  { "text", START DELTA ("content-start", "\"content\":{\"type\":\"text\","
    "\"text\":\"\"}") TEXT ("Hel")
    TEXT ("lo") EVENT ("content-end", ",\"index\":0") COMPLETE "data: [DONE]\n\n",
    "text{Hello} finish{COMPLETE} complete" },
  { "thinking", DELTA ("content-start", "\"content\":{\"type\":\"thinking\",\"thinking\":\"\"}")
    DELTA ("content-delta", "\"content\":{\"thinking\":\"b\"}") TEXT ("a") COMPLETE,
    "text{a} reasoning{b} finish{COMPLETE} complete" },
  { "calls", DELTA ("tool-plan-delta", "\"tool_plan\":\"I will add.\"")
    CALL (0, "tool-call-start", "\"id\":\"c1\",\"function\":{\"name\":\"add\",\"arguments\":\"\"}")
    CALL (0, "tool-call-delta", "\"function\":{\"arguments\":\"{\"}")
    CALL (0, "tool-call-delta", "\"function\":{\"arguments\":\"}\"}")
    EVENT ("tool-call-end", ",\"index\":0")
    CALL (1, "tool-call-start", "\"id\":\"c2\",\"function\":{\"name\":\"sub\","
    "\"arguments\":\"[]\"}")
    END ("\"finish_reason\":\"TOOL_CALL\""),
    "call{c1 add {}} call{c2 sub []} finish{TOOL_CALL} tool" },
  { "citations", TEXT ("a") DELTA ("citation-start", "\"citations\":{\"start\":0,"
    "\"sources\":[{\"type\":"
    "\"document\",\"document\":{\"title\":\"A\",\"url\":\"https://a.example\"}},"
    "{\"type\":\"tool\"}]}")
    EVENT ("citation-end", ",\"index\":0") COMPLETE,
    "text{a} citation{https://a.example (A)} finish{COMPLETE} complete" },
  { "usage", END ("\"finish_reason\":\"COMPLETE\",\"usage\":{\"billed_units\":{\"input_tokens\":1,"
    "\"output_tokens\":2},\"tokens\":{\"input_tokens\":30,\"output_tokens\":4},"
    "\"cached_tokens\":5}"),
    "finish{COMPLETE} usage{30 4 5 -1 -1} complete" },
  { "usage-billed", END ("\"finish_reason\":\"COMPLETE\","
    "\"usage\":{\"billed_units\":{\"input_tokens\":"
    "1,\"output_tokens\":2}}"), "finish{COMPLETE} usage{1 2 -1 -1 -1} complete" },
  { "length", TEXT ("a") END ("\"finish_reason\":\"MAX_TOKENS\""),
    "text{a} finish{MAX_TOKENS} length" },
  { "stop-sequence", END ("\"finish_reason\":\"STOP_SEQUENCE\""),
    "finish{STOP_SEQUENCE} complete" },
  { "error-end", TEXT ("a") END ("\"finish_reason\":\"ERROR\",\"error\":\"upstream broke\""),
    "text{a} finish{ERROR} error{server upstream broke} provider-error" },
  { "error-end-silent", END ("\"finish_reason\":\"ERROR\""),
    "finish{ERROR} error{server} provider-error" },
  { "timeout", END ("\"finish_reason\":\"TIMEOUT\""),
    "finish{TIMEOUT} error{server} provider-error" },
  { "error-event", TEXT ("a") "data: {\"id\":\"1\",\"message\":\"No.\"}\n\n",
    "text{a} error{server No.} provider-error" },
  { "cut", START TEXT ("a"), "text{a} connection-lost" },
  { "done-is-no-end", TEXT ("a") "data: [DONE]\n\n", "text{a} connection-lost" },
  { "after-the-end", COMPLETE TEXT ("a") COMPLETE, "finish{COMPLETE} complete" },
  { "strange", EVENT ("debug", ",\"prompt\":\"x\"") EVENT ("content-delta", "")
    EVENT ("content-delta", ",\"delta\":{\"message\":7}")
    DELTA ("content-delta", "\"content\":{\"text\":7}")
    DELTA ("tool-call-start", "\"tool_calls\":7") DELTA ("citation-start", "\"citations\":[7]")
    "data: nonsense\n\ndata: []\n\n" COMPLETE, "finish{COMPLETE} malformed{2} complete" },
  { "whole", "{\"id\":\"1\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\","
    "\"content\":[{\"type\":\"thinking\",\"thinking\":\"b\"},{\"type\":\"text\",\"text\":\"a\"}],"
    "\"tool_calls\":[{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
    "{\"id\":\"c2\","
    "\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]},"
    "\"usage\":{\"tokens\":{\"input_tokens\":1,"
    "\"output_tokens\":2}}}", "text{a} reasoning{b} call{c1 f {}} call{c2 g {}} finish{COMPLETE} "
    "usage{1 2 -1 -1 -1} complete" },
  { "whole-error", "{\"id\":\"1\",\"message\":\"upstream: no such model\"}",
    "error{no-such-model upstream: no such model} provider-error" },
  { "nothing", "", "connection-lost" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("cohere-v2");

  natter_test_decoded_check (dialect, cases[i].body, cases[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/cohere-decoder/case/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}
