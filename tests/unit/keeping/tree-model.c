/* tree-model.c: what conversations must be after all that was done with them. It looks at every
 * message for each answer, and remembers nothing that it could ask.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tree-model.h"

#define NONE TREE_MODEL_NONE

static void
item_free (TreeItem *item)
{
  g_free (item->id);
  g_free (item->text);
  g_ptr_array_unref (item->former);
  g_free (item);
}

static void
top_free (TreeTop *top)
{
  g_free (top->id);
  g_free (top->title);
  g_free (top);
}

TreeModel *
tree_model_new (void)
{
  TreeModel *self = g_new0 (TreeModel, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->tops = g_ptr_array_new_with_free_func ((GDestroyNotify) top_free);

  return self;
}

void
tree_model_free (TreeModel *self)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->tops);
  g_free (self);
}

TreeItem *
tree_model_get (TreeModel *self,
                guint      item)
{
  return g_ptr_array_index (self->items, item);
}

TreeTop *
tree_model_get_top (TreeModel *self,
                    guint      conversation)
{
  return g_ptr_array_index (self->tops, conversation);
}

guint
tree_model_add_top (TreeModel          *self,
                    NatterConversation *conversation)
{
  TreeTop *top = g_new0 (TreeTop, 1);

  top->id = g_strdup (natter_conversation_get_id (conversation));
  top->title = g_strdup (natter_conversation_get_title (conversation));
  top->chosen = NONE;
  g_ptr_array_add (self->tops, top);

  return self->tops->len - 1;
}

static guint *
get_chosen (TreeModel *self,
            guint      conversation,
            guint      parent)
{
  return parent == NONE ? &tree_model_get_top (self, conversation)->chosen
                        : &tree_model_get (self, parent)->chosen;
}

guint
tree_model_add (TreeModel     *self,
                guint          conversation,
                guint          parent,
                NatterMessage *message)
{
  TreeItem *item = g_new0 (TreeItem, 1);

  item->id = g_strdup (natter_message_get_id (message));
  item->conversation = conversation;
  item->parent = parent;
  item->chosen = item->trashed = NONE;
  item->role = natter_message_get_role (message);
  item->text = g_strdup (natter_message_get_text (message));
  item->former = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->items, item);
  *get_chosen (self, conversation, parent) = self->items->len - 1;

  return self->items->len - 1;
}

void
tree_model_edit (TreeModel  *self,
                 guint       item,
                 const char *text)
{
  TreeItem *edited = tree_model_get (self, item);

  g_ptr_array_add (edited->former, g_steal_pointer (&edited->text));
  edited->text = g_strdup (text);
}

void
tree_model_show (TreeModel *self,
                 guint      item)
{
  while (item != NONE)
    {
      TreeItem *shown = tree_model_get (self, item);

      *get_chosen (self, shown->conversation, shown->parent) = item;
      item = shown->parent;
    }
}

static gboolean
is_below (TreeModel *self,
          guint      item,
          guint      top)
{
  while (item != NONE && item != top)
    item = tree_model_get (self, item)->parent;

  return item == top;
}

void
tree_model_trash (TreeModel *self,
                  guint      item,
                  gboolean   branch)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      gboolean goes = branch ? is_below (self, i, item) : i == item;

      if (goes && tree_model_get (self, i)->trashed == NONE)
        tree_model_get (self, i)->trashed = item;
    }
}

void
tree_model_untrash (TreeModel *self,
                    guint      item)
{
  for (guint i = 0; i < self->items->len; i++)
    if (tree_model_get (self, i)->trashed == item)
      tree_model_get (self, i)->trashed = NONE;
}

static gboolean
is_child (TreeModel *self,
          guint      item,
          guint      conversation,
          guint      parent)
{
  return tree_model_get (self, item)->conversation == conversation &&
         tree_model_get (self, item)->parent == parent;
}

/* What is read after a message: its chosen child; one in the trash is passed over. Where nothing
 * is left of it, the last child of which something is. */
static guint
find_next (TreeModel *self,
           guint      conversation,
           guint      parent)
{
  guint chosen = *get_chosen (self, conversation, parent);
  guint next = NONE;

  if (chosen != NONE)
    next = tree_model_get (self, chosen)->trashed == NONE ? chosen
                                                          : find_next (self, conversation, chosen);

  for (guint i = self->items->len; next == NONE && i > 0; i--)
    if (is_child (self, i - 1, conversation, parent))
      next = tree_model_get (self, i - 1)->trashed == NONE ? i - 1
                                                           : find_next (self, conversation, i - 1);

  return next;
}

GArray *
tree_model_dup_path (TreeModel *self,
                     guint      conversation)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint item = find_next (self, conversation, NONE); item != NONE;
       item = find_next (self, conversation, item))
    g_array_append_val (path, item);

  return path;
}

/* The nearest one above that is not in the trash. */
static guint
find_above (TreeModel *self,
            guint      item)
{
  item = tree_model_get (self, item)->parent;
  while (item != NONE && tree_model_get (self, item)->trashed != NONE)
    item = tree_model_get (self, item)->parent;

  return item;
}

GArray *
tree_model_dup_siblings (TreeModel *self,
                         guint      item)
{
  GArray *siblings = g_array_new (FALSE, FALSE, sizeof (guint));
  guint above = find_above (self, item);

  for (guint i = 0; i < self->items->len; i++)
    if (tree_model_get (self, i)->conversation == tree_model_get (self, item)->conversation &&
        tree_model_get (self, i)->trashed == NONE && find_above (self, i) == above)
      g_array_append_val (siblings, i);

  return siblings;
}
