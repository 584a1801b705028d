/* test-import-chatgpt.c: the export of a ChatGPT account, and what others got wrong about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "import-run.h"
#include "natter-import-chatgpt.h"

/* A message as ChatGPT writes it, its content given. */
#define NODE(id, parent, role, content) \
  "\"" id "\":{\"id\":\"" id "\",\"parent\":\"" parent "\",\"children\":[],\"message\":{" \
  "\"id\":\"" id "\",\"author\":{\"role\":\"" role "\"},\"create_time\":1700000000.5," \
  "\"recipient\":\"all\",\"weight\":1.0,\"status\":\"finished_successfully\",\"content\":" \
  content "}}"
#define TEXT(words) "{\"content_type\":\"text\",\"parts\":[" words "]}"
#define CHAT(id, title, current, nodes) \
  "{\"title\":\"" title "\",\"create_time\":1700000000,\"update_time\":1700000100," \
  "\"conversation_id\":\"" id "\",\"current_node\":\"" current "\",\"mapping\":{" nodes "}}"

static void
test_everything (ImportRun     *run,
                 gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "import", "chatgpt.json",
                                                 NULL);
  g_autofree char *json = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *zip = NULL;
  g_autofree char *text = g_test_build_filename (G_TEST_DIST, "data", "import", "chatgpt.txt",
                                                 NULL);

  g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
  g_assert_true (g_file_get_contents (text, &expected, NULL, NULL));
  zip = import_run_zip (run, "export.zip", "conversations.json", json, "chat.html", "<html>",
                        "user.json", "{\"id\": \"nobody\"}", "file-cat1-kitten.png", "CAT",
                        "dalle-generations/file_drawn-1.webp", "DRAWN", "file-voice.mp3", "VOICE",
                        "file-doc1-notes.txt", "NOTES", NULL);
  import_run_import (run, zip);
  import_run_counts (run, 2, 0, 0, 0);
  import_run_check (run, expected);

  g_assert_cmpuint (natter_import_report_get_n_unknown (run->report), ==, 2);
  g_assert_nonnull (g_hash_table_lookup (run->report->unknown, "ChatGPT: hologram"));
  g_assert_nonnull (g_hash_table_lookup (run->report->unknown, "ChatGPT: smell_pointer"));
  g_assert_cmpuint (run->report->missing->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (run->report->missing, 0), ==, "file-gone");
  import_run_sql (run, "0", "SELECT count (*) FROM message WHERE time < 1600000000000");
  import_run_sql (run, "12000", "SELECT max (ms_text) FROM message");
}

/* The order of the keys says nothing: neither of parents, nor of siblings, nor of the end. */
static void
test_shuffled (ImportRun     *run,
               gconstpointer  data)
{
  const char *expected =
    "Order\n*You: one\n  -LLM: a\n  *LLM: b\n    *You: two\n      *LLM: c\n";

  import_run_text (run, "[" CHAT ("s", "Order", "5",
    NODE ("5", "4", "assistant", TEXT ("\"c\"")) ","
    NODE ("3", "1", "assistant", TEXT ("\"b\"")) ","
    "\"1\":{\"parent\":null,\"children\":[\"2\",\"3\"],\"message\":{\"author\":{\"role\":\"user\"},"
    "\"content\":" TEXT ("\"one\"") "}},"
    NODE ("4", "3", "user", TEXT ("\"two\"")) ","
    NODE ("2", "1", "assistant", TEXT ("\"a\""))) "]");
  import_run_check (run, expected);
}

static void
test_current_in_the_middle (ImportRun     *run,
                            gconstpointer  data)
{
  import_run_text (run, "[" CHAT ("m", "Middle", "2",
    NODE ("1", "0", "user", TEXT ("\"q\"")) "," NODE ("2", "1", "assistant", TEXT ("\"first\""))
    "," NODE ("3", "1", "assistant", TEXT ("\"second\""))) "]");
  import_run_check (run, "Middle\n*You: q\n  *LLM: first\n  -LLM: second\n");
}

/* Null, an object, and a text among the parts. */
static void
test_odd_parts (ImportRun     *run,
                gconstpointer  data)
{
  import_run_text (run, "[" CHAT ("p", "Parts", "1",
    NODE ("1", "0", "user", TEXT ("null, {\"text\": \"in an object\"}, \"x\", 7, [\"y\"]")))
    "]");
  import_run_check (run, "Parts\n*You: in an object\n\nx\n\n7\n\ny\n");
}

static void
test_circle (ImportRun     *run,
             gconstpointer  data)
{
  import_run_text (run, "[" CHAT ("c", "Circle", "3",
    NODE ("1", "3", "user", TEXT ("\"one\"")) "," NODE ("2", "1", "assistant", TEXT ("\"two\""))
    "," NODE ("3", "2", "user", TEXT ("\"three\"")) ","
    NODE ("4", "4", "user", TEXT ("\"self\"")) ","
    NODE ("5", "nobody", "user", TEXT ("\"orphan\""))) "]");
  import_run_counts (run, 1, 0, 0, 0);
  import_run_sql (run, "5", "SELECT count (*) FROM message");
}

/* Times that are missing are those around them; a child is not older than its parent. */
static void
test_times (ImportRun     *run,
            gconstpointer  data)
{
  import_run_text (run, "[{\"title\":\"Times\",\"create_time\":1700000000,\"mapping\":{"
    "\"1\":{\"parent\":null,\"message\":{\"author\":{\"role\":\"user\"},\"create_time\":null,"
    "\"content\":" TEXT ("\"a\"") "}},"
    "\"2\":{\"parent\":\"1\",\"message\":{\"author\":{\"role\":\"assistant\"},\"create_time\":0,"
    "\"content\":" TEXT ("\"b\"") "}},"
    "\"3\":{\"parent\":\"2\",\"message\":{\"author\":{\"role\":\"user\"},\"create_time\":5,"
    "\"content\":" TEXT ("\"c\"") "}}}}]");
  import_run_check (run, "Times\n*You: a\n  *LLM: b\n    *You: c\n");
  import_run_sql (run, "1700000000000,1700000000001,1700000000002",
                  "SELECT group_concat (time) FROM (SELECT time FROM message ORDER BY key)");
}

/* The first element is odd and the rest good, and the reverse. */
static void
test_odd_elements (ImportRun     *run,
                   gconstpointer  data)
{
  import_run_text (run, "[{\"odd\": 1}, " CHAT ("1", "Good", "1",
    NODE ("1", "0", "user", TEXT ("\"q\""))) ", {\"strange\": true, \"more\": 2}]");
  import_run_counts (run, 1, 0, 0, 1);
  g_assert_nonnull (strstr (((NatterImportFailure *)
                             g_ptr_array_index (run->report->failures, 0))->reason,
                            "strange, more"));
}

static void
test_damaged_element (ImportRun     *run,
                      gconstpointer  data)
{
  import_run_text (run, "[" CHAT ("1", "One", "1", NODE ("1", "0", "user", TEXT ("\"q\"")))
    ", {\"title\": \"broken\", \"mapping\": {\"x\": tru}}, "
    CHAT ("2", "Two", "1", NODE ("1", "0", "user", TEXT ("\"q\""))) "]");
  import_run_counts (run, 2, 0, 0, 1);
  g_assert_cmpstr (((NatterImportFailure *) g_ptr_array_index (run->report->failures, 0))->name,
                   ==, "export.json, 2");
}

/* A second time adds nothing; a later export adds what is new, and an edit stays. */
static void
test_again (ImportRun     *run,
            gconstpointer  data)
{
  const char *first = "[" CHAT ("u", "Again", "2",
    NODE ("1", "0", "user", TEXT ("\"q\"")) "," NODE ("2", "1", "assistant", TEXT ("\"a\"")))
    "]";
  const char *second = "[" CHAT ("u", "Renamed there", "3",
    NODE ("1", "0", "user", TEXT ("\"q\"")) "," NODE ("2", "1", "assistant", TEXT ("\"a\"")) ","
    NODE ("3", "2", "user", TEXT ("\"more\""))) "]";

  import_run_text (run, first);
  import_run_counts (run, 1, 0, 0, 0);
  import_run_text (run, first);
  import_run_counts (run, 0, 0, 1, 0);
  g_assert_cmpuint (run->report->n_messages, ==, 0);

  store_run_exec (&run->base, "UPDATE part SET text = 'edited' WHERE text = 'a'");
  store_run_exec (&run->base, "UPDATE conversation SET title = 'Mine'");
  import_run_text (run, second);
  import_run_counts (run, 0, 1, 0, 0);
  import_run_check (run, "Mine\n*You: q\n  *LLM: edited\n    *You: more\n");
}

static void
test_shards (ImportRun     *run,
             gconstpointer  data)
{
  const char *one = "[" CHAT ("1", "One", "1", NODE ("1", "0", "user", TEXT ("\"q\""))) "]";
  const char *two = "[" CHAT ("2", "Two", "1", NODE ("1", "0", "user", TEXT ("\"q\""))) "]";
  const char *three = "[" CHAT ("3", "Three", "1", NODE ("1", "0", "user", TEXT ("\"q\""))) "]";
  g_autofree char *zip = import_run_zip (run, "export.zip", "conversations-000.json", one,
                                         "conversations-001.json", two,
                                         "conversations-002.json", three,
                                         "message_feedback.json", "[{\"id\": 1}]", NULL);

  import_run_import (run, zip);
  import_run_counts (run, 3, 0, 0, 0);
}

/* Marks of sources go; what they stand for comes, and a text full of them takes no longer. */
static void
test_marks (void)
{
  g_autofree char *clean = natter_import_chatgpt_dup_clean (
    "So \xee\x88\x80" "cite\xee\x88\x82turn0\xee\x88\x81 it is\u301012\u2020source\u3011, \u3010"
    "here\u3011", NULL);
  g_autoptr(GString) many = g_string_new (NULL);
  g_autofree char *left = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpstr (clean, ==, "So  it is, \u3010here\u3011");

  for (guint i = 0; i < 200000; i++)
    g_string_append (many, i % 2 ? "\xee\x88\x80" "cite" : "\u3010");
  left = natter_import_chatgpt_dup_clean (many->str, NULL);
  g_assert_cmpuint (strlen (left), ==, many->len);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_SECOND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  import_run_add ("/import-chatgpt/everything", test_everything);
  import_run_add ("/import-chatgpt/shuffled", test_shuffled);
  import_run_add ("/import-chatgpt/current-in-the-middle", test_current_in_the_middle);
  import_run_add ("/import-chatgpt/odd-parts", test_odd_parts);
  import_run_add ("/import-chatgpt/circle", test_circle);
  import_run_add ("/import-chatgpt/times", test_times);
  import_run_add ("/import-chatgpt/odd-elements", test_odd_elements);
  import_run_add ("/import-chatgpt/damaged-element", test_damaged_element);
  import_run_add ("/import-chatgpt/again", test_again);
  import_run_add ("/import-chatgpt/shards", test_shards);
  g_test_add_func ("/import-chatgpt/marks", test_marks);

  return g_test_run ();
}
