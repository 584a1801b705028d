/* natter-keeper-read.c: a conversation is read for somebody who looks at it once: a copy, of which
 * nothing stays in memory. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

#include "natter-message-record.h"

/* A damaged row may be missing: what hung on it becomes a first message. */
static void
restore (NatterConversation *copy,
         GPtrArray          *records,
         NatterBlobs        *blobs)
{
  for (guint i = 0; i < records->len; i++)
    {
      NatterStoredMessage *record = g_ptr_array_index (records, i);
      g_autoptr(NatterMessage) message = natter_message_record_restore (record, blobs);
      NatterMessage *parent = record->parent_id ? natter_conversation_find (copy, record->parent_id)
                                                : NULL;

      if (!natter_conversation_find (copy, record->id))
        natter_conversation_restore (copy, parent, message, record->chosen,
                                     record->trashed ? record->trashed_with : NULL);
    }

  natter_conversation_finish_restore (copy);
}

static void
copy_facts (NatterConversation *copy,
            NatterConversation *conversation)
{
  natter_conversation_set_folder_id (copy, natter_conversation_get_folder_id (conversation));
  natter_conversation_set_model_key (copy, natter_conversation_get_model_key (conversation));
  natter_conversation_set_scroll_id (copy, natter_conversation_get_scroll_id (conversation));
  natter_conversation_set_draft (copy, natter_conversation_get_draft (conversation));
  natter_conversation_set_pinned (copy, natter_conversation_is_pinned (conversation));
  natter_conversation_set_archived (copy, natter_conversation_is_archived (conversation));
  natter_conversation_set_unread (copy, natter_conversation_is_unread (conversation));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterKeeper *self = g_task_get_source_object (task);
  NatterConversation *conversation = g_task_get_task_data (task);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(NatterBlobs) blobs = NULL;
  g_autoptr(NatterConversation) copy = NULL;
  GError *error = NULL;

  records = natter_store_load_messages_finish (NATTER_STORE (source), result, &error);
  if (!records)
    {
      g_task_return_error (task, error);
      return;
    }

  blobs = natter_store_dup_blobs (self->store);
  copy = natter_conversation_new_stored (natter_conversation_get_id (conversation),
                                         natter_conversation_get_title (conversation),
                                         natter_conversation_title_is_own (conversation),
                                         natter_conversation_get_created (conversation),
                                         natter_conversation_get_updated (conversation));
  copy_facts (copy, conversation);
  restore (copy, records, blobs);
  g_task_return_pointer (task, g_steal_pointer (&copy), g_object_unref);
}

/**
 * natter_keeper_read_async:
 * @conversation: one that is listed
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads a conversation without loading it, which would keep it in memory: for whoever goes through
 * all that there are. One that is here already is not read again.
 */
void
natter_keeper_read_async (NatterKeeper        *self,
                          NatterConversation  *conversation,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_KEEPER (self));
  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_keeper_read_async);
  if (natter_conversation_is_loaded (conversation))
    {
      g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
      return;
    }

  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);
  natter_store_load_messages_async (self->store, natter_conversation_get_id (conversation), FALSE,
                                    cancellable, loaded_cb, g_steal_pointer (&task));
}

/**
 * natter_keeper_read_finish:
 * @result: what the callback was given
 * @error: why it can't be read
 *
 * Returns: (transfer full) (nullable): the conversation, or a copy that has its messages
 */
NatterConversation *
natter_keeper_read_finish (NatterKeeper  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (NATTER_IS_KEEPER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
