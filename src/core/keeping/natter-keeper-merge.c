/* natter-keeper-merge.c: what a restored backup has added to the store joins what is here. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

/* The latest first. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_date_time_compare (natter_conversation_get_updated (*(NatterConversation *const *) b),
                              natter_conversation_get_updated (*(NatterConversation *const *) a));
}

/*
 * natter_keeper_put_in_place:
 * @conversations: (element-type NatterConversation): what is not in the list yet
 *
 * Those that are later than all that come stay on top; the list tells of it once.
 */
void
natter_keeper_put_in_place (NatterKeeper *self,
                            GPtrArray    *conversations)
{
  GListModel *list = G_LIST_MODEL (self->conversations);
  g_autoptr(GPtrArray) merged = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (list);
  guint first = 0;
  guint next = 0;

  if (conversations->len == 0)
    return;

  g_ptr_array_sort (conversations, compare);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(NatterConversation) there = g_list_model_get_item (list, i);

      while (next < conversations->len &&
             compare (&g_ptr_array_index (conversations, next), &there) < 0)
        g_ptr_array_add (merged, g_object_ref (g_ptr_array_index (conversations, next++)));
      if (merged->len == 0)
        first = i + 1;
      else
        g_ptr_array_add (merged, g_object_ref (there));
    }
  while (next < conversations->len)
    g_ptr_array_add (merged, g_object_ref (g_ptr_array_index (conversations, next++)));

  natter_conversation_list_splice (self->conversations, first, n - first,
                                   (NatterConversation **) merged->pdata, merged->len);
}

/* A draft that was added to a conversation in which nothing is being written. */
static void
take_drafts (NatterKeeper *self,
             GHashTable   *drafts)
{
  GListModel *list = G_LIST_MODEL (self->conversations);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);
      const char *draft = natter_conversation_get_draft (conversation);
      const char *added = g_hash_table_lookup (drafts, natter_conversation_get_id (conversation));

      if (added && (!draft || !*draft))
        natter_conversation_set_draft (conversation, added);
    }
}

static void
load_missing (NatterKeeper *self)
{
  GListModel *list = G_LIST_MODEL (self->conversations);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (natter_conversation_is_loaded (conversation) &&
          g_hash_table_contains (self->known, natter_conversation_get_id (conversation)))
        natter_keeper_load_missing (self, conversation);
    }
}

static void
draft_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(NatterKeeper) self = data;
  g_autofree char *draft = natter_store_load_draft_finish (NATTER_STORE (source), result, NULL);

  if (draft && *draft && (!self->new_draft || !*self->new_draft))
    natter_keeper_set_open (self, draft);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterKeeper) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) drafts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) records = NULL;

  records = natter_store_list_conversations_finish (NATTER_STORE (source), result, &error);
  if (!records)
    {
      natter_keeper_tell_unreadable (self, error);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredConversation *record = g_ptr_array_index (records, i);

      if (record->draft && g_hash_table_contains (self->known, record->id))
        g_hash_table_insert (drafts, (gpointer) record->id, (gpointer) record->draft);
    }
  take_drafts (self, drafts);
  load_missing (self);
  natter_keeper_restore_conversations (self, records);
  natter_store_load_draft_async (self->store, NULL, draft_loaded_cb, g_object_ref (self));
}

static void
folders_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  NatterKeeper *self = data;
  g_autoptr(GPtrArray) records = NULL;

  records = natter_store_list_folders_finish (NATTER_STORE (source), result, NULL);
  if (records && self->folders)
    natter_keeper_restore_folders (self, records);
  natter_store_list_conversations_async (self->store, NULL, listed_cb, self);
}

/**
 * natter_keeper_refresh:
 * @self: an open keeper
 *
 * Takes into the lists what was added to the store behind its back. What changed a moment ago is
 * stored first: what is read is not older than what is here.
 */
void
natter_keeper_refresh (NatterKeeper *self)
{
  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_keeper_flush (self);
  natter_store_list_folders_async (self->store, NULL, folders_listed_cb, g_object_ref (self));
}

/*
 * natter_keeper_follow_backups:
 *
 * What they restore is in the lists at once.
 */
void
natter_keeper_follow_backups (NatterKeeper *self)
{
  g_signal_connect_object (self->backups, "restored", G_CALLBACK (natter_keeper_refresh),
                           self, G_CONNECT_SWAPPED);
}
