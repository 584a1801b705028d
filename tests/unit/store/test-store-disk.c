/* test-store-disk.c: a disk without room, a folder that can't be written to, somebody else at the
 * database. What is new waits in memory, in order, and nothing of it is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "fault-vfs.h"
#include "store-run.h"

static char *program;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
assert_kept (StoreRun         *run,
             NatterStoreError  code,
             const char       *draft)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GError) error = NULL;

  natter_store_batch_set_draft (batch, NULL, draft);
  g_assert_false (store_run_try_commit (run, batch, &error));
  g_assert_error (error, NATTER_STORE_ERROR, (int) code);
  g_assert_true (natter_store_error_is_kept (error));
}

static void
assert_draft (StoreRun   *run,
              const char *expected)
{
  g_autofree char *draft = store_run_sql (run, "SELECT text FROM draft WHERE conversation = ''");

  g_assert_cmpstr (draft, ==, expected);
}

/* Somebody has to be asked first. */
static void
assert_not_closed (StoreRun *run)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_close_async (run->store, NULL, natter_test_async_cb, &result);
  g_assert_false (natter_store_close_finish (run->store, natter_test_async_wait (&result),
                                             &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DISK_FULL);
}

/* In the midst of an answer; it is written by itself a while after there is room. */
static void
test_full (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *text = NULL;
  guint n_states = 0;

  store_run_begin (run);
  store_run_append (run, "one ");
  natter_store_batch_set_draft (batch, NULL, "before");
  store_run_commit (run, batch);
  g_signal_connect_swapped (run->store, "notify::state", G_CALLBACK (count_cb), &n_states);

  fault_vfs_arm (FAULT_FULL, 1);
  store_run_append (run, "two ");
  natter_store_flush (run->store);
  assert_kept (run, NATTER_STORE_ERROR_DISK_FULL, "kept");
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_DISK_FULL);
  g_assert_cmpuint (natter_store_get_n_unsaved (run->store), ==, 2);
  store_run_append (run, "three");

  assert_not_closed (run);

  fault_vfs_disarm ();
  store_run_wait_state (run, NATTER_STORE_READY);
  g_assert_cmpuint (natter_store_get_n_unsaved (run->store), ==, 0);
  g_assert_cmpuint (n_states, ==, 2);
  assert_draft (run, "kept");
  store_run_end (run);

  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  records = store_run_messages (run, "c", FALSE);
  text = natter_stored_message_dup_text (store_run_find (records, "a"));
  g_assert_cmpstr (text, ==, "one two three");
}

static gboolean
can_write (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "probe", NULL);

  if (!g_file_set_contents (path, "", 0, NULL))
    return FALSE;

  g_unlink (path);
  return TRUE;
}

/* Root may write anywhere, unless it gives that up. Returns: whether this process is to go on */
static gboolean
is_bound_by_modes (StoreRun   *run,
                   const char *test)
{
  g_autofree char *setpriv = g_find_program_in_path ("setpriv");
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  gboolean bound = FALSE;

  g_assert_no_errno (g_chmod (run->root, 0500));
  bound = !can_write (run->root);
  g_assert_no_errno (g_chmod (run->root, 0700));
  if (bound)
    return TRUE;

  if (!setpriv)
    {
      g_test_skip ("root without setpriv");
      return FALSE;
    }

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, setpriv, "--inh-caps=-all",
                            "--bounding-set=-all", program, "-p", test, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
  return FALSE;
}

/* There is nothing yet, and nothing can be made. */
static void
test_no_folder (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) none = NULL;
  g_autoptr(GError) error = NULL;

  if (!is_bound_by_modes (run, "/store-disk/no-folder"))
    return;

  g_assert_no_errno (g_chmod (run->root, 0500));
  none = store_run_try_open (run, &error);
  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_READ_ONLY);
  assert_kept (run, NATTER_STORE_ERROR_READ_ONLY, "kept");

  g_assert_no_errno (g_chmod (run->root, 0700));
  natter_store_retry (run->store);
  store_run_wait_state (run, NATTER_STORE_READY);
  assert_draft (run, "kept");
}

/* What is there can be read. */
static void
test_read_only (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = NULL;
  g_autoptr(NatterStoreReport) none = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  if (!is_bound_by_modes (run, "/store-disk/read-only"))
    return;

  report = store_run_open (run);
  store_run_put_talk (run);
  store_run_end (run);
  g_assert_no_errno (g_chmod (run->folder, 0500));

  none = store_run_try_open (run, &error);
  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_READ_ONLY);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 2);
  assert_kept (run, NATTER_STORE_ERROR_READ_ONLY, "kept");

  g_assert_no_errno (g_chmod (run->folder, 0700));
  natter_store_retry (run->store);
  store_run_wait_state (run, NATTER_STORE_READY);
  assert_draft (run, "kept");
}

/* Another program holds the database for too long. */
static void
test_busy (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (run->database, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_kept (run, NATTER_STORE_ERROR_BUSY, "kept");
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_BUSY);
  g_assert_cmpint (sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  natter_store_retry (run->store);
  store_run_wait_state (run, NATTER_STORE_READY);
  assert_draft (run, "kept");
}

/* The process that was first writes; the other reads, and takes over when the first is gone. */
static void
test_in_use (StoreRun      *run,
             gconstpointer  data)
{
  StoreRun other = { run->root, run->folder, run->database, NULL };
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreReport) none = NULL;
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoreBatch) again = natter_store_batch_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  store_run_begin (run);
  none = store_run_try_open (&other, &error);
  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_cmpint (natter_store_get_state (other.store), ==, NATTER_STORE_IN_USE);

  /* the answer of the first is still in flight */
  records = store_run_messages (&other, "c", FALSE);
  g_assert_true (store_run_find (records, "a")->streaming);
  natter_store_batch_set_draft (batch, NULL, "mine");
  g_assert_false (store_run_try_commit (&other, batch, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_IN_USE);
  g_assert_false (natter_store_error_is_kept (error));

  store_run_end (run);
  natter_store_batch_set_draft (again, NULL, "mine");
  store_run_commit (&other, again);
  g_assert_cmpint (natter_store_get_state (other.store), ==, NATTER_STORE_READY);
  assert_draft (run, "mine");
  store_run_end (&other);
  store_run_assert_whole (run);
}

#define ADD(name, function) \
  g_test_add ("/store-disk/" name, StoreRun, NULL, store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();

  ADD ("full", test_full);
  ADD ("no-folder", test_no_folder);
  ADD ("read-only", test_read_only);
  ADD ("busy", test_busy);
  ADD ("in-use", test_in_use);

  return g_test_run ();
}
