/* natter-sidebar.c: the conversations, and the bars above and below their list. Owned by the
 * window; main thread only.
 *
 * What is selected belongs to the window: a conversation that is not in the list, because it is
 * new and empty, or in another view, stays selected.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar.h"

#include <glib/gi18n-lib.h>

#include "natter-sidebar-menu.h"
#include "natter-sidebar-private.h"

G_DEFINE_FINAL_TYPE (NatterSidebar, natter_sidebar, ADW_TYPE_BIN)

typedef enum
{
  PROP_SELECTED = 1,
  PROP_VIEW,
} NatterSidebarProps;

static GParamSpec *properties[PROP_VIEW + 1];

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_FOUND,
  SIGNAL_SEARCH_ENDED,
  SIGNAL_FOLDER_TOGGLED,
  SIGNAL_EXPORT_ASKED,
  SIGNAL_UNDOABLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_empty_text (NatterSidebar *self)
{
  if (natter_sidebar_is_searching (self))
    return _("Nothing found");

  switch (natter_sidebar_get_view (self))
    {
    case NATTER_SIDEBAR_ARCHIVE:
      return _("Nothing is archived");

    case NATTER_SIDEBAR_TRASH:
      return _("The trash is empty");

    case NATTER_SIDEBAR_CONVERSATIONS:
    default:
      return _("No conversations yet");
    }
}

/**
 * natter_sidebar_update_stack:
 *
 * Shows the list, what was found, or why there is neither.
 */
void
natter_sidebar_update_stack (NatterSidebar *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  gboolean is_trash = natter_sidebar_get_view (self) == NATTER_SIDEBAR_TRASH;
  gboolean has_results = natter_sidebar_shows_results (self);

  gtk_label_set_label (self->empty_label, get_empty_text (self));
  gtk_stack_set_visible_child_name (self->stack, has_results ? "results"
                                                             : n_items > 0 ? "list" : "empty");
  adw_toolbar_view_set_reveal_bottom_bars (ADW_TOOLBAR_VIEW (adw_bin_get_child (ADW_BIN (self))),
                                           !has_results);
  gtk_widget_set_visible (self->trash_bar,
                          is_trash && (n_items > 0 || natter_sidebar_is_searching (self)));
}

static void
update_view (NatterSidebar *self)
{
  NatterSidebarView view = natter_sidebar_get_view (self);
  gboolean is_trash = view == NATTER_SIDEBAR_TRASH;
  const char *label = _("Chats");

  if (view == NATTER_SIDEBAR_ARCHIVE)
    label = C_("where conversations are out of the way", "Archive");
  else if (is_trash)
    label = _("Trash");

  gtk_menu_button_set_label (self->view_button, label);
  gtk_list_view_set_header_factory (self->list_view, is_trash ? NULL : self->header_factory);
  gtk_widget_set_visible (self->new_folder_button, view == NATTER_SIDEBAR_CONVERSATIONS);
  gtk_widget_set_visible (self->archive_button, view == NATTER_SIDEBAR_CONVERSATIONS);
  gtk_widget_set_visible (GTK_WIDGET (self->move_button), view == NATTER_SIDEBAR_CONVERSATIONS);
  gtk_widget_set_visible (self->unarchive_button, view == NATTER_SIDEBAR_ARCHIVE);
  gtk_widget_set_visible (self->trash_button, !is_trash);
  gtk_widget_set_visible (self->restore_button, is_trash);
  gtk_widget_set_visible (self->delete_button, is_trash);
  natter_sidebar_update_stack (self);
}

static void
marks_changed_cb (NatterSidebar *self)
{
  static const char * const names[] = {
    "sidebar.archive", "sidebar.unarchive", "sidebar.trash", "sidebar.restore", "sidebar.delete",
    "sidebar.move", "sidebar.export",
  };
  gboolean is_marking = natter_sidebar_selection_is_marking (self->selection);
  g_autoptr(GPtrArray) marked = natter_sidebar_selection_dup_marked (self->selection);
  gboolean can_act = !is_marking || marked->len > 0;
  g_autofree char *text = NULL;

  text = marked->len > 0 ? g_strdup_printf (ngettext ("%u selected", "%u selected", marked->len),
                                            marked->len)
                         : g_strdup (_("Select Conversations"));
  gtk_label_set_label (self->marked_label, text);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], can_act);
  gtk_widget_set_sensitive (GTK_WIDGET (self->move_button), can_act);
}

static void
marking_cb (NatterSidebar *self)
{
  gboolean is_marking = natter_sidebar_selection_is_marking (self->selection);

  gtk_stack_set_visible_child_name (self->top, is_marking ? "marking" : "search");
  gtk_stack_set_visible_child_name (self->bottom, is_marking ? "marking" : "views");
}

static void
selected_cb (NatterSidebar *self)
{
  NatterConversation *selected = natter_sidebar_get_selected (self);

  if (selected)
    natter_conversation_set_unread (selected, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* What is looked at is read, in whichever window. */
static void
conversation_changed_cb (NatterSidebar      *self,
                         NatterConversation *conversation,
                         GParamSpec         *pspec)
{
  if (g_str_equal (pspec->name, "unread") && conversation == natter_sidebar_get_selected (self))
    natter_conversation_set_unread (conversation, FALSE);
}

static void
make_move_menu_cb (GtkMenuButton *button,
                   gpointer       data)
{
  NatterSidebar *self = data;
  g_autoptr(GMenuModel) menu = natter_sidebar_menu_new_move (self->folders, "");

  gtk_menu_button_set_menu_model (button, menu);
}

/**
 * natter_sidebar_choose:
 * @conversation: what was chosen
 *
 * Selects it, and tells that it was chosen, even if it was selected before.
 */
void
natter_sidebar_choose (NatterSidebar      *self,
                       NatterConversation *conversation)
{
  natter_sidebar_set_selected (self, conversation);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, conversation);
}

/**
 * natter_sidebar_tell_found:
 * @conversation: in which something was found
 * @message_id: the message in which it is
 * @query: what was looked for
 */
void
natter_sidebar_tell_found (NatterSidebar      *self,
                           NatterConversation *conversation,
                           const char         *message_id,
                           NatterSearchQuery  *query)
{
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, conversation, message_id, query);
}

/**
 * natter_sidebar_tell_search_ended:
 * @from: (nullable): who gets the focus now
 */
void
natter_sidebar_tell_search_ended (NatterSidebar *self,
                                  GtkWidget     *from)
{
  g_signal_emit (self, signals[SIGNAL_SEARCH_ENDED], 0, from);
}

/**
 * natter_sidebar_offer:
 * @undo: the way back from what was done
 */
void
natter_sidebar_offer (NatterSidebar *self,
                      NatterUndo    *undo)
{
  g_signal_emit (self, signals[SIGNAL_UNDOABLE], 0, undo);
}

void
natter_sidebar_ask_export (NatterSidebar *self,
                           GPtrArray     *conversations)
{
  g_signal_emit (self, signals[SIGNAL_EXPORT_ASKED], 0, conversations);
}

static gboolean
natter_sidebar_grab_focus (GtkWidget *widget)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  guint position = 0;

  if (natter_sidebar_list_take_back_focus (self))
    return TRUE;
  if (natter_sidebar_shows_results (self) && gtk_widget_grab_focus (GTK_WIDGET (self->results)))
    return TRUE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));

  natter_sidebar_model_find (self->model, natter_sidebar_get_selected (self), &position);
  natter_sidebar_list_focus (self, position);

  return TRUE;
}

static void
natter_sidebar_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);

  GTK_WIDGET_CLASS (natter_sidebar_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover)
    gtk_popover_present (self->popover);
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
    case PROP_SELECTED:
      g_value_set_object (value, natter_sidebar_get_selected (self));
      break;

    case PROP_VIEW:
      g_value_set_enum (value, (int) natter_sidebar_get_view (self));
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
    case PROP_SELECTED:
      natter_sidebar_set_selected (self, g_value_get_object (value));
      break;

    case PROP_VIEW:
      natter_sidebar_set_view (self, (NatterSidebarView) g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_sidebar_dispose (GObject *object)
{
  NatterSidebar *self = NATTER_SIDEBAR (object);

  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_handle_id (&self->search_id, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_weak_pointer (&self->search_from);
  if (self->popover)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_SIDEBAR);
  g_clear_object (&self->target);
  g_clear_object (&self->conversations);
  g_clear_object (&self->folders);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (natter_sidebar_parent_class)->dispose (object);
}

static void
natter_sidebar_finalize (GObject *object)
{
  g_ptr_array_unref (NATTER_SIDEBAR (object)->headers);

  G_OBJECT_CLASS (natter_sidebar_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, top);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, marked_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, trash_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, empty_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, scroller);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, list_view);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, header_factory);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, bottom);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, view_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, new_folder_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, archive_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, unarchive_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, move_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, trash_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, restore_button);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, delete_button);
  natter_sidebar_list_bind_template (widget_class);
  natter_sidebar_search_bind_template (widget_class);
}

static void
install_signals (NatterSidebarClass *klass)
{
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_CONVERSATION);
  signals[SIGNAL_FOUND] =
    g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 3, NATTER_TYPE_CONVERSATION, G_TYPE_STRING,
                  NATTER_TYPE_SEARCH_QUERY);
  signals[SIGNAL_SEARCH_ENDED] =
    g_signal_new ("search-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
  signals[SIGNAL_FOLDER_TOGGLED] =
    g_signal_new ("folder-toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EXPORT_ASKED] =
    g_signal_new ("export-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_UNDOABLE] =
    g_signal_new ("undoable", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_UNDO);
}

static void
natter_sidebar_class_init (NatterSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_sidebar_get_property;
  object_class->set_property = natter_sidebar_set_property;
  object_class->dispose = natter_sidebar_dispose;
  object_class->finalize = natter_sidebar_finalize;
  widget_class->grab_focus = natter_sidebar_grab_focus;
  widget_class->size_allocate = natter_sidebar_size_allocate;

  properties[PROP_SELECTED] =
    g_param_spec_object ("selected", NULL, NULL, NATTER_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VIEW] =
    g_param_spec_enum ("view", NULL, NULL, NATTER_TYPE_SIDEBAR_VIEW, NATTER_SIDEBAR_CONVERSATIONS,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  install_signals (klass);
  bind_template (widget_class);
  natter_sidebar_install_actions (widget_class);
}

static void
natter_sidebar_init (NatterSidebar *self)
{
  self->headers = g_ptr_array_new ();
  self->model = natter_sidebar_model_new ();
  self->selection = natter_sidebar_selection_new (self->model);
  gtk_widget_init_template (GTK_WIDGET (self));

  natter_sidebar_list_set_up (self);
  natter_sidebar_drag_set_up (self);
  gtk_menu_button_set_create_popup_func (self->move_button, make_move_menu_cb, self, NULL);

  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (natter_sidebar_update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::marking", G_CALLBACK (marking_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "marks-changed", G_CALLBACK (marks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update_view (self);
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

  if (self->conversations == conversations)
    return;

  if (self->conversations)
    g_signal_handlers_disconnect_by_data (self->conversations, self);
  g_set_object (&self->conversations, conversations);
  if (conversations)
    g_signal_connect_object (conversations, "conversation-changed",
                             G_CALLBACK (conversation_changed_cb), self, G_CONNECT_SWAPPED);
  natter_sidebar_model_set_conversations (self->model, conversations);
}

/**
 * natter_sidebar_set_folders:
 * @self: the sidebar
 * @folders: (nullable): the folders that it shows
 */
void
natter_sidebar_set_folders (NatterSidebar    *self,
                            NatterFolderList *folders)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));
  g_return_if_fail (!folders || NATTER_IS_FOLDER_LIST (folders));

  if (g_set_object (&self->folders, folders))
    natter_sidebar_model_set_folders (self->model, folders);
}

/**
 * natter_sidebar_set_today:
 * @self: the sidebar
 * @today: what the days are counted from; the computer's clock if it is never set
 */
void
natter_sidebar_set_today (NatterSidebar *self,
                          NatterToday   *today)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));

  natter_sidebar_model_set_today (self->model, today);
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

  return natter_sidebar_selection_get_selected (self->selection);
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

  natter_sidebar_selection_set_selected (self->selection, conversation);
}

NatterSidebarView
natter_sidebar_get_view (NatterSidebar *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR (self), NATTER_SIDEBAR_CONVERSATIONS);

  return natter_sidebar_model_get_view (self->model);
}

/**
 * natter_sidebar_set_view:
 * @self: the sidebar
 * @view: what it lists
 */
void
natter_sidebar_set_view (NatterSidebar     *self,
                         NatterSidebarView  view)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));

  if (natter_sidebar_get_view (self) == view)
    return;

  natter_sidebar_selection_set_marking (self->selection, FALSE);
  natter_sidebar_model_set_view (self->model, view);
  natter_sidebar_update_search (self);
  natter_sidebar_list_refresh (self);
  update_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/* Returns (transfer full): the ids of the folders whose conversations are not shown. */
char **
natter_sidebar_dup_closed_folders (NatterSidebar *self)
{
  return natter_sidebar_model_dup_all_collapsed (self->model);
}

void
natter_sidebar_set_closed_folders (NatterSidebar      *self,
                                   const char * const *ids)
{
  natter_sidebar_model_set_all_collapsed (self->model, ids);
}

void
natter_sidebar_tell_toggled (NatterSidebar *self)
{
  g_signal_emit (self, signals[SIGNAL_FOLDER_TOGGLED], 0);
}

/**
 * natter_sidebar_get_neighbour:
 * @self: the sidebar
 * @step: 1 for the next conversation in the list, -1 for the one before
 *
 * Returns: (transfer none) (nullable): the neighbour of the selected conversation; of none that is
 *   in the list, the first
 */
NatterConversation *
natter_sidebar_get_neighbour (NatterSidebar *self,
                              int            step)
{
  GListModel *list = G_LIST_MODEL (self->selection);
  guint position = 0;

  g_return_val_if_fail (NATTER_IS_SIDEBAR (self), NULL);

  if (natter_sidebar_model_find (self->model, natter_sidebar_get_selected (self), &position))
    position += (guint) step;
  else if (step < 0)
    return NULL;

  /* below the first it is a very high number */
  for (; position < g_list_model_get_n_items (list); position += (guint) step)
    {
      g_autoptr(GObject) item = g_list_model_get_item (list, position);

      if (NATTER_IS_CONVERSATION (item) &&
          !natter_conversation_is_trashed (NATTER_CONVERSATION (item)))
        return NATTER_CONVERSATION (item);
    }

  return NULL;
}
