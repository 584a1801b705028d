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
conversation_updated_cb (NatterConversationList *self,
                         GParamSpec             *pspec,
                         NatterConversation     *conversation)
{
  guint position = 0;

  if (!natter_conversation_list_find (self, conversation, &position) || position == 0)
    return;

  g_ptr_array_insert (self->items, 0, g_ptr_array_steal_index (self->items, position));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, position + 1, position + 1);
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
  G_OBJECT_CLASS (klass)->finalize = natter_conversation_list_finalize;
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
  g_signal_connect_object (conversation, "notify::updated", G_CALLBACK (conversation_updated_cb),
                           self, G_CONNECT_SWAPPED);
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

  g_signal_handlers_disconnect_by_func (conversation, conversation_updated_cb, self);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
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
