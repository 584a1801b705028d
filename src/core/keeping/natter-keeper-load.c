/* natter-keeper-load.c: what was kept is read again: the conversations at once, the messages of
 * one when it is opened. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

#include "natter-message-record.h"

#define TRASH_DAYS 30

static NatterConversation *
restore_conversation (const NatterStoredConversation *record)
{
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc_usec (record->created * 1000);
  g_autoptr(GDateTime) updated = g_date_time_new_from_unix_utc_usec (record->updated * 1000);
  NatterConversation *conversation = NULL;

  conversation = natter_conversation_new_stored (record->id, record->title, record->title_is_own,
                                                 created, updated);
  natter_conversation_set_pinned (conversation, record->pinned);
  natter_conversation_set_archived (conversation, record->archived);
  natter_conversation_set_unread (conversation, record->unread);
  natter_conversation_set_trashed_time (conversation, record->trashed);
  natter_conversation_set_folder_id (conversation, record->folder_id);
  natter_conversation_set_model_key (conversation, record->model_key);
  natter_conversation_set_scroll_id (conversation, record->scroll_id);
  natter_conversation_set_draft (conversation, record->draft);

  return conversation;
}

static void
restore_conversations (NatterKeeper *self,
                       GPtrArray    *records)
{
  g_autoptr(GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->conversations));

  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredConversation *record = g_ptr_array_index (records, i);

      g_hash_table_add (self->known, g_strdup (record->id));
      g_ptr_array_add (conversations, restore_conversation (record));
    }

  /* What was said meanwhile is newer. */
  natter_conversation_list_splice (self->conversations, n, 0,
                                   (NatterConversation **) conversations->pdata,
                                   conversations->len);
}

/* What has been in the trash for longer is removed for good. */
static void
purge (NatterKeeper *self)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_purge (batch, g_get_real_time () / 1000 - TRASH_DAYS * 24 * 60 * 60 * 1000LL);
  natter_keeper_commit (self, batch);
}

static void
draft_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterKeeper *self = g_task_get_source_object (task);

  g_autofree char *draft = natter_store_load_draft_finish (NATTER_STORE (source), result, NULL);

  natter_keeper_set_open (self, draft);
  g_task_return_pointer (task, g_object_steal_data (G_OBJECT (task), "report"),
                         (GDestroyNotify) natter_store_report_unref);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  NatterKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = NULL;

  records = natter_store_list_conversations_finish (NATTER_STORE (source), result, &error);
  if (records)
    restore_conversations (self, records);

  if (error)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  natter_store_load_draft_async (self->store, NULL, draft_loaded_cb, task);
}

static void
folders_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  GTask *task = data;
  NatterKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = NULL;

  records = natter_store_list_folders_finish (NATTER_STORE (source), result, &error);
  if (records && self->folders)
    natter_keeper_restore_folders (self, records);
  else if (error)
    g_warning ("The folders can’t be read: %s", error->message);
  natter_store_list_conversations_async (self->store, NULL, listed_cb, task);
}

static gboolean
is_readable (NatterStore *store)
{
  NatterStoreState state = natter_store_get_state (store);

  return state != NATTER_STORE_FAILED && state != NATTER_STORE_CLOSED;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  NatterKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  NatterStoreReport *report = natter_store_open_finish (NATTER_STORE (source), result, &error);

  if (!report && !is_readable (self->store))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  /* What can only be read is read; the store's state says so, and nothing was met on the way. */
  if (!report)
    report = natter_store_report_new ();

  g_object_set_data_full (G_OBJECT (task), "report", report,
                          (GDestroyNotify) natter_store_report_unref);
  if (natter_store_get_state (self->store) == NATTER_STORE_READY)
    purge (self);
  natter_store_list_folders_async (self->store, NULL, folders_listed_cb, task);
}

/**
 * natter_keeper_open_async:
 * @self: a keeper
 * @callback: called when the conversations are in the list, without their messages
 * @user_data: for @callback
 */
void
natter_keeper_open_async (NatterKeeper        *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_KEEPER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, natter_keeper_open_async);
  natter_store_open_async (self->store, NULL, opened_cb, task);
}

/**
 * natter_keeper_open_finish:
 * @self: a keeper
 * @result: what the callback was given
 * @error: why nothing can be kept
 *
 * Returns: (transfer full) (nullable): what was met on the way
 */
NatterStoreReport *
natter_keeper_open_finish (NatterKeeper  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (NATTER_IS_KEEPER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Parents are stored before their children, but a damaged row may be missing: what hung on it
 * becomes a first message rather than being lost. */
static void
restore_messages (NatterConversation *conversation,
                  GPtrArray          *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      NatterStoredMessage *record = g_ptr_array_index (records, i);
      g_autoptr(NatterMessage) message = natter_message_record_restore (record);
      NatterMessage *parent = record->parent_id ? natter_conversation_find (conversation,
                                                                            record->parent_id)
                                                : NULL;

      natter_conversation_restore (conversation, parent, message, record->chosen,
                                   record->trashed ? record->trashed_with : NULL);
    }

  natter_conversation_finish_restore (conversation);
}

typedef struct
{
  NatterKeeper       *keeper;
  NatterConversation *conversation;
} Load;

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Load *load = data;
  g_autoptr(NatterKeeper) keeper = load->keeper;
  g_autoptr(NatterConversation) conversation = load->conversation;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = NULL;

  records = natter_store_load_messages_finish (NATTER_STORE (source), result, &error);
  if (!records)
    natter_keeper_tell_unreadable (keeper, error);
  else if (!natter_conversation_is_loaded (conversation))
    restore_messages (conversation, records);
}

/**
 * natter_keeper_load:
 * @conversation: one that is listed; it is loaded when its property says so
 */
void
natter_keeper_load (NatterKeeper       *self,
                    NatterConversation *conversation)
{
  Load *load = NULL;

  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_keeper_watch (self, conversation);
  if (natter_conversation_is_loaded (conversation))
    return;

  load = g_new0 (Load, 1);
  load->keeper = g_object_ref (self);
  load->conversation = g_object_ref (conversation);
  natter_store_load_messages_async (self->store, natter_conversation_get_id (conversation), TRUE,
                                    NULL, loaded_cb, load);
}
