/* natter-folder-list.c: the folders of a profile, those in the trash too, in the order of their
 * positions. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-folder-list.h"

struct _NatterFolderList
{
  GObject    parent_instance;

  GPtrArray *items;   /* of NatterFolder */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterFolderList, natter_folder_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_FOLDER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return NATTER_TYPE_FOLDER;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_FOLDER_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *items = NATTER_FOLDER_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
folder_notify_cb (NatterFolderList *self,
                  GParamSpec       *pspec,
                  NatterFolder     *folder)
{
  g_signal_emit (self, signals[SIGNAL_FOLDER_CHANGED], 0, folder, pspec);
}

static void
natter_folder_list_dispose (GObject *object)
{
  NatterFolderList *self = NATTER_FOLDER_LIST (object);

  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->items, i), self);
  g_ptr_array_set_size (self->items, 0);

  G_OBJECT_CLASS (natter_folder_list_parent_class)->dispose (object);
}

static void
natter_folder_list_finalize (GObject *object)
{
  g_ptr_array_unref (NATTER_FOLDER_LIST (object)->items);

  G_OBJECT_CLASS (natter_folder_list_parent_class)->finalize (object);
}

static void
natter_folder_list_class_init (NatterFolderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_folder_list_dispose;
  object_class->finalize = natter_folder_list_finalize;

  /**
   * NatterFolderList::folder-changed:
   * @self: the list
   * @folder: one of its folders
   * @property: what has changed of it
   */
  signals[SIGNAL_FOLDER_CHANGED] =
    g_signal_new ("folder-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, NATTER_TYPE_FOLDER, G_TYPE_PARAM);
}

static void
natter_folder_list_init (NatterFolderList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * natter_folder_list_new:
 *
 * Returns: (transfer full): an empty list
 */
NatterFolderList *
natter_folder_list_new (void)
{
  return g_object_new (NATTER_TYPE_FOLDER_LIST, NULL);
}

/**
 * natter_folder_list_add:
 * @folder: a folder that is not in the list
 *
 * Puts it where its position wants it, below others of the same position.
 */
void
natter_folder_list_add (NatterFolderList *self,
                        NatterFolder     *folder)
{
  guint index = 0;

  g_return_if_fail (NATTER_IS_FOLDER_LIST (self));
  g_return_if_fail (NATTER_IS_FOLDER (folder));

  for (index = self->items->len; index > 0; index--)
    if (natter_folder_get_position (g_ptr_array_index (self->items, index - 1)) <=
        natter_folder_get_position (folder))
      break;

  g_ptr_array_insert (self->items, (int) index, g_object_ref (folder));
  g_signal_connect_swapped (folder, "notify", G_CALLBACK (folder_notify_cb), self);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 0, 1);
}

/**
 * natter_folder_list_append:
 * @folder: a folder that is not in the list
 *
 * Gives it the last position.
 */
void
natter_folder_list_append (NatterFolderList *self,
                           NatterFolder     *folder)
{
  guint n_items = 0;

  g_return_if_fail (NATTER_IS_FOLDER_LIST (self));

  n_items = self->items->len;
  if (n_items > 0)
    natter_folder_set_position (folder, natter_folder_get_position (
                                  g_ptr_array_index (self->items, n_items - 1)) + 1);
  natter_folder_list_add (self, folder);
}

/**
 * natter_folder_list_remove:
 * @folder: a folder; one that is not in the list is ignored
 */
void
natter_folder_list_remove (NatterFolderList *self,
                           NatterFolder     *folder)
{
  guint index = 0;

  g_return_if_fail (NATTER_IS_FOLDER_LIST (self));

  if (!g_ptr_array_find (self->items, folder, &index))
    return;

  g_signal_handlers_disconnect_by_data (folder, self);
  g_ptr_array_remove_index (self->items, index);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
}

/**
 * natter_folder_list_move:
 * @folder: a folder of the list
 * @index: where it shall stand
 *
 * Moves it, and numbers the positions of all from 0.
 */
void
natter_folder_list_move (NatterFolderList *self,
                         NatterFolder     *folder,
                         guint             index)
{
  guint old = 0;
  guint first = 0;
  guint n_changed = 0;

  g_return_if_fail (NATTER_IS_FOLDER_LIST (self));
  g_return_if_fail (index < self->items->len);
  g_return_if_fail (g_ptr_array_find (self->items, folder, &old));

  if (old == index)
    return;

  g_ptr_array_insert (self->items, (int) index, g_ptr_array_steal_index (self->items, old));
  for (guint i = 0; i < self->items->len; i++)
    natter_folder_set_position (g_ptr_array_index (self->items, i), (int) i);

  first = MIN (old, index);
  n_changed = MAX (old, index) - first + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), first, n_changed, n_changed);
}

/**
 * natter_folder_list_find:
 * @id: (nullable): of a folder
 *
 * Returns: (transfer none) (nullable): the folder, in the trash or not
 */
NatterFolder *
natter_folder_list_find (NatterFolderList *self,
                         const char       *id)
{
  g_return_val_if_fail (NATTER_IS_FOLDER_LIST (self), NULL);

  for (guint i = 0; id && i < self->items->len; i++)
    if (g_str_equal (natter_folder_get_id (g_ptr_array_index (self->items, i)), id))
      return g_ptr_array_index (self->items, i);

  return NULL;
}
