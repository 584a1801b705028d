/* test-import.c: files, folders and archives, whatever is in them, and Natter's own form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "import-run.h"
#include "natter-export-many.h"

#define GOOD "[{\"title\": \"Good\", \"mapping\": {\"1\": {\"message\": {\"author\": {\"role\": " \
  "\"user\"}, \"content\": {\"content_type\": \"text\", \"parts\": [\"q\"]}}}}}]"

static const char *
get_reason (ImportRun *run)
{
  g_assert_cmpuint (run->report->failures->len, ==, 1);

  return ((NatterImportFailure *) g_ptr_array_index (run->report->failures, 0))->reason;
}

static void
test_unknown (ImportRun     *run,
              gconstpointer  data)
{
  import_run_text (run, "{\"settings\": {}, \"theme\": \"dark\"}");
  import_run_counts (run, 0, 0, 0, 1);
  g_assert_nonnull (strstr (get_reason (run), "settings, theme"));

  import_run_text (run, "Dear diary,\n\ntoday I wrote a letter.\n");
  import_run_counts (run, 0, 0, 0, 1);
  g_assert_nonnull (strstr (get_reason (run), "not JSON"));

  import_run_text (run, "");
  import_run_counts (run, 0, 0, 0, 1);
  import_run_text (run, "[]");
  import_run_counts (run, 0, 0, 0, 1);
}

static void
test_cut_off (ImportRun     *run,
              gconstpointer  data)
{
  import_run_text (run, "[{\"title\": \"Cut\", \"mapping\": {\"1\": {\"mess");
  import_run_counts (run, 0, 0, 0, 1);
  g_assert_nonnull (strstr (get_reason (run), "damaged"));
}

/* Names that lead out of the archive are refused; nothing is written anywhere. */
static void
test_leading_out (ImportRun     *run,
                  gconstpointer  data)
{
  g_autofree char *zip = import_run_zip (run, "bad.zip", "../conversations.json", GOOD,
                                         "/etc/conversations.json", GOOD,
                                         "a\\..\\conversations.json", GOOD,
                                         "fine/conversations.json", GOOD, NULL);
  g_autofree char *outside = g_build_filename (run->base.root, "conversations.json", NULL);

  import_run_import (run, zip);
  import_run_counts (run, 1, 0, 0, 1);
  g_assert_nonnull (strstr (get_reason (run), "lead out"));
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
}

/* Eighty megabytes of blanks in a fraction of one. */
static void
test_bomb (ImportRun     *run,
           gconstpointer  data)
{
  const gsize size = 80 * 1024 * 1024;
  g_autofree char *blanks = g_strnfill (size, ' ');
  g_autofree char *zip = NULL;

  blanks[0] = '[';
  zip = import_run_zip (run, "bomb.zip", "conversations.json", blanks, NULL);
  import_run_import (run, zip);
  import_run_counts (run, 0, 0, 0, 1);
  g_assert_nonnull (strstr (get_reason (run), "far more"));
}

static void
test_broken_archive (ImportRun     *run,
                     gconstpointer  data)
{
  g_autofree char *path = import_run_write (run, "broken.zip", "PK\3\4 and so on, or not");

  import_run_import (run, path);
  import_run_counts (run, 0, 0, 0, 1);
}

static void
test_folder (ImportRun     *run,
             gconstpointer  data)
{
  g_autofree char *one = import_run_write (run, "export/conversations.json", GOOD);
  g_autofree char *two = import_run_write (run, "export/settings.json", "{\"dark\": true}");
  g_autofree char *folder = g_path_get_dirname (one);

  import_run_import (run, folder);
  import_run_counts (run, 1, 0, 0, 0);
  g_assert_cmpuint (run->report->programs->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (run->report->programs, 0), ==, "ChatGPT");
}

/* What is added is in the lists at once. */
static gboolean
is_listed (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((ImportRun *) data)->conversations)) == 1;
}

static void
test_listed (ImportRun     *run,
             gconstpointer  data)
{
  import_run_text (run, GOOD);
  natter_test_run_until (is_listed, run);
}

static void
test_cancelled (ImportRun     *run,
                gconstpointer  data)
{
  g_autofree char *path = import_run_write (run, "export.json", GOOD);
  const char *const paths[] = { path, NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  natter_import_async (run->keeper, paths, NULL, cancellable, natter_test_async_cb, &result);
  run->report = natter_import_finish (run->keeper, natter_test_async_wait (&result), NULL);
  g_assert_true (run->report->is_cancelled);
  import_run_counts (run, 0, 0, 0, 0);
  import_run_check (run, "");
}

/* What is too deep for any program is damaged, and what comes after it is read. */
static void
test_deep (ImportRun     *run,
           gconstpointer  data)
{
  g_autofree char *open = g_strnfill (5000, '[');
  g_autofree char *close = g_strnfill (5000, ']');
  g_autofree char *json = g_strdup_printf ("[{\"mapping\": {\"deep\": %s%s}},\n%s", open, close,
                                           GOOD + 1);

  import_run_text (run, json);
  g_assert_cmpuint (run->report->n_imported, ==, 1);
  g_assert_cmpuint (run->report->n_failed, >, 0);
}

static gboolean
are_listed (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((ImportRun *) data)->conversations)) == 2;
}

/* All that is stored comes back as it was. */
#define DUMP \
  "SELECT group_concat (line, x'0a') FROM (SELECT 'm ' || m.id || ifnull (m.parent, '-') ||" \
  " m.position || m.chosen || m.role || m.time || m.streaming || ifnull (m.provider, '-') ||" \
  " ifnull (m.model, '-') || ifnull (ending, '-') || ifnull (finish_reason, '-') ||" \
  " ifnull (tokens_input, '-') || ifnull (tokens_total, '-') || ifnull (ms_reasoning, '-') ||" \
  " ifnull (ms_text, '-') || ifnull (ms_total, '-') || ifnull (error_category, '-') ||" \
  " ifnull (error_message, '-') || ifnull (error_status, '-') || ifnull (error_body, '-') ||" \
  " ifnull (request_id, '-') || (SELECT ifnull (group_concat (kind || number || ifnull (id, '-')" \
  " || ifnull (name, '-') || ifnull (mime_type, '-') || ifnull (text, '-') || ifnull (blob, '-')" \
  " || ifnull (size, '-')), '') FROM part WHERE message = m.key) ||" \
  " (SELECT ifnull (group_concat (time || text), '') FROM edit WHERE message = m.key) AS line" \
  " FROM message m UNION ALL SELECT 'c ' || id || title || title_is_own || created || updated ||" \
  " pinned || archived || unread || ifnull (folder, '-') || ifnull (model_key, '-') ||" \
  " ifnull (scroll, '-') FROM conversation UNION ALL SELECT 'f ' || id || name ||" \
  " ifnull (colour, '-') || ifnull (emoji, '-') || position || created FROM folder UNION ALL" \
  " SELECT 'd ' || conversation || text FROM draft ORDER BY line)"

static void
test_own (ImportRun     *run,
          gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  import_run_fixture (run, "natter-2.json");
  import_run_counts (run, 2, 0, 0, 0);
  before = store_run_sql (&run->base, DUMP);
  import_run_fixture (run, "natter-2.json");
  import_run_counts (run, 0, 0, 2, 0);
  after = store_run_sql (&run->base, DUMP);
  g_assert_cmpstr (before, ==, after);

  import_run_sql (run, "work red 🔧 3", "SELECT name || ' ' || colour || ' ' || emoji || ' ' ||"
                  " position FROM folder");
  import_run_sql (run, "half a thought", "SELECT text FROM draft");
  import_run_sql (run, "Why not?", "SELECT text FROM edit");
  import_run_sql (run, "429", "SELECT error_status FROM message WHERE error_status > 0");
  import_run_check (run, "Both pinned\n*You: Why? {file text/plain notes.txt NOTES}\n"
                    "  -LLM (m1) <length>: {reasoning Hm.} Because.\n"
                    "  *LLM (m2): Or not. {tool-call 0 look {\"at\": 1}}"
                    " {citation https://example.org/ Example} {carry {\"signed\": true}}"
                    " {note It went on.}\n"
                    "Refused\n*You: ?\n  *LLM <provider-error> <<Slow down>>:\n");
}

/* What is exported and imported into an empty store is what was there, but for what a server
 * answered instead of an answer, which is in no export. */
static void
test_round_trip (ImportRun     *run,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (run->base.root, "exported", NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (path);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(NatterExportMany) export = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  import_run_fixture (run, "natter-2.json");
  natter_test_run_until (are_listed, run);
  store_run_exec (&run->base, "UPDATE message SET error_body = NULL");
  before = store_run_sql (&run->base, DUMP);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (all, g_list_model_get_item (G_LIST_MODEL (run->conversations), i));

  g_assert_true (g_file_make_directory (folder, NULL, NULL));
  export = natter_export_many_new (all, run->keeper);
  natter_export_many_run_async (export, NATTER_EXPORT_JSON, NULL, folder, NULL,
                                natter_test_async_cb, &result);
  g_assert_true (natter_export_many_run_finish (export, natter_test_async_wait (&result), NULL));
  g_clear_object (&export);
  g_clear_object (&result);
  g_ptr_array_set_size (all, 0);

  import_run_move (run);
  import_run_import (run, path);
  import_run_counts (run, 2, 0, 0, 0);
  after = store_run_sql (&run->base, DUMP);
  g_assert_cmpstr (before, ==, after);
}

static void
test_own_old (ImportRun     *run,
              gconstpointer  data)
{
  import_run_fixture (run, "natter-1.json");
  import_run_counts (run, 1, 0, 0, 0);
  import_run_fixture (run, "natter-1.json");
  import_run_counts (run, 0, 0, 1, 0);
  import_run_check (run, "Old\n*You: Why?\n  *LLM (m1): {reasoning Hm.} Because."
                    " {tool-call 0 look {}}\n  -LLM (m1) <stopped>: Or\n");
}

static void
test_own_newer (ImportRun     *run,
                gconstpointer  data)
{
  import_run_text (run, "{\"format\": \"natter-conversation\", \"version\": 99, \"id\": \"x\"}");
  import_run_counts (run, 0, 0, 0, 1);
  g_assert_nonnull (strstr (get_reason (run), "newer version"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  import_run_add ("/import/unknown", test_unknown);
  import_run_add ("/import/cut-off", test_cut_off);
  import_run_add ("/import/leading-out", test_leading_out);
  import_run_add ("/import/bomb", test_bomb);
  import_run_add ("/import/broken-archive", test_broken_archive);
  import_run_add ("/import/folder", test_folder);
  import_run_add ("/import/listed", test_listed);
  import_run_add ("/import/cancelled", test_cancelled);
  import_run_add ("/import/deep", test_deep);
  import_run_add ("/import/own", test_own);
  import_run_add ("/import/round-trip", test_round_trip);
  import_run_add ("/import/own-old", test_own_old);
  import_run_add ("/import/own-newer", test_own_newer);

  return g_test_run ();
}
