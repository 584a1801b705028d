/* test-restore-source.c: backups of every kind: a file, a folder, an older one, one that was made
 * while an answer came, a damaged one, and what is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-restore-source.h"
#include "natter-schema.h"
#include "restore-run.h"

/* A file of a store that is there is one, and a message that is there gets its file back. */
static void
test_from_folder (StoreRun      *run,
                  gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autoptr(NatterRestoreReport) again = NULL;
  g_autofree char *first = g_strdup (run->folder);
  g_autofree char *blob = NULL;

  restore_run_put_all (run);
  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, first);
  g_assert_cmpuint (report->n_messages, ==, 5);
  blob = backup_run_make_blob_path (run->folder, "the file");
  g_assert_no_errno (g_unlink (blob));
  again = backup_run_restore (run, first);
  g_assert_cmpuint (again->n_attachments, ==, 1);
  g_assert_cmpuint (again->n_messages, ==, 0);
  g_assert_true (g_file_test (blob, G_FILE_TEST_EXISTS));
  store_run_end (run);
}

/* Another program has it open, and not all of it is in the file yet. */
static void
test_with_log (StoreRun      *run,
               gconstpointer  data)
{
  StoreRun other = { .root = run->root };
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterStoreReport) other_opened = NULL;
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *work = NULL;

  restore_run_put_all (run);
  other.folder = g_build_filename (run->root, "other", NULL);
  other.database = g_build_filename (other.folder, "conversations.db", NULL);
  other_opened = store_run_open (&other);
  report = backup_run_restore (&other, run->folder);
  g_assert_cmpuint (report->n_messages, ==, 5);
  work = g_build_filename (other.folder, "restoring", NULL);
  g_assert_false (g_file_test (work, G_FILE_TEST_EXISTS));
  store_run_end (&other);
  store_run_end (run);
  g_free (other.folder);
  g_free (other.database);
}

/* An answer that came while the backup was made: as far as it had come, unless it is here whole. */
static void
test_in_flight (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterStoredMessage) whole = NULL;
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autoptr(NatterRestoreReport) here = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) messages = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  store_run_begin (run);
  store_run_append (run, "half of ");
  restore_run_put_folder (run);
  path = backup_run_save (run);
  whole = store_run_message ("a", "q", "assistant", "half of it and the rest");
  natter_store_finish_answer_async (run->store, whole, NULL, natter_test_async_cb, &result);
  g_assert_true (natter_store_finish_answer_finish (run->store, natter_test_async_wait (&result),
                                                    NULL));
  g_clear_object (&result);
  here = backup_run_restore (run, path);
  backup_run_assert_nothing_added (here);

  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, path);
  g_assert_cmpuint (report->n_messages, ==, 2);
  messages = store_run_messages (run, "c", FALSE);
  text = natter_stored_message_dup_text (store_run_find (messages, "a"));
  g_assert_cmpstr (text, ==, "half of ");
  g_assert_cmpint (store_run_find (messages, "a")->end, ==, NATTER_END_INTERRUPTED);
  g_assert_false (store_run_find (messages, "a")->streaming);
  store_run_end (run);
}

/* As far as it can be read; the file itself is not touched. */
static void
test_damaged (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *found = NULL;
  g_autofree char *work = NULL;
  gsize size = 0;
  gsize found_size = 0;

  backup_run_put_many (run, 40, 30, 500);
  store_run_put_talk (run);
  backup_run_put_attachment (run, "f", "the file");
  path = backup_run_save (run);
  backup_run_write_at (path, GPOINTER_TO_SIZE (data), 4096);
  g_assert_true (g_file_get_contents (path, &damaged, &size, NULL));
  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, path);
  g_assert_cmpuint (report->n_messages, >, 900);
  g_assert_true (g_file_get_contents (path, &found, &found_size, NULL));
  g_assert_cmpmem (found, found_size, damaged, size);
  work = g_build_filename (run->folder, "restoring", NULL);
  g_assert_false (g_file_test (work, G_FILE_TEST_EXISTS));
  store_run_end (run);
}

/* One of an older version is brought to the newest in a copy. */
static void
test_older (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_auto(GStrv) now = natter_schema_dup_scripts ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) scripts = NULL;
  g_autoptr(NatterStoreLink) link = natter_store_link_new (run);
  NatterStoreReader *reader = natter_store_reader_new (run->folder, link);
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  gint64 n = 0;

  store_run_put_talk (run);
  path = backup_run_save (run);
  g_strv_builder_addv (builder, (const char **) now);
  g_strv_builder_add (builder, "ALTER TABLE message ADD COLUMN mood TEXT DEFAULT 'good'");
  scripts = g_strv_builder_end (builder);
  {
    g_autoptr(NatterRestoreSource) source = natter_restore_source_open (reader, path, run->folder,
                                                                        scripts, &error);

    g_assert_no_error (error);
    g_assert_true (natter_db_get (source->db, &n, &error,
                                  "SELECT count(*) FROM message WHERE mood = 'good'", ""));
    g_assert_cmpint (n, ==, 2);
    g_assert_false (source->damaged);
  }
  {
    StoreRun file = { .database = path };
    g_autofree char *version = store_run_sql (&file, "PRAGMA user_version");

    g_assert_cmpuint (g_ascii_strtoull (version, NULL, 10), ==, g_strv_length (now));
  }
  natter_store_reader_stop (reader);
  natter_store_reader_free (reader);
  store_run_end (run);
}

/* Keys in another order than the tree, as a recovery may leave them. */
static void
test_children_first (StoreRun      *run,
                     gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  StoreRun file = { 0 };

  backup_run_put_many (run, 1, 250, 10);
  before = restore_run_dump (run);
  path = backup_run_save (run);
  file.database = path;
  store_run_exec (&file, "PRAGMA foreign_keys = OFF; DROP TRIGGER message_index;"
                  "UPDATE part SET message = 1000 - message;"
                  "UPDATE message SET key = -key; UPDATE message SET key = 1000 + key");
  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, path);
  g_assert_cmpuint (report->n_messages, ==, 250);
  after = restore_run_dump (run);
  g_assert_cmpstr (after, ==, before);
  store_run_end (run);
}

static void
assert_refused (StoreRun         *run,
                const char       *path,
                NatterStoreError  code,
                const char       *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterRestoreReport) none = backup_run_try_restore (run, path, &error);

  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autofree char *path = NULL;
  g_autofree char *text = g_build_filename (run->root, "text", NULL);
  g_autofree char *foreign = g_build_filename (run->root, "foreign.db", NULL);
  g_autofree char *absent = g_build_filename (run->root, "absent", NULL);
  StoreRun file = { .database = foreign };
  StoreRun newer = { 0 };

  store_run_put_talk (run);
  path = backup_run_save (run);
  newer.database = path;
  store_run_exec (&newer, "PRAGMA user_version = 1000");
  assert_refused (run, path, NATTER_STORE_ERROR_NEWER, "newer Natter");

  g_assert_true (g_file_set_contents (text, "not a database, but a text that is longer than that",
                                      -1, NULL));
  assert_refused (run, text, NATTER_STORE_ERROR_FOREIGN, "not a backup");
  store_run_exec (&file, "CREATE TABLE message (id); INSERT INTO message VALUES (1)");
  assert_refused (run, foreign, NATTER_STORE_ERROR_FOREIGN, "not a backup");
  assert_refused (run, absent, NATTER_STORE_ERROR_FOREIGN, "not a backup");
  assert_refused (run, run->root, NATTER_STORE_ERROR_FOREIGN, "not a backup");
  restore_run_assert_sql (run, "2", "SELECT count(*) FROM message");
  store_run_end (run);
}

#define ADD(name, data, function) \
  g_test_add ("/restore-source/" name, StoreRun, GSIZE_TO_POINTER (data), store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("from-folder", 0, test_from_folder);
  ADD ("with-log", 0, test_with_log);
  ADD ("in-flight", 0, test_in_flight);
  ADD ("damaged/header", 0, test_damaged);
  ADD ("damaged/page", 200 * 4096, test_damaged);
  ADD ("refused", 0, test_refused);
  ADD ("older", 0, test_older);
  ADD ("children-first", 0, test_children_first);

  return g_test_run ();
}
