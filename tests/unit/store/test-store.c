/* test-store.c: a store is opened, filled, closed and opened again: all comes back as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "store-run.h"

static void
test_life (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) first = NULL;
  g_autoptr(NatterStoreReport) second = NULL;
  g_autoptr(GPtrArray) none = NULL;
  GStatBuf info;

  first = store_run_open (run);
  g_assert_true (first->created);
  g_assert_null (first->interrupted);
  g_assert_null (first->set_aside);
  none = store_run_conversations (run);
  g_assert_cmpuint (none->len, ==, 0);

  g_assert_no_errno (g_stat (run->folder, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_no_errno (g_stat (run->database, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  store_run_end (run);
  store_run_assert_whole (run);
  second = store_run_open (run);
  g_assert_false (second->created);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Whoever forgets to close it loses nothing. */
static void
test_dropped (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) first = store_run_open (run);
  g_autoptr(NatterStoreReport) second = NULL;
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *text = NULL;
  gpointer store = NULL;

  store_run_begin (run);
  store_run_append (run, "half an ans");
  natter_store_batch_set_draft (batch, "c", "and then");
  natter_store_commit_async (run->store, batch, NULL, NULL, NULL);
  store_run_append (run, "wer");

  /* the last commit still holds it */
  store = run->store;
  g_object_add_weak_pointer (store, &store);
  g_clear_object (&run->store);
  natter_test_run_until (is_gone, &store);

  second = store_run_open (run);
  g_assert_cmpstrv (second->interrupted, ((const char *[]) { "a", NULL }));
  records = store_run_messages (run, "c", FALSE);
  text = natter_stored_message_dup_text (store_run_find (records, "a"));
  g_assert_cmpstr (text, ==, "half an answer");
}

static void
test_closed (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  store_run_close (run);
  natter_store_batch_set_draft (batch, NULL, "too late");
  g_assert_false (store_run_try_commit (run, batch, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_CLOSED);
  g_clear_error (&error);

  natter_store_list_conversations_async (run->store, NULL, natter_test_async_cb, &result);
  g_assert_null (natter_store_list_conversations_finish (run->store,
                                                         natter_test_async_wait (&result), &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_CLOSED);

  store_run_append (run, "nobody hears it");
  natter_store_flush (run->store);
  natter_store_retry (run->store);
  store_run_close (run);
}

static void
test_reopened (StoreRun      *run,
               gconstpointer  data)
{
  g_autoptr(NatterStoreReport) first = store_run_open (run);
  g_autoptr(NatterStoreReport) second = NULL;
  g_autoptr(GPtrArray) records = NULL;

  store_run_put_talk (run);
  store_run_close (run);
  second = store_run_open (run);
  records = store_run_conversations (run);
  g_assert_cmpuint (records->len, ==, 1);
}

/* The last of two changes fails: the first is not there either. */
static void
test_whole_or_not (StoreRun      *run,
                   gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "Talk");
  g_autoptr(NatterStoredMessage) orphan = store_run_message ("x", "nobody", "user", "Hello?");
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_batch_put_conversation (batch, conversation);
  natter_store_batch_put_message (batch, orphan);
  g_assert_false (store_run_try_commit (run, batch, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID);
  g_assert_false (natter_store_error_is_kept (error));
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_READY);

  records = store_run_conversations (run);
  g_assert_cmpuint (records->len, ==, 0);
}

/* Without waiting between the calls: what is asked last is what remains. */
static void
test_order (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  const NatterStoredConversation *record = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);
      g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
      g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", title);

      natter_store_batch_put_conversation (batch, conversation);
      natter_store_commit_async (run->store, batch, NULL, NULL, NULL);
    }

  store_run_end (run);
  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  records = store_run_conversations (run);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->title, ==, "Title 199");
}

static void
test_cancelled (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GAsyncResult) written = NULL;
  g_autoptr(GAsyncResult) read = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  store_run_put_talk (run);
  g_cancellable_cancel (cancellable);

  natter_store_batch_trash_conversation (batch, "c");
  natter_store_commit_async (run->store, batch, cancellable, natter_test_async_cb, &written);
  g_assert_false (natter_store_commit_finish (run->store, natter_test_async_wait (&written),
                                              &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  natter_store_load_messages_async (run->store, "c", FALSE, cancellable, natter_test_async_cb,
                                    &read);
  g_assert_null (natter_store_load_messages_finish (run->store, natter_test_async_wait (&read),
                                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  records = store_run_conversations (run);
  g_assert_cmpint (((NatterStoredConversation *) g_ptr_array_index (records, 0))->trashed, ==, 0);
}

/* One that takes long ends in its midst, and those after it are answered. */
static void
test_interrupted_read (StoreRun      *run,
                       gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  store_run_put_talk (run);
  store_run_exec (run, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                  " WHERE i < 60000) INSERT INTO message (id, conversation, position, chosen, role,"
                  " time, streaming) SELECT 'm' || i, 'c', i, 0, 'user', i, 0 FROM n");
  natter_store_load_messages_async (run->store, "c", FALSE, cancellable, natter_test_async_cb,
                                    &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (natter_store_load_messages_finish (run->store, natter_test_async_wait (&result),
                                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  records = store_run_conversations (run);
  g_assert_cmpuint (records->len, ==, 1);
}

#define ADD(name, function) \
  g_test_add ("/store/" name, StoreRun, NULL, store_run_set_up, function, store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("life", test_life);
  ADD ("dropped", test_dropped);
  ADD ("closed", test_closed);
  ADD ("reopened", test_reopened);
  ADD ("whole-or-not", test_whole_or_not);
  ADD ("order", test_order);
  ADD ("cancelled", test_cancelled);
  ADD ("interrupted-read", test_interrupted_read);

  return g_test_run ();
}
