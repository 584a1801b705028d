/* natter-keeper.c: keeps the conversations of a chat in a store. It watches what may change of
 * them and stores that a moment later, in one transaction; what is said is stored at once. A
 * temporary conversation is left alone. Owned by the chat; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

#include "natter-conversation-record.h"
#include "natter-message-record.h"

#define SAVE_MILLISECONDS 300

G_DEFINE_FINAL_TYPE (NatterKeeper, natter_keeper, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPENED,
  SIGNAL_UNREADABLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_kept (NatterConversation *conversation)
{
  return !natter_conversation_is_temporary (conversation);
}

/* What could not be written now stays in the store's memory, and its state says so. */
static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!natter_store_commit_finish (NATTER_STORE (source), result, &error))
    g_debug ("A change is not stored: %s", error->message);
}

/*
 * natter_keeper_commit:
 * @batch: what changed
 */
void
natter_keeper_commit (NatterKeeper     *self,
                      NatterStoreBatch *batch)
{
  natter_store_commit_async (self->store, batch, NULL, committed_cb, NULL);
}

static void
save (NatterKeeper *self)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer value = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr(NatterStoredConversation) record = natter_conversation_record_new (key);

      natter_store_batch_put_conversation (batch, record);
    }

  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    natter_store_batch_set_draft (batch, key, value);

  g_hash_table_remove_all (self->changed);
  g_hash_table_remove_all (self->drafts);
  if (!natter_store_batch_is_empty (batch))
    natter_keeper_commit (self, batch);
}

static gboolean
save_cb (gpointer data)
{
  NatterKeeper *self = data;

  self->save_id = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
save_soon (NatterKeeper *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_MILLISECONDS, save_cb, self);
}

static gboolean
is_stored (NatterKeeper       *self,
           NatterConversation *conversation)
{
  return is_kept (conversation) &&
         g_hash_table_contains (self->known, natter_conversation_get_id (conversation));
}

static void
save_trashed (NatterKeeper       *self,
              NatterConversation *conversation)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  const char *id = natter_conversation_get_id (conversation);

  if (natter_conversation_is_trashed (conversation))
    natter_store_batch_trash_conversation (batch, id);
  else
    natter_store_batch_restore_conversation (batch, id);
  natter_keeper_commit (self, batch);
}

static void
conversation_changed_cb (NatterKeeper       *self,
                         NatterConversation *conversation,
                         GParamSpec         *pspec)
{
  const char *name = pspec->name;

  if (g_str_equal (name, "busy") || g_str_equal (name, "loaded") ||
      !is_stored (self, conversation))
    return;

  if (g_str_equal (name, "trashed"))
    {
      save_trashed (self, conversation);
      return;
    }

  if (g_str_equal (name, "draft"))
    g_hash_table_insert (self->drafts, g_strdup (natter_conversation_get_id (conversation)),
                         g_strdup (natter_conversation_get_draft (conversation)));
  else
    g_hash_table_add (self->changed, g_object_ref (conversation));
  save_soon (self);
}

static void
chosen_cb (NatterKeeper       *self,
           NatterMessage      *message,
           NatterConversation *conversation)
{
  g_autoptr(NatterStoreBatch) batch = NULL;

  if (!is_stored (self, conversation))
    return;

  batch = natter_store_batch_new ();
  natter_store_batch_choose_message (batch, natter_message_get_id (message));
  natter_keeper_commit (self, batch);
}

/*
 * natter_keeper_watch:
 * @conversation: one whose messages are here
 *
 * From now on what is chosen of its messages is stored.
 */
void
natter_keeper_watch (NatterKeeper       *self,
                     NatterConversation *conversation)
{
  if (g_hash_table_add (self->watched, g_object_ref (conversation)))
    g_signal_connect_object (conversation, "chosen", G_CALLBACK (chosen_cb), self,
                             G_CONNECT_SWAPPED);
}

static gboolean
delete_absent (gpointer key,
               gpointer value,
               gpointer data)
{
  gpointer *present_and_batch = data;

  if (g_hash_table_contains (present_and_batch[0], key))
    return FALSE;

  natter_store_batch_delete_conversation (present_and_batch[1], key);

  return TRUE;
}

/* What leaves the list is removed for good: the trash is in the list. */
static void
conversations_changed_cb (NatterKeeper *self,
                          guint         position,
                          guint         n_removed,
                          guint         n_added)
{
  GListModel *list = G_LIST_MODEL (self->conversations);
  g_autoptr(GHashTable) present = NULL;
  g_autoptr(NatterStoreBatch) batch = NULL;

  if (n_removed <= n_added)
    return;

  /* What still waits to be put must not come back after its removal. */
  save (self);

  present = g_hash_table_new (g_str_hash, g_str_equal);
  batch = natter_store_batch_new ();
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      g_hash_table_add (present, (gpointer) natter_conversation_get_id (conversation));
    }

  g_hash_table_foreach_remove (self->known, delete_absent, (gpointer[]) { present, batch });
  if (!natter_store_batch_is_empty (batch))
    natter_keeper_commit (self, batch);
}

static void
natter_keeper_dispose (GObject *object)
{
  NatterKeeper *self = NATTER_KEEPER (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_hash_table_remove_all (self->changed);
  g_hash_table_remove_all (self->watched);
  g_clear_object (&self->folders);
  g_clear_object (&self->conversations);
  g_clear_object (&self->backups);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (natter_keeper_parent_class)->dispose (object);
}

static void
natter_keeper_finalize (GObject *object)
{
  NatterKeeper *self = NATTER_KEEPER (object);

  g_hash_table_unref (self->watched);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->known_folders);
  g_hash_table_unref (self->changed);
  g_hash_table_unref (self->drafts);
  g_free (self->new_draft);

  G_OBJECT_CLASS (natter_keeper_parent_class)->finalize (object);
}

static void
natter_keeper_class_init (NatterKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_keeper_dispose;
  object_class->finalize = natter_keeper_finalize;

  /**
   * NatterKeeper::opened:
   *
   * What was kept is here: the conversations, without their messages, and the draft of the new
   * chat.
   */
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterKeeper::unreadable:
   * @self: the keeper
   * @reason: why
   *
   * The messages of a conversation could not be loaded; it may be tried again.
   */
  signals[SIGNAL_UNREADABLE] =
    g_signal_new ("unreadable", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
natter_keeper_tell_unreadable (NatterKeeper *self,
                               const GError *error)
{
  g_signal_emit (self, signals[SIGNAL_UNREADABLE], 0, error->message);
}

/* What was kept is here. */
void
natter_keeper_set_open (NatterKeeper *self,
                        const char   *new_draft)
{
  self->is_open = TRUE;
  g_set_str (&self->new_draft, new_draft);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
natter_keeper_init (NatterKeeper *self)
{
  self->watched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known_folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->changed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * natter_keeper_new:
 * @store: a store that was not opened yet
 * @conversations: what is kept in it
 *
 * Returns: (transfer full): a keeper
 */
NatterKeeper *
natter_keeper_new (NatterStore            *store,
                   NatterConversationList *conversations)
{
  NatterKeeper *self = g_object_new (NATTER_TYPE_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->backups = natter_backups_new (store);
  natter_keeper_follow_backups (self);
  self->conversations = g_object_ref (conversations);
  g_signal_connect_object (conversations, "items-changed", G_CALLBACK (conversations_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversations, "conversation-changed",
                           G_CALLBACK (conversation_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

NatterStore *
natter_keeper_get_store (NatterKeeper *self)
{
  g_return_val_if_fail (NATTER_IS_KEEPER (self), NULL);

  return self->store;
}

/**
 * natter_keeper_get_backups:
 *
 * Returns: (transfer none): the backups of the store
 */
NatterBackups *
natter_keeper_get_backups (NatterKeeper *self)
{
  g_return_val_if_fail (NATTER_IS_KEEPER (self), NULL);

  return self->backups;
}

/**
 * natter_keeper_is_open:
 *
 * Returns: whether what was kept is here: the signal "opened" was emitted
 */
gboolean
natter_keeper_is_open (NatterKeeper *self)
{
  g_return_val_if_fail (NATTER_IS_KEEPER (self), FALSE);

  return self->is_open;
}

/**
 * natter_keeper_add:
 * @conversation: one that is not stored yet, with all its messages
 */
void
natter_keeper_add (NatterKeeper       *self,
                   NatterConversation *conversation)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) record = natter_conversation_record_new (conversation);
  g_autoptr(GPtrArray) messages = natter_conversation_dup_messages (conversation);

  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_store_batch_put_conversation (batch, record);
  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr(NatterStoredMessage) message =
        natter_message_record_new (conversation, g_ptr_array_index (messages, i));

      natter_store_batch_put_message (batch, message);
    }
  g_hash_table_add (self->known, g_strdup (natter_conversation_get_id (conversation)));
  natter_keeper_commit (self, batch);
}

/**
 * natter_keeper_edit:
 * @conversation: where the message is
 * @message: a message that was stored, with its new text; the former one stays in its history
 */
void
natter_keeper_edit (NatterKeeper       *self,
                    NatterConversation *conversation,
                    NatterMessage      *message)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) record = natter_message_record_new (conversation, message);

  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_store_batch_edit_message (batch, record);
  natter_keeper_commit (self, batch);
}

/**
 * natter_keeper_trash:
 * @message: a message that was stored
 * @branch: whether all below it goes with it
 */
void
natter_keeper_trash (NatterKeeper  *self,
                     NatterMessage *message,
                     gboolean       branch)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  g_return_if_fail (NATTER_IS_KEEPER (self));

  if (branch)
    natter_store_batch_trash_branch (batch, natter_message_get_id (message));
  else
    natter_store_batch_trash_message (batch, natter_message_get_id (message));
  natter_keeper_commit (self, batch);
}

void
natter_keeper_untrash (NatterKeeper  *self,
                       NatterMessage *message)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_store_batch_restore_message (batch, natter_message_get_id (message));
  natter_keeper_commit (self, batch);
}

/**
 * natter_keeper_set_new_draft:
 * @text: what is being written in a chat that has not begun, "" for nothing
 */
void
natter_keeper_set_new_draft (NatterKeeper *self,
                             const char   *text)
{
  g_return_if_fail (NATTER_IS_KEEPER (self));

  /* What was kept is not overwritten before it was read. */
  if (!self->is_open || !g_set_str (&self->new_draft, text))
    return;

  g_hash_table_insert (self->drafts, g_strdup (""), g_strdup (text));
  save_soon (self);
}

/**
 * natter_keeper_get_new_draft:
 *
 * Returns: (nullable): what was being written in a chat that had not begun
 */
const char *
natter_keeper_get_new_draft (NatterKeeper *self)
{
  g_return_val_if_fail (NATTER_IS_KEEPER (self), NULL);

  return self->new_draft;
}

/**
 * natter_keeper_flush:
 *
 * Stores at once what would have been stored a moment later.
 */
void
natter_keeper_flush (NatterKeeper *self)
{
  g_return_if_fail (NATTER_IS_KEEPER (self));

  save (self);
  natter_store_flush (self->store);
}
