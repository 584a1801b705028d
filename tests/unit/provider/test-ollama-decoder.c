/* test-ollama-decoder.c: answers of Ollama's own chat, line by line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-decoded.h"

#define LINE(message) "{\"model\":\"m\",\"message\":{" message "},\"done\":false}\n"
#define TEXT(text) LINE ("\"role\":\"assistant\",\"content\":\"" text "\"")
#define END(members) \
  "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"}," \
  "\"done\":true" members "}\n"
#define STOP END (",\"done_reason\":\"stop\"")

static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} cases[] = {
  { "text", TEXT ("Hel") TEXT ("lo") STOP, "text{Hello} finish{stop} model{m} complete" },
  { "crlf-and-blank-lines", "\r\n" TEXT ("a") "\r\n\n" TEXT ("b") "\r\n" STOP,
    "text{ab} finish{stop} model{m} complete" },
  { "no-last-line-end", TEXT ("a") "{\"done\":true,\"done_reason\":\"stop\"}",
    "text{a} finish{stop} model{m} complete" },
  { "one-line", "{\"done\":false,\"message\":{\"content\":\"a\"}}{\"done\":true,\"done_reason\":"
    "\"stop\"}", "text{a} finish{stop} complete" },
  { "thinking", LINE ("\"content\":\"\",\"thinking\":\"b\"") TEXT ("a") STOP,
    "text{a} reasoning{b} finish{stop} model{m} complete" },
  { "calls", LINE ("\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"add\","
    "\"arguments\":{\"a\":1,"
    "\"b\":[2]}}},{\"id\":\"c2\",\"function\":{\"name\":\"now\",\"arguments\":\"{}\"}}]") STOP,
    "call{- add {\"a\":1,\"b\":[2]}} call{c2 now {}} finish{stop} model{m} tool" },
  { "calls-in-lines", LINE ("\"tool_calls\":[{\"function\":{\"name\":\"a\",\"arguments\":{}}}]")
    LINE ("\"tool_calls\":[{\"function\":{\"name\":\"b\",\"arguments\":{}}}]") STOP,
    "call{- a {}} call{- b {}} finish{stop} model{m} tool" },
  { "image", LINE ("\"images\":[\"AAEC\"]") STOP, "image{image/png 3} finish{stop} model{m} "
    "complete" },
  { "usage", END (",\"done_reason\":\"stop\",\"prompt_eval_count\":5,\"eval_count\":7,"
    "\"eval_duration\":"
    "243926334"), "finish{stop} usage{5 7 -1 -1 -1} model{m} complete" },
  { "length", TEXT ("a") END (",\"done_reason\":\"length\""), "text{a} finish{length} model{m} "
    "length" },
  { "load", END (",\"done_reason\":\"load\""), "finish{load} model{m} complete" },
  { "no-reason", TEXT ("a") END (""), "text{a} model{m} complete" },
  { "error", TEXT ("a") "{\"error\":\"upstream stopped\"}\n",
    "text{a} model{m} error{server upstream stopped} provider-error" },
  { "cut", TEXT ("a") "{\"model\":\"m\",\"message\":{\"content\":\"b", "text{a} model{m} "
    "connection-lost" },
  { "cut-between-lines", TEXT ("a"), "text{a} model{m} connection-lost" },
  { "malformed-among-others", TEXT ("a") "{\"message\":{\"content\":\"brok\n" "nonsense\n"
    TEXT ("b") STOP, "text{ab} finish{stop} model{m} malformed{2} complete" },
  { "malformed-only", "nonsense\n", "error{malformed} malformed{1} provider-error" },
  { "after-the-end", STOP TEXT ("a") STOP, "finish{stop} model{m} complete" },
  { "strange", "{}\n{\"message\":7}\n{\"message\":{\"content\":7,\"tool_calls\":[7,{}],"
    "\"images\":[7,"
    "\"\"]}}\n{\"error\":\"\"}\n" STOP, "finish{stop} model{m} complete" },
  { "whole", "{\"model\":\"m\",\"message\":{\"content\":\"a\",\"thinking\":\"b\"},\n "
    "\"done\":true,\n"
    " \"done_reason\":\"stop\"}", "text{a} reasoning{b} finish{stop} model{m} complete" },
  { "nothing", "", "connection-lost" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id ("ollama");

  natter_test_decoded_check (dialect, cases[i].body, cases[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ollama-decoder/case/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}
