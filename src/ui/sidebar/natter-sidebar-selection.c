/* natter-sidebar-selection.c: what is selected in the sidebar, by item and not by position, so that
 * it stays what it is wherever its row goes.
 *
 * There are two ways to select. As a rule one conversation is selected: the one that the window
 * shows, which need not have a row. While marking, any number are, and a click or Space changes one
 * of them; the arrow keys, which select the row that they come to, then only move the focus. What
 * asks for more than one row, as Ctrl with a click, Shift with an arrow or Ctrl+A do, begins the
 * marking. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-selection.h"

struct _NatterSidebarSelection
{
  GObject             parent_instance;

  NatterSidebarModel *model;
  NatterConversation *selected;
  GHashTable         *marks;        /* of NatterConversation */
  gboolean            is_marking;
};

static void list_model_init (GListModelInterface *iface);
static void section_model_init (GtkSectionModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterSidebarSelection, natter_sidebar_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                      selection_model_init))

typedef enum
{
  PROP_SELECTED = 1,
  PROP_MARKING,
} NatterSidebarSelectionProps;

static GParamSpec *properties[PROP_MARKING + 1];

enum
{
  SIGNAL_MARKS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GListModel *
get_list (gpointer self)
{
  return G_LIST_MODEL (NATTER_SIDEBAR_SELECTION (self)->model);
}

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (get_list (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (get_list (model), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_section (GtkSectionModel *model,
             guint            position,
             guint           *start,
             guint           *end)
{
  gtk_section_model_get_section (GTK_SECTION_MODEL (get_list (model)), position, start, end);
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

static void
tell_all (NatterSidebarSelection *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self));

  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

static void
tell_item (NatterSidebarSelection *self,
           gpointer                item)
{
  guint position = 0;

  if (natter_sidebar_model_find (self->model, item, &position))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
}

/* Folders are not selected. Returns: (transfer full) (nullable) */
static NatterConversation *
get_conversation (NatterSidebarSelection *self,
                  guint                   position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self), position);

  return NATTER_IS_CONVERSATION (item) ? NATTER_CONVERSATION (g_steal_pointer (&item)) : NULL;
}

static gboolean
set_mark (NatterSidebarSelection *self,
          NatterConversation     *conversation,
          gboolean                is_marked)
{
  return is_marked ? g_hash_table_add (self->marks, g_object_ref (conversation))
                   : g_hash_table_remove (self->marks, conversation);
}

static void
marks_changed (NatterSidebarSelection *self)
{
  g_signal_emit (self, signals[SIGNAL_MARKS_CHANGED], 0);
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (model);
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self), position);

  return item && (self->is_marking ? g_hash_table_contains (self->marks, item)
                                   : item == (gpointer) self->selected);
}

/* Begins with the open conversation, which is selected already. */
static void
begin_marking (NatterSidebarSelection *self)
{
  if (self->is_marking)
    return;

  if (natter_sidebar_model_find (self->model, self->selected, NULL))
    set_mark (self, self->selected, TRUE);
  natter_sidebar_selection_set_marking (self, TRUE);
}

static gboolean
mark (NatterSidebarSelection *self,
      guint                   position,
      gboolean                is_marked)
{
  g_autoptr(NatterConversation) conversation = get_conversation (self, position);

  if (!conversation)
    return FALSE;

  begin_marking (self);
  if (set_mark (self, conversation, is_marked))
    {
      gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
      marks_changed (self);
    }

  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (model);
  g_autoptr(NatterConversation) conversation = NULL;

  if (!unselect_rest)
    return mark (self, position, TRUE);
  if (self->is_marking)
    return TRUE;

  /* what is in the trash is not opened */
  conversation = get_conversation (self, position);
  if (!conversation || natter_conversation_is_trashed (conversation))
    return FALSE;

  natter_sidebar_selection_set_selected (self, conversation);

  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (model);

  if (self->is_marking)
    return mark (self, position, FALSE);

  begin_marking (self);

  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (model);
  GtkBitsetIter iter;
  guint position = 0;
  gboolean valid = FALSE;

  if (!self->is_marking && gtk_bitset_is_empty (selected))
    return FALSE;

  for (valid = gtk_bitset_iter_init_first (&iter, mask, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(NatterConversation) conversation = get_conversation (self, position);

      if (conversation)
        set_mark (self, conversation, gtk_bitset_contains (selected, position));
    }

  natter_sidebar_selection_set_marking (self, TRUE);
  tell_all (self);
  marks_changed (self);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->set_selection = set_selection;
}

static void
items_changed_cb (NatterSidebarSelection *self,
                  guint                   position,
                  guint                   n_removed,
                  guint                   n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (self->is_marking)
    marks_changed (self);
}

static void
sections_changed_cb (NatterSidebarSelection *self,
                     guint                   position,
                     guint                   n_items)
{
  gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), position, n_items);
}

static void
natter_sidebar_selection_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (object);

  switch ((NatterSidebarSelectionProps) prop_id)
    {
    case PROP_SELECTED:
      g_value_set_object (value, natter_sidebar_selection_get_selected (self));
      break;

    case PROP_MARKING:
      g_value_set_boolean (value, natter_sidebar_selection_is_marking (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_sidebar_selection_dispose (GObject *object)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (object);

  g_hash_table_remove_all (self->marks);
  g_clear_object (&self->selected);

  G_OBJECT_CLASS (natter_sidebar_selection_parent_class)->dispose (object);
}

static void
natter_sidebar_selection_finalize (GObject *object)
{
  NatterSidebarSelection *self = NATTER_SIDEBAR_SELECTION (object);

  g_hash_table_unref (self->marks);
  g_object_unref (self->model);

  G_OBJECT_CLASS (natter_sidebar_selection_parent_class)->finalize (object);
}

static void
natter_sidebar_selection_class_init (NatterSidebarSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_sidebar_selection_get_property;
  object_class->dispose = natter_sidebar_selection_dispose;
  object_class->finalize = natter_sidebar_selection_finalize;

  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, NATTER_TYPE_CONVERSATION,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MARKING] =
    g_param_spec_boolean ("marking", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_MARKS_CHANGED] =
    g_signal_new ("marks-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_sidebar_selection_init (NatterSidebarSelection *self)
{
  self->marks = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * natter_sidebar_selection_new:
 * @model: the rows
 *
 * Returns: (transfer full): a selection of nothing
 */
NatterSidebarSelection *
natter_sidebar_selection_new (NatterSidebarModel *model)
{
  NatterSidebarSelection *self = g_object_new (NATTER_TYPE_SIDEBAR_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "sections-changed", G_CALLBACK (sections_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_sidebar_selection_get_selected:
 *
 * Returns: (transfer none) (nullable): the conversation that the window shows
 */
NatterConversation *
natter_sidebar_selection_get_selected (NatterSidebarSelection *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_SELECTION (self), NULL);

  return self->selected;
}

void
natter_sidebar_selection_set_selected (NatterSidebarSelection *self,
                                       NatterConversation     *selected)
{
  g_autoptr(NatterConversation) old = NULL;

  g_return_if_fail (NATTER_IS_SIDEBAR_SELECTION (self));

  g_set_object (&old, self->selected);
  if (!g_set_object (&self->selected, selected))
    return;

  if (!self->is_marking)
    {
      tell_item (self, old);
      tell_item (self, selected);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

gboolean
natter_sidebar_selection_is_marking (NatterSidebarSelection *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_SELECTION (self), FALSE);

  return self->is_marking;
}

/**
 * natter_sidebar_selection_set_marking:
 * @is_marking: whether rows are marked; nothing is any more when that ends
 */
void
natter_sidebar_selection_set_marking (NatterSidebarSelection *self,
                                      gboolean                is_marking)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_SELECTION (self));

  if (self->is_marking == !!is_marking)
    return;

  self->is_marking = !!is_marking;
  if (!is_marking)
    g_hash_table_remove_all (self->marks);
  tell_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARKING]);
  marks_changed (self);
}

/**
 * natter_sidebar_selection_dup_marked:
 *
 * Returns: (transfer full) (element-type NatterConversation): what is marked and can be seen, from
 *   the top down; nobody means what a search or a closed folder hides
 */
GPtrArray *
natter_sidebar_selection_dup_marked (NatterSidebarSelection *self)
{
  GPtrArray *marked = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = 0;

  g_return_val_if_fail (NATTER_IS_SIDEBAR_SELECTION (self), marked);

  if (g_hash_table_size (self->marks) > 0)
    n_items = g_list_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(NatterConversation) conversation = get_conversation (self, i);

      if (conversation && g_hash_table_contains (self->marks, conversation))
        g_ptr_array_add (marked, g_steal_pointer (&conversation));
    }

  return marked;
}
