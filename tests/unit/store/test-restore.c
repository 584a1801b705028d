/* test-restore.c: a backup merged into a real store: what is missing is added, what is there stays
 * what it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "restore-run.h"

static void
test_into_empty (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autoptr(NatterRestoreReport) again = NULL;
  g_autoptr(GPtrArray) messages = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *blob = NULL;
  g_autofree char *contents = NULL;

  restore_run_put_all (run);
  before = restore_run_dump (run);
  path = backup_run_save (run);
  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, path);
  g_assert_cmpuint (report->n_folders, ==, 1);
  g_assert_cmpuint (report->n_conversations, ==, 2);
  g_assert_cmpuint (report->n_messages, ==, 5);
  g_assert_cmpuint (report->n_edits, ==, 0);
  g_assert_cmpuint (report->n_drafts, ==, 2);
  g_assert_cmpuint (report->n_attachments, ==, 1);
  g_assert_cmpuint (report->n_unreadable, ==, 0);
  g_assert_false (report->damaged);

  after = restore_run_dump (run);
  g_assert_cmpstr (after, ==, before);
  blob = backup_run_make_blob_path (run->folder, "the file");
  g_assert_true (g_file_get_contents (blob, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "the file");

  again = backup_run_restore (run, path);
  backup_run_assert_nothing_added (again);
  g_clear_pointer (&after, g_free);
  after = restore_run_dump (run);
  g_assert_cmpstr (after, ==, before);
  store_run_end (run);
}

/* What was in the trash of the backup is in the trash, for thirty days from now. */
static void
test_trash_begins_anew (StoreRun      *run,
                        gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *path = NULL;

  restore_run_put_all (run);
  restore_run_commit_one (run, natter_store_batch_trash_conversation, "filed");
  restore_run_commit_one (run, natter_store_batch_trash_folder, "work");
  store_run_exec (run, "UPDATE conversation SET trashed = 1 WHERE trashed IS NOT NULL;"
                  "UPDATE folder SET trashed = 1 WHERE trashed IS NOT NULL;"
                  "UPDATE message SET trashed = 1 WHERE trashed IS NOT NULL");
  path = backup_run_save (run);
  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, path);
  restore_run_assert_sql (run, "3", "SELECT (SELECT count(*) FROM conversation"
                          " WHERE trashed > 1780000000000) +"
                          " (SELECT count(*) FROM folder WHERE trashed > 1780000000000) +"
                          " (SELECT count(*) FROM message WHERE trashed > 1780000000000)");
  store_run_end (run);
}

/* From the folder of the backups, where attachments are beside the file. */
static void
test_from_kept (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterBackupOutcome) outcome = NULL;
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *blob = backup_run_make_blob_path (run->folder, "the file");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  restore_run_put_all (run);
  before = restore_run_dump (run);
  outcome = backup_run_make (run, PLENTY);
  restore_run_commit_one (run, natter_store_batch_delete_conversation, "c");
  restore_run_commit_one (run, natter_store_batch_delete_conversation, "filed");
  g_assert_no_errno (g_unlink (blob));
  report = backup_run_restore (run, backup_run_get (outcome, 0)->path);
  g_assert_cmpuint (report->n_conversations, ==, 2);
  g_assert_cmpuint (report->n_messages, ==, 5);
  g_assert_cmpuint (report->n_folders, ==, 0);
  g_assert_cmpuint (report->n_attachments, ==, 1);
  g_assert_true (g_file_test (blob, G_FILE_TEST_EXISTS));
  after = restore_run_dump (run);
  g_assert_cmpstr (after, ==, before);
  store_run_end (run);
}

/* What is here is neither changed nor removed. */
static void
test_present_stays (StoreRun      *run,
                    gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) renamed = store_run_conversation ("c", "Renamed");
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  restore_run_put_all (run);
  path = backup_run_save (run);

  natter_store_batch_put_conversation (batch, renamed);
  natter_store_batch_choose_message (batch, "a");
  natter_store_batch_trash_conversation (batch, "filed");
  natter_store_batch_trash_message (batch, "b");
  natter_store_batch_restore_message (batch, "gone");
  natter_store_batch_set_draft (batch, "filed", "another thought");
  store_run_commit (run, batch);
  restore_run_edit (run, "a", "q", "Because of this.");
  restore_run_put (run, "z", "a", "Newer than the backup.");
  before = restore_run_dump (run);
  report = backup_run_restore (run, path);
  after = restore_run_dump (run);
  g_assert_cmpstr (after, ==, before);
  backup_run_assert_nothing_added (report);
  store_run_end (run);
}

/* The backup is the newer one: a text that nobody has here joins the former ones. */
static void
test_text_of_backup (StoreRun      *run,
                     gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autoptr(NatterRestoreReport) again = NULL;
  g_autofree char *old = NULL;
  g_autofree char *kept = g_build_filename (run->root, "old.natter-backup", NULL);
  g_autofree char *path = NULL;

  store_run_put_talk (run);
  old = backup_run_save (run);
  g_assert_no_errno (g_rename (old, kept));
  restore_run_edit (run, "a", "q", "Therefore.");
  restore_run_put (run, "q2", "a", "Really?");
  path = backup_run_save (run);

  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, kept);
  g_clear_pointer (&report, natter_restore_report_unref);
  report = backup_run_restore (run, path);
  g_assert_cmpuint (report->n_messages, ==, 1);
  g_assert_cmpuint (report->n_edits, ==, 2);
  restore_run_assert_sql (run, "Because.", "SELECT p.text FROM part p JOIN message m"
                          " ON m.key = p.message WHERE m.id = 'a'");
  restore_run_assert_sql (run, "1", "SELECT count(*) FROM edit WHERE text = 'Therefore.'");
  again = backup_run_restore (run, path);
  backup_run_assert_nothing_added (again);
  store_run_end (run);
}

static void
test_found_by_search (StoreRun      *run,
                      gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *path = NULL;

  backup_run_put_many (run, 3, 120, 10);
  path = backup_run_save (run);
  restore_run_move_to_empty (run, &opened);
  report = backup_run_restore (run, path);
  g_assert_cmpuint (report->n_messages, ==, 360);
  restore_run_assert_sql (run, "c2-m77", "SELECT m.id FROM words JOIN message m"
                          " ON m.key = words.rowid WHERE words MATCH 'word317'");
  restore_run_assert_sql (run, "360", "SELECT count(*) FROM words WHERE words MATCH 'word*'");
  store_run_end (run);
}

static gboolean
has_added (gpointer data)
{
  return natter_backup_progress_get (data) > 0;
}

/* Stopped in the midst: what was added stays, and the next time adds the rest. */
static void
test_stopped (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(NatterBackupProgress) progress = natter_backup_progress_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(NatterRestoreReport) none = NULL;
  g_autoptr(NatterRestoreReport) rest = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *count = NULL;
  guint n_before = 0;

  backup_run_put_many (run, 30, 50, 10);
  before = restore_run_dump (run);
  path = backup_run_save (run);
  restore_run_move_to_empty (run, &opened);
  natter_restore_async (run->store, path, progress, cancellable, natter_test_async_cb, &result);
  natter_test_run_until (has_added, progress);
  g_cancellable_cancel (cancellable);
  none = natter_restore_finish (run->store, natter_test_async_wait (&result), &error);
  g_clear_object (&result);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  store_run_assert_whole (run);
  count = store_run_sql (run, "SELECT count(*) FROM message");
  n_before = (guint) g_ascii_strtoull (count, NULL, 10);
  g_assert_cmpuint (n_before, >, 0);
  g_assert_cmpuint (n_before, <, 1500);

  rest = backup_run_restore (run, path);
  g_assert_cmpuint (n_before + rest->n_messages, ==, 1500);
  after = restore_run_dump (run);
  g_assert_cmpstr (after, ==, before);
  store_run_end (run);
}

/* @texts: id → text; the ids are "m0", "m1", … */
static void
put_random (StoreRun   *run,
            GHashTable *texts)
{
  guint n_messages = g_hash_table_size (texts);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) talk = store_run_conversation ("c", "Talk");
  g_autofree char *name = g_strdup_printf ("m%u", n_messages);
  g_autofree char *parent = NULL;
  g_autofree char *words = g_strdup_printf ("text-%u-%x", n_messages, g_test_rand_int ());
  g_autoptr(NatterStoredMessage) message = NULL;

  if (n_messages > 0 && g_test_rand_int_range (0, 5) > 0)
    {
      g_autofree char *wanted = g_strdup_printf ("m%d", g_test_rand_int_range (0,
                                                                         (int) n_messages));
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM message WHERE id = '%s'", wanted);

      parent = store_run_sql (run, sql);
    }
  message = store_run_message (name, parent, "user", words);
  natter_store_batch_put_conversation (batch, talk);
  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
  g_hash_table_insert (texts, g_steal_pointer (&name), g_steal_pointer (&words));
}

static void
remove_random (StoreRun *run,
               guint     round,
               guint     n_messages)
{
  g_autoptr(NatterStoreBatch) purge = natter_store_batch_new ();

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%d", g_test_rand_int_range (0,
                                                                       (int) n_messages));

      restore_run_commit_one (run, g_test_rand_int_range (0, 2)
                              ? natter_store_batch_trash_message
                              : natter_store_batch_trash_branch, name);
    }
  if (round % 2)
    {
      natter_store_batch_purge (purge, G_MAXINT64);
      store_run_commit (run, purge);
    }
  if (round % 5 == 4)
    restore_run_commit_one (run, natter_store_batch_delete_conversation, "c");
}

static void
assert_texts (StoreRun   *run,
              GHashTable *texts)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer text = NULL;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      g_autofree char *sql = g_strdup_printf ("SELECT p.text FROM part p JOIN message m"
                                              " ON m.key = p.message WHERE m.id = '%s'",
                                              (const char *) id);

      restore_run_assert_sql (run, text, sql);
    }
}

/* Whatever happens after the backup: the restore gives all that ever was, and what is there is as
 * it was. */
static void
test_union (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) opened = store_run_open (run);
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr(NatterRestoreReport) report = NULL;
      g_autoptr(NatterRestoreReport) again = NULL;
      g_autofree char *path = NULL;

      for (guint i = 0; i < 10; i++)
        put_random (run, texts);
      path = backup_run_save (run);
      remove_random (run, round, g_hash_table_size (texts));

      store_run_exec (run, "CREATE TABLE was AS SELECT id, parent, chosen, trashed, trashed_with"
                      " FROM message");
      report = backup_run_restore (run, path);
      again = backup_run_restore (run, path);
      backup_run_assert_nothing_added (again);
      restore_run_assert_sql (run, "0", "SELECT count(*) FROM was w LEFT JOIN message m"
                              " ON m.id = w.id WHERE m.parent IS NOT w.parent OR"
                              " m.chosen IS NOT w.chosen OR m.trashed IS NOT w.trashed OR"
                              " m.trashed_with IS NOT w.trashed_with");
      store_run_exec (run, "DROP TABLE was");
      assert_texts (run, texts);
    }
  store_run_end (run);
}

#define ADD(name, data, function) \
  g_test_add ("/restore/" name, StoreRun, GSIZE_TO_POINTER (data), store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("into-empty", 0, test_into_empty);
  ADD ("trash-begins-anew", 0, test_trash_begins_anew);
  ADD ("from-kept", 0, test_from_kept);
  ADD ("present-stays", 0, test_present_stays);
  ADD ("text-of-backup", 0, test_text_of_backup);
  ADD ("found-by-search", 0, test_found_by_search);
  ADD ("stopped", 0, test_stopped);
  ADD ("union", 0, test_union);

  return g_test_run ();
}
