/* test-backup.c: backups of a real store, while it is in use, and where something goes wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sqlite3.h>

#include "backup-run.h"
#include "fault-vfs.h"

#define PAGE 4096

static char *
ask (const char *path,
     const char *sql)
{
  StoreRun file = { .database = (char *) path };

  return store_run_sql (&file, sql);
}

static void
assert_good (const char *path,
             const char *n_messages)
{
  StoreRun file = { .database = (char *) path };
  g_autofree char *count = ask (path, "SELECT count(*) FROM message");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  store_run_assert_whole (&file);
  g_assert_cmpstr (count, ==, n_messages);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

/* Nothing but backups and their attachments. */
static void
assert_tidy (StoreRun *run,
             guint     n_backups)
{
  g_autofree char *path = g_build_filename (run->folder, "backups", NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (folder && (name = g_dir_read_name (folder)))
    if (!g_str_equal (name, "blobs"))
      {
        g_assert_true (g_str_has_prefix (name, "automatic-"));
        n++;
      }
  g_assert_cmpuint (n, ==, n_backups);
}

static void
test_daily (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterBackupOutcome) none = backup_run_list (run);
  g_autoptr(NatterBackupOutcome) empty = backup_run_try (run, PLENTY, TRUE, NULL);
  g_autoptr(NatterBackupOutcome) outcome = NULL;
  g_autoptr(NatterBackupOutcome) again = NULL;
  const NatterBackup *backup = NULL;
  GStatBuf info;

  g_assert_cmpuint (none->backups->len, ==, 0);
  g_assert_false (empty->made);
  assert_tidy (run, 0);

  store_run_put_talk (run);
  outcome = backup_run_try (run, PLENTY, TRUE, NULL);
  g_assert_true (outcome->made);
  backup = backup_run_get (outcome, 0);
  g_assert_cmpint (backup->n_conversations, ==, 1);
  g_assert_cmpint (ABS (backup->time - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  g_assert_cmpint (backup->size, ==, outcome->used);
  assert_good (backup->path, "2");
  g_assert_cmpint (g_stat (backup->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  again = backup_run_try (run, PLENTY, TRUE, NULL);
  g_assert_false (again->made);
  assert_tidy (run, 1);
  store_run_end (run);
}

static void
test_attachments (StoreRun      *run,
                  gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterBackupOutcome) first = NULL;
  g_autoptr(NatterBackupOutcome) second = NULL;
  g_autofree char *backups = g_build_filename (run->folder, "backups", NULL);
  g_autofree char *live = backup_run_make_blob_path (run->folder, "first");
  g_autofree char *kept = backup_run_make_blob_path (backups, "first");
  g_autofree char *lost = backup_run_make_blob_path (run->folder, "second");
  g_autofree char *contents = NULL;
  GStatBuf live_info, kept_info;

  store_run_put_talk (run);
  backup_run_put_attachment (run, "f", "first");
  backup_run_put_attachment (run, "g", "second");
  first = backup_run_make (run, PLENTY);
  g_assert_cmpuint (first->n_missing, ==, 0);
  g_assert_cmpint (g_stat (live, &live_info), ==, 0);
  g_assert_cmpint (g_stat (kept, &kept_info), ==, 0);
  g_assert_cmpuint (live_info.st_ino, ==, kept_info.st_ino);

  /* what one backup has the next one has too; what the store lost the backup keeps */
  g_assert_no_errno (g_unlink (live));
  g_assert_no_errno (g_unlink (lost));
  second = backup_run_make (run, PLENTY);
  g_assert_cmpint (second->used, ==, backup_run_get (second, 0)->size +
                   backup_run_get (second, 1)->size - (gint64) strlen ("firstsecond"));
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "first");
  assert_tidy (run, 2);
  store_run_end (run);
}

/* Two folders of which the file system can't give one file two names. */
static void
test_copied (StoreRun      *run,
             gconstpointer  data)
{
  g_autofree char *here = g_build_filename (run->root, "here", NULL);
  g_autofree char *memory = g_dir_make_tmp ("natter-XXXXXX", NULL);
  g_autofree char *there = NULL;
  g_autoptr(NatterBlobs) from = NULL;
  g_autoptr(NatterBlobs) to = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("bytes", 5);
  g_autoptr(GBytes) found = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_no_errno (g_rmdir (memory));
  if (g_access ("/dev/shm", W_OK) != 0)
    {
      g_test_skip ("no second file system");
      return;
    }

  there = g_strconcat ("/dev/shm/", strrchr (memory, '/') + 1, NULL);
  from = natter_blobs_new (here);
  to = natter_blobs_new (there);
  name = natter_blobs_store (from, bytes, &error);
  g_assert_no_error (error);
  g_assert_true (natter_blobs_share (to, from, name, &error));
  g_assert_no_error (error);
  g_assert_true (natter_blobs_sync (to, &error));
  found = natter_blobs_load (to, name, &error);
  g_assert_true (g_bytes_equal (found, bytes));
  g_assert_cmpint (natter_blobs_get_size (to, name), ==, 5);
  g_assert_cmpint (natter_blobs_get_size (to, "../../etc/passwd"), ==, -1);

  /* one that is not what its name says is not passed on */
  g_clear_pointer (&from, natter_blobs_unref);
  from = natter_blobs_new (there);
  {
    g_autofree char *prefix = g_strndup (name, 2);
    g_autofree char *folder = g_build_filename (there, prefix, NULL);
    g_autofree char *path = g_build_filename (folder, name + 2, NULL);
    g_autofree char *other = g_build_filename (run->root, "other", NULL);
    g_autoptr(NatterBlobs) target = natter_blobs_new (other);

    g_assert_true (g_file_set_contents (path, "bytez", 5, NULL));
    g_assert_false (natter_blobs_share (target, from, name, &error));
    g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
    g_assert_cmpint (natter_blobs_get_size (target, name), ==, -1);
    g_unlink (path);
    g_rmdir (folder);
    g_rmdir (there);
  }
}

typedef struct
{
  NatterBackupProgress *progress;
  GAsyncResult         *result;
} Watched;

static gboolean
has_begun (gpointer data)
{
  Watched *watched = data;

  return watched->result || natter_backup_progress_get (watched->progress) > 0;
}

/* Its step would begin anew with each of them. */
static void
test_while_writing (StoreRun      *run,
                    gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterBackupOutcome) outcome = NULL;
  g_autoptr(NatterBackupProgress) progress = natter_backup_progress_new ();
  Watched watched = { progress, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *count = NULL;
  guint n_written = 0;

  backup_run_put_many (run, 20, 10, 40000);
  natter_backup_make_async (run->store, PLENTY, FALSE, progress, NULL, natter_test_async_cb,
                            &watched.result);
  natter_test_run_until (has_begun, &watched);
  while (!watched.result)
    {
      g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
      g_autofree char *id = g_strdup_printf ("new%u", n_written++);
      g_autoptr(NatterStoredConversation) conversation = store_run_conversation (id, "new");
      g_autoptr(GPtrArray) found = NULL;

      natter_store_batch_put_conversation (batch, conversation);
      store_run_commit (run, batch);
      found = store_run_messages (run, "c3", FALSE);
      g_assert_cmpuint (found->len, ==, 10);
    }
  outcome = natter_backup_finish (run->store, watched.result, &error);
  g_clear_object (&watched.result);
  g_assert_no_error (error);
  g_assert_cmpuint (n_written, >, 0);
  assert_good (backup_run_get (outcome, 0)->path, "200");
  count = ask (backup_run_get (outcome, 0)->path,
               "SELECT count(*) FROM conversation WHERE title = 'new'");
  g_assert_cmpstr (count, ==, "0");
  g_assert_cmpfloat_with_epsilon (natter_backup_progress_get (progress), 1, 1e-6);
  store_run_end (run);
}

static void
test_cancel (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterBackupProgress) progress = natter_backup_progress_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(NatterBackupOutcome) none = NULL;
  Watched watched = { progress, NULL };
  g_autoptr(GError) error = NULL;

  backup_run_put_many (run, 60, 10, 60000);
  natter_backup_make_async (run->store, PLENTY, FALSE, progress, cancellable,
                            natter_test_async_cb, &watched.result);
  natter_test_run_until (has_begun, &watched);
  g_cancellable_cancel (cancellable);
  none = natter_backup_finish (run->store, natter_test_async_wait (&watched.result), &error);
  g_clear_object (&watched.result);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_tidy (run, 0);

  /* closing does not wait for it either */
  natter_backup_make_async (run->store, PLENTY, FALSE, NULL, NULL, natter_test_async_cb,
                            &watched.result);
  store_run_close (run);
  g_clear_error (&error);
  none = natter_backup_finish (run->store, natter_test_async_wait (&watched.result), &error);
  g_clear_object (&watched.result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_tidy (run, 0);
  store_run_end (run);
}

/* A process that died, or a disk that failed, at any write. */
static void
test_faults (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterBackupOutcome) first = NULL;
  g_autofree char *before = NULL;
  guint n_operations = 0;
  static const FaultKind kinds[] = { FAULT_ERROR, FAULT_FULL, FAULT_TEAR, FAULT_STOP };

  store_run_put_talk (run);
  first = backup_run_make (run, PLENTY);
  before = g_strdup (backup_run_get (first, 0)->path);

  fault_vfs_arm (FAULT_NONE, 0);
  g_clear_pointer (&first, natter_backup_outcome_unref);
  first = backup_run_make (run, 1);
  n_operations = fault_vfs_disarm ();
  g_assert_cmpuint (n_operations, >, 20);
  g_assert_false (g_file_test (before, G_FILE_TEST_EXISTS));
  g_set_str (&before, backup_run_get (first, 0)->path);

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint at = 1; at <= n_operations; at++)
      {
        g_autoptr(NatterBackupOutcome) outcome = NULL;
        g_autoptr(NatterBackupOutcome) found = NULL;
        g_autoptr(GError) error = NULL;

        fault_vfs_arm (kinds[kind], at);
        outcome = backup_run_try (run, 1, FALSE, &error);
        fault_vfs_disarm ();
        if (kinds[kind] == FAULT_FULL && !outcome)
          g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DISK_FULL);

        /* there is one, the old or the new, and it is whole */
        found = backup_run_list (run);
        g_assert_cmpuint (found->backups->len, ==, 1);
        assert_good (backup_run_get (found, 0)->path, "2");
        if (!outcome)
          g_assert_cmpstr (backup_run_get (found, 0)->path, ==, before);
        g_set_str (&before, backup_run_get (found, 0)->path);
      }

  g_clear_pointer (&first, natter_backup_outcome_unref);
  first = backup_run_make (run, 1);
  assert_tidy (run, 1);
  store_run_end (run);
}

/* What a process that was killed left is removed by the next one. */
static void
test_interrupted (StoreRun      *run,
                  gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *left = g_build_filename (run->folder, "backups", "unfinished-backup.db", NULL);
  g_autofree char *backups = g_path_get_dirname (left);
  g_autoptr(NatterBackupOutcome) outcome = NULL;

  store_run_put_talk (run);
  g_assert_no_errno (g_mkdir_with_parents (backups, 0700));
  g_assert_true (g_file_set_contents (left, "half a file", -1, NULL));
  outcome = backup_run_list (run);
  g_assert_cmpuint (outcome->backups->len, ==, 0);
  g_clear_pointer (&outcome, natter_backup_outcome_unref);
  outcome = backup_run_make (run, PLENTY);
  assert_tidy (run, 1);
  store_run_end (run);
}

/* Of what is damaged no backup is made, and the good one before it stays. */
static void
test_damaged (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreReport) second = NULL;
  g_autoptr(NatterBackupOutcome) good = NULL;
  g_autoptr(NatterBackupOutcome) none = NULL;
  g_autoptr(NatterBackupOutcome) found = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = NULL;

  backup_run_put_many (run, 40, 30, 500);
  good = backup_run_make (run, PLENTY);
  page = store_run_sql (run, "SELECT max(pageno) / 2 FROM dbstat WHERE name = 'part'");
  store_run_end (run);
  backup_run_write_at (run->database, g_ascii_strtoull (page ? page : "200", NULL, 10) * PAGE,
                       8 * PAGE);

  second = store_run_open (run);
  none = backup_run_try (run, 1, FALSE, &error);
  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "no backup was made"));
  found = backup_run_list (run);
  g_assert_cmpuint (found->backups->len, ==, 1);
  assert_good (backup_run_get (found, 0)->path, "1200");
  assert_tidy (run, 1);
}

/* Seven at most, as many as fit, and attachments go with the last one that has them. */
static void
test_kept (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterBackupOutcome) outcome = NULL;
  g_autofree char *backups = g_build_filename (run->folder, "backups", NULL);
  g_autofree char *kept = backup_run_make_blob_path (backups, "first");
  gint64 size = 0;

  store_run_put_talk (run);
  backup_run_put_attachment (run, "f", "first");
  for (guint i = 0; i < 9; i++)
    {
      g_clear_pointer (&outcome, natter_backup_outcome_unref);
      outcome = backup_run_make (run, PLENTY);
      g_assert_cmpuint (outcome->backups->len, ==, MIN (i + 1, 7));
    }
  size = backup_run_get (outcome, 0)->size;
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));

  natter_store_batch_delete_conversation (batch, "c");
  store_run_commit (run, batch);
  g_clear_pointer (&outcome, natter_backup_outcome_unref);
  outcome = backup_run_make (run, 3 * size);
  g_assert_cmpuint (outcome->backups->len, ==, 3);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_clear_pointer (&outcome, natter_backup_outcome_unref);
  outcome = backup_run_make (run, 1);
  g_assert_cmpuint (outcome->backups->len, ==, 1);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  store_run_end (run);
}

static void
test_save (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *path = NULL;
  g_autofree char *again = NULL;
  g_autofree char *size = NULL;
  g_autofree char *pieces = NULL;
  g_autofree char *large = g_strnfill (3 * 1024 * 1024 + 7, 'x');

  store_run_put_talk (run);
  backup_run_put_attachment (run, "f", "first");
  backup_run_put_attachment (run, "g", large);
  path = backup_run_save (run);
  assert_good (path, "4");
  size = ask (path, "SELECT sum(length(data)) FROM attachment");
  g_assert_cmpstr (size, ==, "3145740");
  pieces = ask (path, "SELECT count(*) FROM attachment");
  g_assert_cmpstr (pieces, ==, "5");

  /* one that is there is replaced */
  again = backup_run_save (run);
  assert_good (again, "4");
  assert_tidy (run, 0);
  store_run_end (run);
}

#define ADD(name, function) \
  g_test_add ("/backup/" name, StoreRun, NULL, store_run_set_up, function, store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();

  ADD ("daily", test_daily);
  ADD ("attachments", test_attachments);
  ADD ("copied", test_copied);
  ADD ("while-writing", test_while_writing);
  ADD ("cancel", test_cancel);
  ADD ("faults", test_faults);
  ADD ("interrupted", test_interrupted);
  ADD ("damaged", test_damaged);
  ADD ("kept", test_kept);
  ADD ("save", test_save);

  return g_test_run ();
}
