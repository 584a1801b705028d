/* test-import-formats.c: every program whose exports are read: a file with each thing that is known
 * of its form, and what must become of it. Importing it again adds nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "import-run.h"

typedef struct
{
  const char *fixture;
  const char *program;
  guint       n_imported;
  guint       n_failed;
  const char *unknown;    /* or NULL */
  const char *missing;    /* or NULL: names, joined by ", " */
  const char *expected;
} Case;

static const Case cases[] = {
  { "claude.json", "Claude", 2, 0, "Claude: crystal_ball", "photo.jpg",
    "Pasted words\n"
    "*You: Pasted words\n"
    "  *LLM: Only the plain text\n"
    "    *You: And?\n"
    "      *LLM <length>: {reasoning S} Cut\n"
    "Tree pinned\n"
    "*You: Question {file text/plain a.txt AAA}\n"
    "  -LLM (claude-x): {reasoning Hm.\n\nweb_search:\n```\nfound\n```} Answer"
    " {tool-call 0 web_search {\"query\": \"cats\"}} {citation https://example.org/c Cats}"
    " {citation https://example.org/d D} {carry {\"type\": \"crystal_ball\", \"vision\": 1}}"
    " {note 1 imported part was not understood. Its original is in the details.}\n"
    "  *LLM (claude-x) <length>: Other <antartifact>x</antartifact>\n" },
  { "open-webui.json", "Open WebUI", 2, 0, "Open WebUI: sculpture", "gone.pdf",
    "Bare\n"
    "*You: Ask\n"
    "  *LLM (o1) <provider-error> <<No power>>: {reasoning Hm.\n\n```\n3\n```} Three"
    " {tool-call 0 add {}} {carry {\"type\": \"sculpture\", \"clay\": true}}"
    " {note 1 imported part was not understood. Its original is in the details.}\n"
    "Framed pinned archived\n"
    "*You: Ask {image image/png dot.png DOT}\n"
    "  *LLM (llama3): {reasoning Hm &gt; so.\nYes.\n\nlook:\n```\n\"seen\"\n```}"
    " First <details>kept</details> {tool-call 0 look {\"at\": 1}}"
    " {citation https://example.org/s S}\n"
    "  -LLM (qwen) <interrupted>: Second\n" },
  { "librechat.json", "LibreChat", 1, 0, "LibreChat: puppet", NULL,
    "Libre\n"
    "*You: Ask\n"
    "  -LLM (gpt-4) <interrupted>: {reasoning Hm.\n\nsearch:\n```\nseen\n```} Half"
    " {tool-call 0 search {\"q\": 1}} {carry {\"type\": \"puppet\", \"strings\": 4}}"
    " {note 1 imported part was not understood. Its original is in the details.}\n"
    "  *LLM (gpt-4) <provider-error> <<Out of money>>:\n" },
  { "llama-cpp.json", "llama.cpp", 1, 0, "llama.cpp: hatBox", NULL,
    "Local\n"
    "*You: Ask {image image/png i.png IMG} {file text/plain t.txt TXT}"
    " {file text/plain p.pdf.txt PDF words} {file audio/mpeg s.mp3 SND}"
    " {carry {\"type\": \"hatBox\", \"hats\": 2}}"
    " {note 1 imported part was not understood. Its original is in the details.}\n"
    "  *LLM: {reasoning Hm.} First {tool-call 0 f {}}\n"
    "  -LLM: {reasoning Old.\n\nt:\n```\nresult\n```} Second\n" },
  { "jan", "Jan", 1, 1, "Jan: lantern", NULL,
    "Thread\n"
    "*You: Ask\n"
    "  *LLM (jan-nano) <stopped>: Half {carry {\"type\": \"lantern\", \"lit\": true}}"
    " {note 1 imported part was not understood. Its original is in the details.}\n" },
  { "chat-ui.json", "Chat UI", 1, 0, NULL, NULL,
    "Hub\n"
    "*You: Ask {file text/plain n.txt NOTE}\n"
    "  -LLM (meta/llama): {reasoning Hm.} First\n"
    "  *LLM (meta/llama) <stopped>: Second\n" },
  { "chatbox.json", "Chatbox", 2, 0, "Chatbox: kite", "picture:1, plan.doc",
    "Box\n"
    "*You: Ask {citation https://example.org/l L}\n"
    "  *LLM (gpt): {reasoning Hm.\n\nf:\n```\n{\"y\": 2}\n```} First {tool-call 0 f {\"x\": 1}}"
    " {note It was quick} {carry {\"type\": \"kite\", \"length\": 9}}"
    " {note 1 imported part was not understood. Its original is in the details.}\n"
    "  -LLM: Fork\n"
    "Earlier\n"
    "*You: Old\n" },
  { "lobechat.json", "LobeChat", 2, 0, NULL, "file-1",
    "Helper\n"
    "*You: Loose\n"
    "  *LLM <provider-error> <<No key>>:\n"
    "Topic pinned\n"
    "*You: Ask\n"
    "  *LLM (m): {reasoning look:\n```\nseen\n```} Done {tool-call 0 look {}}\n" },
  { "chatbot-ui.json", "Chatbot UI", 1, 0, NULL, NULL,
    "Simple\n"
    "*You: Ask\n"
    "  *LLM (gpt-3.5-turbo): Answer\n" },
  { "gemini.json", "Gemini", 2, 0, NULL, NULL,
    "Alone\n"
    "*You: Alone\n"
    "  *LLM: Yes\n"
    "Why?\n"
    "*You: Why?\n"
    "  *LLM: One\n\n- a\n- b & c\n"
    "    *You: And then?\n"
    "      *LLM: Then <this>.\n" },
  { "grok.json", "Grok", 1, 0, NULL, NULL,
    "Rocket pinned\n"
    "*You: Ask\n"
    "  -LLM (grok-3): {reasoning Hm.} First {citation https://example.org/g G}\n"
    "  *LLM <interrupted>: Second\n" },
};

static char *
join (GPtrArray *names)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (names, i));

  return g_string_free_and_steal (g_steal_pointer (&joined));
}

static void
test_fixture (ImportRun     *run,
              gconstpointer  data)
{
  const Case *expected = data;
  g_autofree char *missing = NULL;

  import_run_fixture (run, expected->fixture);
  import_run_counts (run, expected->n_imported, 0, 0, expected->n_failed);
  import_run_check (run, expected->expected);
  g_assert_cmpuint (run->report->programs->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (run->report->programs, 0), ==, expected->program);
  g_assert_cmpuint (g_hash_table_size (run->report->unknown), ==, expected->unknown ? 1 : 0);
  if (expected->unknown)
    g_assert_true (g_hash_table_contains (run->report->unknown, expected->unknown));
  missing = join (run->report->missing);
  g_assert_cmpstr (missing, ==, expected->missing ? expected->missing : "");
  import_run_sql (run, "0", "SELECT count (*) FROM message WHERE time < 1600000000000");
  import_run_sql (run, "0", "SELECT count (*) FROM part WHERE text LIKE '%sk-secret%'");

  import_run_fixture (run, expected->fixture);
  import_run_counts (run, 0, 0, expected->n_imported, expected->n_failed);
  import_run_check (run, expected->expected);
}

static void
test_projects (ImportRun     *run,
               gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "import", "claude.json",
                                                 NULL);
  g_autofree char *json = NULL;
  g_autofree char *zip = NULL;

  g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
  zip = import_run_zip (run, "claude.zip", "conversations.json", json, "projects.json",
                        "[{\"uuid\": \"p-1\", \"name\": \"Garden\"}]", "users.json", "[]",
                        "memories.json", "[{\"conversations_memory\": \"\"}]", NULL);
  import_run_import (run, zip);
  import_run_counts (run, 2, 0, 0, 0);
  import_run_sql (run, "Garden", "SELECT f.name FROM folder f JOIN conversation c"
                  " ON c.folder = f.id WHERE c.title = 'Tree'");
}

static void
test_times (ImportRun     *run,
            gconstpointer  data)
{
  import_run_fixture (run, "grok.json");
  import_run_sql (run, "1767225600000", "SELECT min (time) FROM message");
  import_run_fixture (run, "librechat.json");
  import_run_sql (run, "openAI", "SELECT max (provider) FROM message");
  import_run_fixture (run, "chatbox.json");
  import_run_sql (run, "1500", "SELECT max (ms_text) FROM message");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-formats/%s", cases[i].program);

      g_test_add (path, ImportRun, &cases[i], import_run_set_up, test_fixture,
                  import_run_tear_down);
    }
  import_run_add ("/import-formats/projects", test_projects);
  import_run_add ("/import-formats/times", test_times);

  return g_test_run ();
}
