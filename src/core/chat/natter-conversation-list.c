/* natter-conversation-list.c: the conversations of a profile, newest first. A conversation moves up
 * when something is said in it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-list.h"

struct _NatterConversationList
{
  GObject    parent_instance;

  GPtrArray *items;   /* of NatterConversation */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterConversationList, natter_conversation_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_CONVERSATION_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return NATTER_TYPE_CONVERSATION;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_CONVERSATION_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NatterConversationList *self = NATTER_CONVERSATION_LIST (model);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
move_to_top (NatterConversationList *self,
             NatterConversation     *conversation)
{
  guint position = 0;

  if (!natter_conversation_list_find (self, conversation, &position) || position == 0)
    return;

  g_ptr_array_insert (self->items, 0, g_ptr_array_steal_index (self->items, position));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, position + 1, position + 1);
}

/* One handler for whatever happens to a conversation: there are thousands of them. */
static void
conversation_notify_cb (NatterConversationList *self,
                        GParamSpec             *pspec,
                        NatterConversation     *conversation)
{
  if (g_str_equal (pspec->name, "updated"))
    move_to_top (self, conversation);

  g_signal_emit (self, signals[SIGNAL_CONVERSATION_CHANGED], 0, conversation, pspec);
}

static void
follow (NatterConversationList *self,
        NatterConversation     *conversation)
{
  g_signal_connect_swapped (conversation, "notify", G_CALLBACK (conversation_notify_cb), self);
}

static void
forget (NatterConversationList *self,
        NatterConversation     *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, conversation_notify_cb, self);
}

static void
replace_range (NatterConversationList *self,
               guint                   position,
               guint                   n_removed,
               GPtrArray              *added)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->items);

  for (guint i = position; i < position + n_removed; i++)
    forget (self, g_ptr_array_index (old, i));

  self->items = g_ptr_array_new_full (old->len - n_removed + added->len, g_object_unref);
  for (guint i = 0; i < position; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (old, i)));
  for (guint i = 0; i < added->len; i++)
    {
      follow (self, g_ptr_array_index (added, i));
      g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (added, i)));
    }
  for (guint i = position + n_removed; i < old->len; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (old, i)));

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, added->len);
}

static void
natter_conversation_list_dispose (GObject *object)
{
  NatterConversationList *self = NATTER_CONVERSATION_LIST (object);

  for (guint i = 0; i < self->items->len; i++)
    forget (self, g_ptr_array_index (self->items, i));
  g_ptr_array_set_size (self->items, 0);

  G_OBJECT_CLASS (natter_conversation_list_parent_class)->dispose (object);
}

static void
natter_conversation_list_finalize (GObject *object)
{
  NatterConversationList *self = NATTER_CONVERSATION_LIST (object);

  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (natter_conversation_list_parent_class)->finalize (object);
}

static void
natter_conversation_list_class_init (NatterConversationListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_conversation_list_dispose;
  object_class->finalize = natter_conversation_list_finalize;

  /**
   * NatterConversationList::conversation-changed:
   * @self: the list
   * @conversation: one of its conversations
   * @property: what has changed of it
   */
  signals[SIGNAL_CONVERSATION_CHANGED] =
    g_signal_new ("conversation-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, NATTER_TYPE_CONVERSATION, G_TYPE_PARAM);
}

static void
natter_conversation_list_init (NatterConversationList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * natter_conversation_list_new:
 *
 * Returns: (transfer full): an empty list
 */
NatterConversationList *
natter_conversation_list_new (void)
{
  return g_object_new (NATTER_TYPE_CONVERSATION_LIST, NULL);
}

/**
 * natter_conversation_list_add:
 * @conversation: a conversation that is not in the list
 *
 * Puts it on top.
 */
void
natter_conversation_list_add (NatterConversationList *self,
                              NatterConversation     *conversation)
{
  g_return_if_fail (NATTER_IS_CONVERSATION_LIST (self));
  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));

  g_ptr_array_insert (self->items, 0, g_object_ref (conversation));
  follow (self, conversation);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
}

/**
 * natter_conversation_list_remove:
 * @conversation: a conversation; one that is not in the list is ignored
 */
void
natter_conversation_list_remove (NatterConversationList *self,
                                 NatterConversation     *conversation)
{
  guint position = 0;

  g_return_if_fail (NATTER_IS_CONVERSATION_LIST (self));

  if (!natter_conversation_list_find (self, conversation, &position))
    return;

  forget (self, conversation);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/**
 * natter_conversation_list_splice:
 * @position: where to begin
 * @n_removed: how many are taken out
 * @added: (array length=n_added) (nullable): what takes their place, newest first; none of them is
 *   in the list
 * @n_added: how many
 *
 * Changes the list at one place, and tells of it once however many they are.
 */
void
natter_conversation_list_splice (NatterConversationList     *self,
                                 guint                       position,
                                 guint                       n_removed,
                                 NatterConversation * const *added,
                                 guint                       n_added)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_full (n_added, g_object_unref);

  g_return_if_fail (NATTER_IS_CONVERSATION_LIST (self));
  g_return_if_fail (position <= self->items->len && n_removed <= self->items->len - position);

  for (guint i = 0; i < n_added; i++)
    g_ptr_array_add (items, g_object_ref (added[i]));
  if (n_removed > 0 || n_added > 0)
    replace_range (self, position, n_removed, items);
}

/**
 * natter_conversation_list_remove_all:
 * @conversations: (element-type NatterConversation): those that are not in the list are ignored
 *
 * Takes out many, and tells of it once.
 */
void
natter_conversation_list_remove_all (NatterConversationList *self,
                                     GPtrArray              *conversations)
{
  g_autoptr(GHashTable) gone = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  guint first = G_MAXUINT;
  guint end = 0;

  g_return_if_fail (NATTER_IS_CONVERSATION_LIST (self));

  for (guint i = 0; i < conversations->len; i++)
    g_hash_table_add (gone, g_ptr_array_index (conversations, i));
  for (guint i = 0; i < self->items->len; i++)
    if (g_hash_table_contains (gone, g_ptr_array_index (self->items, i)))
      {
        first = MIN (first, i);
        end = i + 1;
      }

  if (end == 0)
    return;

  for (guint i = first; i < end; i++)
    if (!g_hash_table_contains (gone, g_ptr_array_index (self->items, i)))
      g_ptr_array_add (kept, g_object_ref (g_ptr_array_index (self->items, i)));
  replace_range (self, first, end - first, kept);
}

/**
 * natter_conversation_list_find:
 * @conversation: what to look for
 * @position: (out) (optional): where it is
 *
 * Returns: whether it is in the list
 */
gboolean
natter_conversation_list_find (NatterConversationList *self,
                               NatterConversation     *conversation,
                               guint                  *position)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION_LIST (self), FALSE);

  return g_ptr_array_find (self->items, conversation, position);
}
