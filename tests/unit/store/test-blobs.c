/* test-blobs.c: attachments as files: named by their contents, private, swept only when unused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-blobs.h"
#include "store-run.h"

#define HELLO "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

static void
test_store (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterBlobs) blobs = natter_blobs_new (run->folder);
  g_autoptr(GBytes) hello = g_bytes_new_static ("hello", 5);
  g_autoptr(GBytes) loaded = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = natter_blobs_store (blobs, hello, &error);
  g_autofree char *again = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%.2s/%s", run->folder, HELLO, HELLO + 2);
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, HELLO);
  g_assert_no_errno (g_stat (path, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (natter_blobs_take_bytes_written (blobs), ==, 5);

  /* the same bytes are the same file */
  again = natter_blobs_store (blobs, hello, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, HELLO);
  g_assert_cmpint (natter_blobs_take_bytes_written (blobs), ==, 0);

  loaded = natter_blobs_load (blobs, HELLO, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (loaded, hello));
}

/* A file that a crash left shorter is written anew. */
static void
test_torn (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterBlobs) blobs = natter_blobs_new (run->folder);
  g_autoptr(GBytes) hello = g_bytes_new_static ("hello", 5);
  g_autoptr(GBytes) loaded = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = natter_blobs_store (blobs, hello, NULL);
  g_autofree char *again = NULL;
  g_autofree char *path = g_strdup_printf ("%s/%.2s/%s", run->folder, HELLO, HELLO + 2);

  g_assert_true (g_file_set_contents (path, "hel", -1, NULL));
  g_assert_null (natter_blobs_load (blobs, name, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
  g_clear_error (&error);

  again = natter_blobs_store (blobs, hello, &error);
  g_assert_no_error (error);
  loaded = natter_blobs_load (blobs, again, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (loaded, hello));
}

static void
test_names (StoreRun      *run,
            gconstpointer  data)
{
  static const char *const names[] = { "", "..", "../../etc/passwd", "2cf24dba", HELLO "0" };
  g_autoptr(NatterBlobs) blobs = natter_blobs_new (run->folder);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (natter_blobs_load (blobs, names[i], &error));
      g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
    }
}

static char *
put_file (StoreRun   *run,
          const char *message_id,
          const char *contents)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (contents, strlen (contents));
  g_autoptr(NatterStoredMessage) message = NULL;
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new (&(NatterStoredPart) {
    .kind = NATTER_PART_FILE, .mime_type = "text/plain", .data = bytes,
  }));
  message = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = message_id, .conversation_id = "c", .parent_id = "q", .role = "user", .parts = parts,
  });
  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);

  return g_strdup_printf ("%s/blobs/%.2s/%s", run->folder, hash, hash + 2);
}

static gssize
sweep (StoreRun *run)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gssize n_removed = 0;

  natter_store_sweep_async (run->store, NULL, natter_test_async_cb, &result);
  n_removed = natter_store_sweep_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);

  return n_removed;
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What a crash left, and what is none of the store's. */
static void
put_others (StoreRun *run)
{
  g_autofree char *folder = g_strconcat (run->folder, "/blobs/2c", NULL);
  g_autofree char *unfinished = g_build_filename (folder, "unfinished-0123", NULL);
  g_autofree char *foreign = g_build_filename (folder, "notes.txt", NULL);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (unfinished, "half", -1, NULL));
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
}

static void
test_sweep (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) trash = natter_store_batch_new ();
  g_autoptr(NatterStoreBatch) purge = natter_store_batch_new ();
  g_autofree char *kept = NULL;
  g_autofree char *shared = NULL;
  g_autofree char *shared_too = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *unfinished = g_strconcat (run->folder, "/blobs/2c/unfinished-0123", NULL);
  g_autofree char *foreign = g_strconcat (run->folder, "/blobs/2c/notes.txt", NULL);

  store_run_put_talk (run);
  kept = put_file (run, "m1", "kept");
  shared = put_file (run, "m2", "shared");
  shared_too = put_file (run, "m3", "shared");
  alone = put_file (run, "m4", "alone");
  g_assert_cmpstr (shared, ==, shared_too);
  put_others (run);

  /* in the trash is in use */
  natter_store_batch_trash_message (trash, "m3");
  natter_store_batch_trash_message (trash, "m4");
  store_run_commit (run, trash);
  g_assert_cmpint (sweep (run), ==, 1);
  g_assert_false (exists (unfinished));
  g_assert_true (exists (alone));

  natter_store_batch_purge (purge, G_MAXINT64);
  store_run_commit (run, purge);
  g_assert_true (exists (alone));
  g_assert_cmpint (sweep (run), ==, 1);
  g_assert_true (exists (kept));
  g_assert_true (exists (shared));
  g_assert_true (exists (foreign));
  g_assert_false (exists (alone));
}

#define ADD(name, function) \
  g_test_add ("/blobs/" name, StoreRun, NULL, store_run_set_up, function, store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("store", test_store);
  ADD ("torn", test_torn);
  ADD ("names", test_names);
  ADD ("sweep", test_sweep);

  return g_test_run ();
}
