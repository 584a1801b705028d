/* store-run.c: a store in a folder of its own, its asynchronous calls made one at a time, and its
 * database as it is on the disk. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-run.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

void
store_run_set_up (StoreRun      *self,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->root = g_dir_make_tmp ("natter-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->folder = g_build_filename (self->root, "data", "natter", NULL);
  self->database = g_build_filename (self->folder, "conversations.db", NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name = NULL;

  g_chmod (path, 0700);
  folder = g_dir_open (path, 0, NULL);
  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        remove_tree (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

void
store_run_tear_down (StoreRun      *self,
                     gconstpointer  data)
{
  g_clear_object (&self->store);
  remove_tree (self->root);
  g_assert_false (g_file_test (self->root, G_FILE_TEST_EXISTS));
  g_free (self->root);
  g_free (self->folder);
  g_free (self->database);
}

NatterStoreReport *
store_run_try_open (StoreRun  *self,
                    GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  if (!self->store)
    self->store = natter_store_new (self->folder);
  natter_store_open_async (self->store, NULL, natter_test_async_cb, &result);

  return natter_store_open_finish (self->store, natter_test_async_wait (&result), error);
}

NatterStoreReport *
store_run_open (StoreRun *self)
{
  g_autoptr(GError) error = NULL;
  NatterStoreReport *report = store_run_try_open (self, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  g_assert_cmpint (natter_store_get_state (self->store), ==, NATTER_STORE_READY);

  return report;
}

void
store_run_close (StoreRun *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_close_async (self->store, NULL, natter_test_async_cb, &result);
  natter_store_close_finish (self->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (natter_store_get_state (self->store), ==, NATTER_STORE_CLOSED);
}

void
store_run_end (StoreRun *self)
{
  store_run_close (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

gboolean
store_run_try_commit (StoreRun          *self,
                      NatterStoreBatch  *batch,
                      GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_store_commit_async (self->store, batch, NULL, natter_test_async_cb, &result);

  return natter_store_commit_finish (self->store, natter_test_async_wait (&result), error);
}

void
store_run_commit (StoreRun         *self,
                  NatterStoreBatch *batch)
{
  g_autoptr(GError) error = NULL;
  gboolean stored = store_run_try_commit (self, batch, &error);

  g_assert_no_error (error);
  g_assert_true (stored);
}

GPtrArray *
store_run_conversations (StoreRun *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *records = NULL;

  natter_store_list_conversations_async (self->store, NULL, natter_test_async_cb, &result);
  records = natter_store_list_conversations_finish (self->store, natter_test_async_wait (&result),
                                                    &error);
  g_assert_no_error (error);

  return records;
}

GPtrArray *
store_run_folders (StoreRun *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *records = NULL;

  natter_store_list_folders_async (self->store, NULL, natter_test_async_cb, &result);
  records = natter_store_list_folders_finish (self->store, natter_test_async_wait (&result),
                                              &error);
  g_assert_no_error (error);

  return records;
}

GPtrArray *
store_run_messages (StoreRun   *self,
                    const char *conversation_id,
                    gboolean    with_data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *records = NULL;

  natter_store_load_messages_async (self->store, conversation_id, with_data, NULL,
                                    natter_test_async_cb, &result);
  records = natter_store_load_messages_finish (self->store, natter_test_async_wait (&result),
                                               &error);
  g_assert_no_error (error);

  return records;
}

typedef struct
{
  NatterStore      *store;
  NatterStoreState  state;
} Wanted;

static gboolean
is_wanted (gpointer data)
{
  Wanted *wanted = data;

  return natter_store_get_state (wanted->store) == wanted->state;
}

void
store_run_wait_state (StoreRun         *self,
                      NatterStoreState  state)
{
  Wanted wanted = { self->store, state };

  natter_test_run_until (is_wanted, &wanted);
}

NatterStoredConversation *
store_run_conversation (const char *id,
                        const char *title)
{
  return natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = id, .title = title, .created = 1780000000000, .updated = 1780000000000,
  });
}

NatterStoredMessage *
store_run_message (const char *id,
                   const char *parent_id,
                   const char *role,
                   const char *text)
{
  g_autoptr(GPtrArray) parts = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  if (text)
    g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text));

  return natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id, .conversation_id = "c", .parent_id = parent_id, .role = role,
    .time = 1780000000123, .parts = parts,
    .end = g_str_equal (role, "user") ? NATTER_END_NONE : NATTER_END_COMPLETE,
  });
}

NatterStoredMessage *
store_run_streaming (const char *id,
                     const char *parent_id)
{
  return natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id, .conversation_id = "c", .parent_id = parent_id, .role = "assistant",
    .time = 1780000000456, .streaming = TRUE, .model = "asked-for",
  });
}

void
store_run_put_talk (StoreRun *self)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "Talk");
  g_autoptr(NatterStoredMessage) question = store_run_message ("q", NULL, "user", "Why?");
  g_autoptr(NatterStoredMessage) answer = store_run_message ("a", "q", "assistant", "Because.");

  natter_store_batch_put_conversation (batch, conversation);
  natter_store_batch_put_message (batch, question);
  natter_store_batch_put_message (batch, answer);
  store_run_commit (self, batch);
}

void
store_run_begin (StoreRun *self)
{
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "Talk");
  g_autoptr(NatterStoredMessage) question = store_run_message ("q", NULL, "user", "Why?");
  g_autoptr(NatterStoredMessage) answer = store_run_streaming ("a", "q");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_begin_answer_async (self->store, conversation, question, answer, NULL,
                                   natter_test_async_cb, &result);
  natter_store_begin_answer_finish (self->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

void
store_run_append (StoreRun   *self,
                  const char *text)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = text, .length = strlen (text) };

  natter_store_append (self->store, "a", &delta);
}

NatterStoredMessage *
store_run_find (GPtrArray  *messages,
                const char *id)
{
  for (guint i = 0; i < messages->len; i++)
    {
      NatterStoredMessage *message = g_ptr_array_index (messages, i);

      if (g_strcmp0 (message->id, id) == 0)
        return message;
    }

  return NULL;
}

static int
first_cb (gpointer   data,
          int        n_columns,
          char     **values,
          char     **names)
{
  char **first = data;

  if (!*first)
    *first = g_strdup (values[0] ? values[0] : "NULL");

  return 0;
}

char *
store_run_sql (StoreRun   *self,
               const char *sql)
{
  sqlite3 *db = NULL;
  char *first = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (self->database, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_exec (db, sql, first_cb, &first, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  return first;
}

void
store_run_exec (StoreRun   *self,
                const char *sql)
{
  g_autofree char *ignored = store_run_sql (self, sql);
}

void
store_run_assert_whole (StoreRun *self)
{
  g_autofree char *whole = store_run_sql (self, "PRAGMA integrity_check");
  g_autofree char *loose = store_run_sql (self, "PRAGMA foreign_key_check");

  g_assert_cmpstr (whole, ==, "ok");
  g_assert_cmpstr (loose, ==, NULL);
}
