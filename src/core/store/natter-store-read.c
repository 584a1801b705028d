/* natter-store-read.c: what is asked of the store. All of it is read by one thread, in the order of
 * the calls; what comes back is nobody's but the caller's. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-conversations.h"
#include "natter-store-folders.h"
#include "natter-store-messages.h"
#include "natter-store-private.h"

static gpointer
read_conversations (NatterDb     *db,
                    NatterBlobs  *blobs,
                    const char   *id,
                    GError      **error)
{
  return natter_store_conversations_read (db, error);
}

static gpointer
read_folders (NatterDb     *db,
              NatterBlobs  *blobs,
              const char   *id,
              GError      **error)
{
  return natter_store_folders_read (db, error);
}

static gpointer
read_messages (NatterDb     *db,
               NatterBlobs  *blobs,
               const char   *id,
               GError      **error)
{
  return natter_store_messages_read (db, NULL, id, error);
}

static gpointer
read_messages_with_data (NatterDb     *db,
                         NatterBlobs  *blobs,
                         const char   *id,
                         GError      **error)
{
  return natter_store_messages_read (db, blobs, id, error);
}

static gpointer
read_blob (NatterDb     *db,
           NatterBlobs  *blobs,
           const char   *id,
           GError      **error)
{
  return natter_blobs_load (blobs, id, error);
}

static gpointer
read_draft (NatterDb     *db,
            NatterBlobs  *blobs,
            const char   *id,
            GError      **error)
{
  return natter_store_draft_read (db, error);
}

static gpointer
read_edits (NatterDb     *db,
            NatterBlobs  *blobs,
            const char   *id,
            GError      **error)
{
  return natter_store_edits_read (db, id, error);
}

static void
start (NatterStore         *self,
       GTask               *task,
       NatterStoreReadFunc  function,
       GDestroyNotify       free_result,
       const char          *id)
{
  if (self->readable)
    natter_store_reader_read (self->reader, task, function, free_result, id);
  else
    g_task_return_error (task, natter_store_error_new (NATTER_STORE_ERROR_CLOSED));
}

/**
 * natter_store_find:
 * @store: a store
 * @task: (transfer none): gets the result of @find, or %NATTER_STORE_ERROR_CLOSED
 * @find: runs on the reader's thread
 * @free_result: for its result
 * @query: (transfer full): for @find
 * @free_query: for @query
 *
 * Reads in a way that the store itself does not know.
 */
void
natter_store_find (NatterStore         *store,
                   GTask               *task,
                   NatterStoreFindFunc  find,
                   GDestroyNotify       free_result,
                   gpointer             query,
                   GDestroyNotify       free_query)
{
  if (store->readable)
    {
      natter_store_reader_find (store->reader, task, find, free_result, query, free_query);
      return;
    }

  free_query (query);
  g_task_return_error (task, natter_store_error_new (NATTER_STORE_ERROR_CLOSED));
}

/**
 * natter_store_work:
 * @store: a store
 * @task: (transfer none): gets the result of @work, or %NATTER_STORE_ERROR_CLOSED
 * @work: runs on a thread of its own, with a connection of its own
 * @free_result: for its result
 * @query: (transfer full): for @work
 * @free_query: for @query
 *
 * Does what takes long, and may hold on to what the database was when it began: nothing else waits
 * for it.
 */
void
natter_store_work (NatterStore         *store,
                   GTask               *task,
                   NatterStoreWorkFunc  work,
                   GDestroyNotify       free_result,
                   gpointer             query,
                   GDestroyNotify       free_query)
{
  if (store->readable)
    {
      natter_store_reader_work (store->worker, task, work, free_result, query, free_query);
      return;
    }

  free_query (query);
  g_task_return_error (task, natter_store_error_new (NATTER_STORE_ERROR_CLOSED));
}

/**
 * natter_store_list_conversations_async:
 * @self: a store
 * @cancellable: (nullable): gives up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads what is stored of all conversations but their messages, those in the archive and the trash
 * too: pinned ones first, then the latest.
 */
void
natter_store_list_conversations_async (NatterStore         *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_list_conversations_async);
  start (self, task, read_conversations, (GDestroyNotify) g_ptr_array_unref, NULL);
}

/**
 * natter_store_list_conversations_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredConversation): the conversations
 */
GPtrArray *
natter_store_list_conversations_finish (NatterStore   *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_store_list_folders_async:
 * @self: a store
 * @cancellable: (nullable): gives up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads all folders in their order, those in the trash too.
 */
void
natter_store_list_folders_async (NatterStore         *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_list_folders_async);
  start (self, task, read_folders, (GDestroyNotify) g_ptr_array_unref, NULL);
}

/**
 * natter_store_list_folders_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredFolder): the folders
 */
GPtrArray *
natter_store_list_folders_finish (NatterStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_store_load_messages_async:
 * @self: a store
 * @conversation_id: a conversation
 * @with_data: whether the bytes of attachments are wanted as well
 * @cancellable: (nullable): gives up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads all messages of a conversation, those in the trash too, in the order in which they were
 * first stored. What can't be read is told in its place as unreadable, as much of it as can be
 * read.
 */
void
natter_store_load_messages_async (NatterStore         *self,
                                  const char          *conversation_id,
                                  gboolean             with_data,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (conversation_id != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_load_messages_async);
  start (self, task, with_data ? read_messages_with_data : read_messages,
         (GDestroyNotify) g_ptr_array_unref, conversation_id);
}

/**
 * natter_store_load_messages_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredMessage): the messages
 */
GPtrArray *
natter_store_load_messages_finish (NatterStore   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_store_dup_blobs:
 * @self: a store
 *
 * For attachments that are loaded when they are needed.
 *
 * Returns: (transfer full) (nullable): where attachments are, %NULL while the store is closed
 */
NatterBlobs *
natter_store_dup_blobs (NatterStore *self)
{
  g_return_val_if_fail (NATTER_IS_STORE (self), NULL);

  return self->reader ? natter_blobs_ref (natter_store_reader_get_blobs (self->reader)) : NULL;
}

/**
 * natter_store_load_blob_async:
 * @self: a store
 * @blob: what NatterStoredPart.blob says
 * @cancellable: (nullable): gives up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads an attachment and checks that it is what was stored.
 */
void
natter_store_load_blob_async (NatterStore         *self,
                              const char          *blob,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (blob != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_load_blob_async);
  start (self, task, read_blob, (GDestroyNotify) g_bytes_unref, blob);
}

/**
 * natter_store_load_blob_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
natter_store_load_blob_finish (NatterStore   *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_store_load_draft_async:
 * @self: a store
 * @cancellable: (nullable): gives up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the draft of the new chat; those of conversations are listed with them.
 */
void
natter_store_load_draft_async (NatterStore         *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_load_draft_async);
  start (self, task, read_draft, g_free, NULL);
}

/**
 * natter_store_load_draft_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the draft, "" when there is none
 */
char *
natter_store_load_draft_finish (NatterStore   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_store_load_edits_async:
 * @self: a store
 * @message_id: a message
 * @cancellable: (nullable): gives up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the former texts of a message, the latest first.
 */
void
natter_store_load_edits_async (NatterStore         *self,
                               const char          *message_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (message_id != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_load_edits_async);
  start (self, task, read_edits, (GDestroyNotify) g_ptr_array_unref, message_id);
}

/**
 * natter_store_load_edits_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredEdit): the texts
 */
GPtrArray *
natter_store_load_edits_finish (NatterStore   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
