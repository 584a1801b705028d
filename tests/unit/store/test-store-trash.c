/* test-store-trash.c: what is deleted comes back as it was, and goes for good only when purged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-run.h"

typedef void (*Change) (NatterStoreBatch *batch,
                        const char       *id);

static void
change (StoreRun   *run,
        Change      function,
        const char *id)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  function (batch, id);
  store_run_commit (run, batch);
}

static void
purge (StoreRun *run)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_purge (batch, G_MAXINT64);
  store_run_commit (run, batch);
  store_run_assert_whole (run);
}

/* q - a - q2 - a2, and a sibling b of a. */
static void
put_branches (StoreRun *run)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) sibling = store_run_message ("b", "q", "assistant", "Or not.");
  g_autoptr(NatterStoredMessage) question = store_run_message ("q2", "a", "user", "Really?");
  g_autoptr(NatterStoredMessage) answer = store_run_message ("a2", "q2", "assistant", "Sure.");

  store_run_put_talk (run);
  natter_store_batch_put_message (batch, sibling);
  natter_store_batch_put_message (batch, question);
  natter_store_batch_put_message (batch, answer);
  store_run_commit (run, batch);
}

/* The ids that are not in the trash, in order. */
static void
assert_left (StoreRun   *run,
             const char *expected)
{
  g_autoptr(GPtrArray) records = store_run_messages (run, "c", FALSE);
  g_autoptr(GString) left = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredMessage *message = g_ptr_array_index (records, i);

      if (message->trashed == 0)
        g_string_append_printf (left, "%s ", message->id);
    }
  g_assert_cmpstr (left->str, ==, expected);
}

static void
test_branch (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);

  put_branches (run);
  change (run, natter_store_batch_trash_branch, "a");
  assert_left (run, "q b ");
  change (run, natter_store_batch_restore_message, "a");
  assert_left (run, "q a b q2 a2 ");
}

/* What was deleted by itself before does not come back with the branch. */
static void
test_twice (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);

  put_branches (run);
  change (run, natter_store_batch_trash_message, "a2");
  change (run, natter_store_batch_trash_branch, "a");
  assert_left (run, "q b ");
  change (run, natter_store_batch_restore_message, "a");
  assert_left (run, "q a b q2 ");
  change (run, natter_store_batch_restore_message, "a2");
  assert_left (run, "q a b q2 a2 ");
}

/* Those that follow one which goes for good move up. */
static void
test_purge_within (StoreRun      *run,
                   gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;

  put_branches (run);
  change (run, natter_store_batch_trash_message, "a");
  change (run, natter_store_batch_trash_message, "q2");
  assert_left (run, "q b a2 ");
  purge (run);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpstr (store_run_find (records, "a2")->parent_id, ==, "q");
}

static void
test_purge_before (StoreRun      *run,
                   gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) records = NULL;

  put_branches (run);
  change (run, natter_store_batch_trash_branch, "a");
  natter_store_batch_purge (batch, g_get_real_time () / 1000 - 60000);
  store_run_commit (run, batch);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 5);
}

static void
assert_number (StoreRun   *run,
               const char *sql,
               const char *expected)
{
  g_autofree char *number = store_run_sql (run, sql);

  g_assert_cmpstr (number, ==, expected);
}

static void
test_conversation (StoreRun      *run,
                   gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GPtrArray) gone = NULL;
  g_autoptr(NatterStoreBatch) draft = natter_store_batch_new ();

  put_branches (run);
  natter_store_batch_set_draft (draft, "c", "more");
  store_run_commit (run, draft);
  change (run, natter_store_batch_trash_conversation, "c");
  records = store_run_conversations (run);
  g_assert_cmpint (((NatterStoredConversation *) g_ptr_array_index (records, 0))->trashed, >,
                   1700000000000);
  change (run, natter_store_batch_restore_conversation, "c");
  back = store_run_conversations (run);
  g_assert_cmpint (((NatterStoredConversation *) g_ptr_array_index (back, 0))->trashed, ==, 0);

  change (run, natter_store_batch_trash_conversation, "c");
  purge (run);
  gone = store_run_conversations (run);
  g_assert_cmpuint (gone->len, ==, 0);
  assert_number (run, "SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM part) +"
                 " (SELECT count(*) FROM draft)", "0");
  assert_number (run, "SELECT count(*) FROM words WHERE words MATCH 'because OR sure'", "0");
}

static void
test_folder (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredFolder) folder = NULL;
  g_autoptr(NatterStoredConversation) conversation = NULL;
  g_autoptr(GPtrArray) folders = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) later = NULL;

  folder = natter_stored_folder_new (&(NatterStoredFolder) { .id = "f", .name = "Work" });
  conversation = natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = "c", .title = "Talk", .folder_id = "f",
  });
  natter_store_batch_put_folder (batch, folder);
  natter_store_batch_put_conversation (batch, conversation);
  store_run_commit (run, batch);

  change (run, natter_store_batch_trash_folder, "f");
  folders = store_run_folders (run);
  g_assert_cmpint (((NatterStoredFolder *) g_ptr_array_index (folders, 0))->trashed, >, 0);
  change (run, natter_store_batch_restore_folder, "f");
  records = store_run_conversations (run);
  g_assert_cmpstr (((NatterStoredConversation *) g_ptr_array_index (records, 0))->folder_id, ==,
                   "f");

  change (run, natter_store_batch_trash_folder, "f");
  purge (run);
  later = store_run_conversations (run);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpstr (((NatterStoredConversation *) g_ptr_array_index (later, 0))->folder_id, ==,
                   NULL);
}

static void
test_nothing (StoreRun      *run,
              gconstpointer  data)
{
  static const Change changes[] = {
    natter_store_batch_trash_conversation, natter_store_batch_restore_conversation,
    natter_store_batch_trash_folder, natter_store_batch_restore_folder,
    natter_store_batch_trash_message, natter_store_batch_trash_branch,
    natter_store_batch_restore_message,
  };
  g_autoptr(NatterStoreReport) report = store_run_open (run);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
      g_autoptr(GError) error = NULL;

      changes[i] (batch, "nobody");
      g_assert_false (store_run_try_commit (run, batch, &error));
      g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID);
    }
}

#define ADD(name, function) \
  g_test_add ("/store-trash/" name, StoreRun, NULL, store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("branch", test_branch);
  ADD ("twice", test_twice);
  ADD ("purge-within", test_purge_within);
  ADD ("purge-before", test_purge_before);
  ADD ("conversation", test_conversation);
  ADD ("folder", test_folder);
  ADD ("nothing", test_nothing);

  return g_test_run ();
}
