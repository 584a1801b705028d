/* test-store-conversations.c: what is stored of conversations and folders; their order; drafts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-run.h"

static void
put (StoreRun                       *run,
     const NatterStoredConversation *values)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = natter_stored_conversation_new (values);

  natter_store_batch_put_conversation (batch, conversation);
  store_run_commit (run, batch);
}

static void
put_folder (StoreRun                 *run,
            const NatterStoredFolder *values)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredFolder) folder = natter_stored_folder_new (values);

  natter_store_batch_put_folder (batch, folder);
  store_run_commit (run, batch);
}

static void
test_round_trip (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  const NatterStoredConversation *record = NULL;

  put_folder (run, &(NatterStoredFolder) { .id = "f", .name = "Work", .created = 5 });
  put (run, &(NatterStoredConversation) {
    .id = "c", .title = "Talk", .title_is_own = TRUE, .created = 11, .updated = 12,
    .pinned = TRUE, .archived = TRUE, .unread = TRUE, .folder_id = "f", .model_key = "p/m",
    .scroll_id = "m7",
  });
  records = store_run_conversations (run);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->id, ==, "c");
  g_assert_cmpstr (record->title, ==, "Talk");
  g_assert_true (record->title_is_own);
  g_assert_cmpint (record->created, ==, 11);
  g_assert_cmpint (record->updated, ==, 12);
  g_assert_true (record->pinned && record->archived && record->unread);
  g_assert_cmpstr (record->folder_id, ==, "f");
  g_assert_cmpstr (record->model_key, ==, "p/m");
  g_assert_cmpstr (record->scroll_id, ==, "m7");
  g_assert_cmpstr (record->draft, ==, NULL);
  g_assert_cmpint (record->trashed, ==, 0);
}

static void
test_order (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  const char *const expected[] = { "pinned", "new", "old" };

  put (run, &(NatterStoredConversation) { .id = "new", .title = "", .updated = 30 });
  put (run, &(NatterStoredConversation) { .id = "pinned", .title = "", .updated = 10,
                                          .pinned = TRUE });
  put (run, &(NatterStoredConversation) { .id = "old", .title = "", .updated = 20 });
  records = store_run_conversations (run);
  g_assert_cmpuint (records->len, ==, 3);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpstr (((NatterStoredConversation *) g_ptr_array_index (records, i))->id, ==,
                     expected[i]);
}

static void
set_draft (StoreRun   *run,
           const char *conversation_id,
           const char *text)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_set_draft (batch, conversation_id, text);
  store_run_commit (run, batch);
}

static char *
load_draft (StoreRun *run)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  natter_store_load_draft_async (run->store, NULL, natter_test_async_cb, &result);
  text = natter_store_load_draft_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);

  return text;
}

static void
test_drafts (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) later = NULL;
  g_autofree char *none = load_draft (run);
  g_autofree char *text = NULL;
  g_autofree char *left = NULL;

  g_assert_cmpstr (none, ==, "");
  store_run_put_talk (run);
  set_draft (run, NULL, "for a new chat");
  set_draft (run, "c", "half");
  set_draft (run, "c", "half a question");

  /* what else is put leaves it alone */
  put (run, &(NatterStoredConversation) { .id = "c", .title = "Other" });
  records = store_run_conversations (run);
  g_assert_cmpstr (((NatterStoredConversation *) g_ptr_array_index (records, 0))->draft, ==,
                   "half a question");
  text = load_draft (run);
  g_assert_cmpstr (text, ==, "for a new chat");

  set_draft (run, NULL, "");
  set_draft (run, "c", NULL);
  later = store_run_conversations (run);
  g_assert_cmpstr (((NatterStoredConversation *) g_ptr_array_index (later, 0))->draft, ==, NULL);
  left = load_draft (run);
  g_assert_cmpstr (left, ==, "");
}

static void
test_folders (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  const NatterStoredFolder *folder = NULL;

  put_folder (run, &(NatterStoredFolder) { .id = "f", .name = "Work", .position = 2 });
  put_folder (run, &(NatterStoredFolder) { .id = "g", .name = "Home", .position = 1 });
  put_folder (run, &(NatterStoredFolder) { .id = "f", .name = "Job", .colour = "blue",
                                           .emoji = "💼", .position = 2, .created = 9 });
  records = store_run_folders (run);
  g_assert_cmpuint (records->len, ==, 2);
  folder = g_ptr_array_index (records, 0);
  g_assert_cmpstr (folder->id, ==, "g");
  folder = g_ptr_array_index (records, 1);
  g_assert_cmpstr (folder->name, ==, "Job");
  g_assert_cmpstr (folder->colour, ==, "blue");
  g_assert_cmpstr (folder->emoji, ==, "💼");
  g_assert_cmpint (folder->created, ==, 9);
}

static void
test_missing_folder (StoreRun      *run,
                     gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = NULL;
  g_autoptr(GError) error = NULL;

  conversation = natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = "c", .title = "Talk", .folder_id = "nowhere",
  });
  natter_store_batch_put_conversation (batch, conversation);
  g_assert_false (store_run_try_commit (run, batch, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID);
}

#define ADD(name, function) \
  g_test_add ("/store-conversations/" name, StoreRun, NULL, store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("order", test_order);
  ADD ("drafts", test_drafts);
  ADD ("folders", test_folders);
  ADD ("missing-folder", test_missing_folder);

  return g_test_run ();
}
