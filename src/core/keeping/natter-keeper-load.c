/* natter-keeper-load.c: what was kept is read again: the conversations at once, the messages of
 * one when it is opened. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

#include "natter-hand-over.h"
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

/*
 * natter_keeper_restore_conversations:
 * @records: (element-type NatterStoredConversation): what was kept; those that are in the list stay
 *   what they are
 */
void
natter_keeper_restore_conversations (NatterKeeper *self,
                                     GPtrArray    *records)
{
  g_autoptr(GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredConversation *record = g_ptr_array_index (records, i);

      if (g_hash_table_add (self->known, g_strdup (record->id)))
        g_ptr_array_add (conversations, restore_conversation (record));
    }

  natter_keeper_put_in_place (self, conversations);
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
    natter_keeper_restore_conversations (self, records);

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

/* A message of a conversation that is being loaded, and its place. */
typedef struct
{
  NatterMessage *message;
  char          *parent_id;
  gboolean       chosen;
  char          *trashed_with;  /* or NULL */
} Restored;

static void
restored_free (Restored *restored)
{
  g_object_unref (restored->message);
  g_free (restored->parent_id);
  g_free (restored->trashed_with);
  g_free (restored);
}

typedef struct
{
  NatterKeeper       *keeper;
  NatterConversation *conversation;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->keeper);
  g_object_unref (load->conversation);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

/* All that the thread gets: it may be the last to let go of it. */
typedef struct
{
  GPtrArray   *records;   /* of NatterStoredMessage */
  NatterBlobs *blobs;
} Stored;

static void
stored_free (Stored *stored)
{
  g_ptr_array_unref (stored->records);
  g_clear_pointer (&stored->blobs, natter_blobs_unref);
  g_free (stored);
}

/* Thousands of messages take longer than a frame. */
static void
restore_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Stored *stored = data;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) restored_free);

  NATTER_TAKE_OVER (stored);
  for (guint i = 0; i < stored->records->len; i++)
    {
      NatterStoredMessage *record = g_ptr_array_index (stored->records, i);
      Restored *restored = g_new0 (Restored, 1);

      restored->message = natter_message_record_restore (record, stored->blobs);
      restored->parent_id = g_strdup (record->parent_id);
      restored->chosen = record->chosen;
      restored->trashed_with = record->trashed ? g_strdup (record->trashed_with) : NULL;
      g_ptr_array_add (all, restored);
    }

  /* Freeing them takes time too. */
  g_ptr_array_set_size (stored->records, 0);
  NATTER_HAND_OVER (all);
  g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
}

/* Parents are stored before their children, but a damaged row may be missing: what hung on it
 * becomes a first message rather than being lost. */
static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Load) load = data;
  NatterConversation *conversation = load->conversation;
  g_autoptr(GPtrArray) all = g_task_propagate_pointer (G_TASK (result), NULL);

  NATTER_TAKE_OVER (all);
  for (guint i = 0; i < all->len; i++)
    {
      Restored *restored = g_ptr_array_index (all, i);
      NatterMessage *parent = restored->parent_id ? natter_conversation_find (conversation,
                                                                              restored->parent_id)
                                                  : NULL;

      if (!natter_conversation_find (conversation, natter_message_get_id (restored->message)))
        natter_conversation_restore (conversation, parent, restored->message, restored->chosen,
                                     restored->trashed_with);
    }

  natter_conversation_finish_restore (conversation);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Load) load = data;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  Stored *stored = NULL;

  records = natter_store_load_messages_finish (NATTER_STORE (source), result, &error);
  if (!records)
    {
      natter_keeper_tell_unreadable (load->keeper, error);
      return;
    }

  stored = g_new0 (Stored, 1);
  stored->records = g_steal_pointer (&records);
  stored->blobs = natter_store_dup_blobs (NATTER_STORE (source));
  task = g_task_new (NULL, NULL, restored_cb, g_steal_pointer (&load));
  g_task_set_source_tag (task, natter_keeper_load);
  g_task_set_task_data (task, stored, (GDestroyNotify) stored_free);
  NATTER_HAND_OVER (stored);
  g_task_run_in_thread (task, restore_thread);
}

/*
 * natter_keeper_load_missing:
 * @conversation: one that is listed
 *
 * Loads those of its messages that are not here.
 */
void
natter_keeper_load_missing (NatterKeeper       *self,
                            NatterConversation *conversation)
{
  Load *load = g_new0 (Load, 1);

  load->keeper = g_object_ref (self);
  load->conversation = g_object_ref (conversation);
  natter_store_load_messages_async (self->store, natter_conversation_get_id (conversation), FALSE,
                                    NULL, loaded_cb, load);
}

/**
 * natter_keeper_load:
 * @conversation: one that is listed; it is loaded when its property says so
 */
void
natter_keeper_load (NatterKeeper       *self,
                    NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_keeper_watch (self, conversation);
  if (!natter_conversation_is_loaded (conversation))
    natter_keeper_load_missing (self, conversation);
}
