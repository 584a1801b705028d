/* natter-sidebar.c: the conversations, newest first. Owned by the window; main thread only.
 *
 * What is selected belongs to the window: a conversation that is not in the list, because it is
 * new and empty, or out of it for a moment while the list is sorted anew, stays selected.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar.h"

#include "natter-sidebar-row.h"

struct _NatterSidebar
{
  AdwBin parent_instance;

  NatterConversationList *conversations;
  NatterConversation *selected;
  gboolean syncing;

  GtkStack *stack;
  GtkListView *list_view;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (NatterSidebar, natter_sidebar, ADW_TYPE_BIN)

typedef enum
{
  PROP_CONVERSATIONS = 1,
  PROP_SELECTED,
} NatterSidebarProps;

static GParamSpec *properties[PROP_SELECTED + 1];

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Makes the list show what is selected. The list's own notification is not the user's choice
 * then. */
static void
sync_selection (NatterSidebar *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->conversations && self->selected)
    if (!natter_conversation_list_find (self->conversations, self->selected, &position))
      position = GTK_INVALID_LIST_POSITION;

  /* what the user may not do, nothing selected, the window may */
  self->syncing = TRUE;
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_single_selection_set_can_unselect (self->selection, FALSE);
  self->syncing = FALSE;
}

static void
update_stack (NatterSidebar *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  gtk_stack_set_visible_child_name (self->stack, n_items > 0 ? "list" : "empty");
}

static void
items_changed_cb (NatterSidebar *self)
{
  update_stack (self);

  if (gtk_single_selection_get_selected_item (self->selection) != (gpointer) self->selected)
    sync_selection (self);
}

static void
selected_item_cb (NatterSidebar *self)
{
  NatterConversation *item = gtk_single_selection_get_selected_item (self->selection);

  /* no item: it left the list, which is for items_changed_cb () */
  if (!self->syncing && item)
    natter_sidebar_set_selected (self, item);
}

static void
choose (NatterSidebar      *self,
        NatterConversation *conversation)
{
  natter_sidebar_set_selected (self, conversation);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, conversation);
}

static void
activate_cb (NatterSidebar *self,
             guint          position)
{
  g_autoptr(NatterConversation) conversation =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (conversation)
    choose (self, conversation);
}

static void
row_clicked_cb (NatterSidebar    *self,
                NatterSidebarRow *row)
{
  g_autoptr(NatterConversation) conversation = NULL;

  if (g_set_object (&conversation, natter_sidebar_row_get_conversation (row)))
    choose (self, conversation);
}

static void
row_export_cb (NatterSidebar    *self,
               NatterSidebarRow *row)
{
  row_clicked_cb (self, row);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.export", NULL);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          NatterSidebar            *self)
{
  NatterSidebarRow *row = natter_sidebar_row_new ();

  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "export", G_CALLBACK (row_export_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (row, "title", list_item, "accessible-label", G_BINDING_DEFAULT);
  g_object_bind_property (row, "status", list_item, "accessible-description", G_BINDING_DEFAULT);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         NatterSidebar            *self)
{
  NatterSidebarRow *row = NATTER_SIDEBAR_ROW (gtk_list_item_get_child (list_item));

  natter_sidebar_row_set_conversation (row, gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           NatterSidebar            *self)
{
  NatterSidebarRow *row = NATTER_SIDEBAR_ROW (gtk_list_item_get_child (list_item));

  natter_sidebar_row_set_conversation (row, NULL);
}

/* The focus is on the list's own wrapper of a row, above the row. */
static void
menu_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  GtkWidget *item = gtk_widget_get_focus_child (GTK_WIDGET (self->list_view));
  GtkWidget *row = item ? gtk_widget_get_first_child (item) : NULL;

  if (NATTER_IS_SIDEBAR_ROW (row))
    natter_sidebar_row_popup_menu (NATTER_SIDEBAR_ROW (row));
}

static gboolean
natter_sidebar_grab_focus (GtkWidget *widget)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;

  gtk_list_view_scroll_to (self->list_view, position == GTK_INVALID_LIST_POSITION ? 0 : position,
                           GTK_LIST_SCROLL_FOCUS, NULL);
  return gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
natter_sidebar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  NatterSidebar *self = NATTER_SIDEBAR (object);

  switch ((NatterSidebarProps) prop_id)
    {
    case PROP_CONVERSATIONS:
      g_value_set_object (value, self->conversations);
      break;

    case PROP_SELECTED:
      g_value_set_object (value, natter_sidebar_get_selected (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_sidebar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  NatterSidebar *self = NATTER_SIDEBAR (object);

  switch ((NatterSidebarProps) prop_id)
    {
    case PROP_CONVERSATIONS:
      natter_sidebar_set_conversations (self, g_value_get_object (value));
      break;

    case PROP_SELECTED:
      natter_sidebar_set_selected (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_sidebar_dispose (GObject *object)
{
  NatterSidebar *self = NATTER_SIDEBAR (object);

  self->syncing = TRUE;
  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_SIDEBAR);
  g_clear_object (&self->conversations);
  g_clear_object (&self->selected);

  G_OBJECT_CLASS (natter_sidebar_parent_class)->dispose (object);
}

static void
natter_sidebar_class_init (NatterSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_sidebar_get_property;
  object_class->set_property = natter_sidebar_set_property;
  object_class->dispose = natter_sidebar_dispose;
  widget_class->grab_focus = natter_sidebar_grab_focus;

  properties[PROP_CONVERSATIONS] =
    g_param_spec_object ("conversations", NULL, NULL, NATTER_TYPE_CONVERSATION_LIST,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, NATTER_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_CONVERSATION);

  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, list_view);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
natter_sidebar_init (NatterSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* after the list view, which must know of new rows before one of them is selected */
  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (selected_item_cb), self, G_CONNECT_SWAPPED);
}

/**
 * natter_sidebar_set_conversations:
 * @self: the sidebar
 * @conversations: (nullable): what it lists
 */
void
natter_sidebar_set_conversations (NatterSidebar          *self,
                                  NatterConversationList *conversations)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));
  g_return_if_fail (!conversations || NATTER_IS_CONVERSATION_LIST (conversations));

  if (!g_set_object (&self->conversations, conversations))
    return;

  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (conversations));
  update_stack (self);
  sync_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATIONS]);
}

/**
 * natter_sidebar_get_selected:
 * @self: the sidebar
 *
 * Returns: (transfer none) (nullable): the conversation that the window shows
 */
NatterConversation *
natter_sidebar_get_selected (NatterSidebar *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR (self), NULL);

  return self->selected;
}

/**
 * natter_sidebar_set_selected:
 * @self: the sidebar
 * @conversation: (nullable): the conversation that the window shows
 *
 * Marks its row. It need not be in the list, or not yet.
 */
void
natter_sidebar_set_selected (NatterSidebar      *self,
                             NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));
  g_return_if_fail (!conversation || NATTER_IS_CONVERSATION (conversation));

  if (!g_set_object (&self->selected, conversation))
    return;

  sync_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}
