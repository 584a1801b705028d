/* natter-sidebar-actions.c: what can be done with conversations and folders in the sidebar. While
 * rows are marked it is done to them, else to the row whose menu was opened or that has the focus.
 * What takes something away is offered back by the signal "undoable". Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-private.h"

#include <glib/gi18n-lib.h>

#include "natter-sidebar-change.h"

/* Returns: (transfer full) (element-type NatterConversation): what an action is about */
static GPtrArray *
dup_targets (NatterSidebar *self)
{
  GPtrArray *targets = NULL;

  if (natter_sidebar_selection_is_marking (self->selection))
    return natter_sidebar_selection_dup_marked (self->selection);

  targets = g_ptr_array_new_with_free_func (g_object_unref);
  if (NATTER_IS_CONVERSATION (self->target))
    g_ptr_array_add (targets, g_object_ref (self->target));

  return targets;
}

/* Returns: (transfer none) (nullable): the folder that an action is about */
static NatterFolder *
get_target_folder (NatterSidebar *self)
{
  if (natter_sidebar_selection_is_marking (self->selection) || !NATTER_IS_FOLDER (self->target))
    return NULL;

  return NATTER_FOLDER (self->target);
}

/* After a change the row may be gone: whoever was in the list stays in it, at the same place. */
static void
end_change (NatterSidebar *self,
            NatterUndo    *undo,
            gboolean       had_focus,
            guint          position)
{
  natter_sidebar_selection_set_marking (self->selection, FALSE);
  natter_sidebar_model_flush (self->model);
  if (had_focus)
    natter_sidebar_list_focus (self, position);
  if (undo)
    natter_sidebar_offer (self, undo);
}

/* Returns: whether the list has the focus, and then where */
static gboolean
get_focus (NatterSidebar *self,
           guint         *position)
{
  g_autoptr(GObject) item = natter_sidebar_list_dup_focused (self);

  return natter_sidebar_model_find (self->model, item, position);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  natter_sidebar_list_popup_menu (NATTER_SIDEBAR (widget));
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);

  if (self->target)
    natter_sidebar_list_rename (self, self->target);
}

static void
pin_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  g_autoptr(GPtrArray) targets = dup_targets (self);

  natter_sidebar_change_pin (targets, g_str_equal (name, "sidebar.pin"));
  natter_sidebar_model_flush (self->model);
}

static void
archive_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  g_autoptr(GPtrArray) targets = dup_targets (self);
  g_autoptr(NatterUndo) undo = NULL;
  guint position = 0;
  gboolean had_focus = get_focus (self, &position);

  undo = natter_sidebar_change_archive (targets, g_str_equal (name, "sidebar.archive"));
  end_change (self, undo, had_focus, position);
}

static void
trash_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  NatterFolder *folder = get_target_folder (self);
  g_autoptr(GPtrArray) targets = dup_targets (self);
  g_autoptr(NatterUndo) undo = NULL;
  gboolean trash = g_str_equal (name, "sidebar.trash");
  guint position = 0;
  gboolean had_focus = get_focus (self, &position);

  undo = folder ? natter_sidebar_change_trash_folder (folder, trash)
                : natter_sidebar_change_trash (targets, trash);
  end_change (self, undo, had_focus, position);
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  NatterFolder *folder = self->folders ? natter_folder_list_find (self->folders, id) : NULL;
  g_autoptr(GPtrArray) targets = dup_targets (self);
  g_autoptr(NatterUndo) undo = NULL;
  guint position = 0;
  gboolean had_focus = get_focus (self, &position);

  undo = natter_sidebar_change_move (targets, folder);
  end_change (self, undo, had_focus, position);
}

/* The new folder asks for its name in its place. The button makes an empty one. */
static void
new_folder_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  g_autoptr(GPtrArray) targets = NULL;
  g_autoptr(NatterFolder) folder = natter_folder_new (_("New Folder"));
  g_autoptr(NatterUndo) undo = NULL;
  guint position = 0;

  if (!self->folders)
    return;

  if (g_str_equal (name, "sidebar.move-to-new"))
    targets = dup_targets (self);

  natter_sidebar_set_view (self, NATTER_SIDEBAR_CONVERSATIONS);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  natter_folder_list_append (self->folders, folder);
  if (targets)
    undo = natter_sidebar_change_move (targets, folder);
  natter_sidebar_selection_set_marking (self->selection, FALSE);
  natter_sidebar_model_flush (self->model);
  if (natter_sidebar_model_find (self->model, folder, &position))
    {
      natter_sidebar_list_focus (self, position);
      natter_sidebar_list_rename (self, folder);
    }
  if (undo)
    natter_sidebar_offer (self, undo);
}

/* Returns: (transfer full) (element-type NatterConversation): what is in a folder */
static GPtrArray *
dup_content (NatterSidebar *self,
             NatterFolder  *folder)
{
  GPtrArray *content = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *all = G_LIST_MODEL (self->conversations);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (all, i);

      if (!natter_conversation_is_trashed (conversation) &&
          g_strcmp0 (natter_conversation_get_folder_id (conversation),
                     natter_folder_get_id (folder)) == 0)
        g_ptr_array_add (content, g_steal_pointer (&conversation));
    }

  return content;
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  NatterFolder *folder = get_target_folder (self);
  g_autoptr(GPtrArray) targets = folder ? dup_content (self, folder) : dup_targets (self);

  if (folder || natter_sidebar_selection_is_marking (self->selection))
    {
      natter_sidebar_selection_set_marking (self->selection, FALSE);
      natter_sidebar_ask_export (self, targets);
      return;
    }
  if (!NATTER_IS_CONVERSATION (self->target))
    return;

  natter_sidebar_choose (self, NATTER_CONVERSATION (self->target));
  gtk_widget_activate_action (widget, "win.export", NULL);
}

static void
colour_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterFolder *folder = get_target_folder (NATTER_SIDEBAR (widget));
  const char *colour = g_variant_get_string (parameter, NULL);

  if (folder)
    natter_folder_set_colour (folder, *colour ? colour : NULL);
}

static void
emoji_picked_cb (NatterFolder *folder,
                 const char   *emoji)
{
  natter_folder_set_emoji (folder, emoji);
}

static void
emoji_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  NatterFolder *folder = get_target_folder (self);
  GtkWidget *row = folder ? natter_sidebar_list_find_row (self, folder) : NULL;
  GtkWidget *chooser = NULL;

  if (!row)
    return;

  chooser = gtk_emoji_chooser_new ();
  g_signal_connect_object (chooser, "emoji-picked", G_CALLBACK (emoji_picked_cb), folder,
                           G_CONNECT_SWAPPED);
  natter_sidebar_list_show_popover (self, GTK_POPOVER (chooser), row,
                                    gtk_widget_get_width (row) / 2.0,
                                    gtk_widget_get_height (row));
}

static void
remove_emoji_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  NatterFolder *folder = get_target_folder (NATTER_SIDEBAR (widget));

  if (folder)
    natter_folder_set_emoji (folder, NULL);
}

/* What is removed for good; each is asked about before. */
typedef struct
{
  NatterSidebar *sidebar;
  GPtrArray     *conversations;
  GPtrArray     *folders;
} Removal;

static Removal *
removal_new (NatterSidebar *self)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->sidebar = g_object_ref (self);
  removal->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  removal->folders = g_ptr_array_new_with_free_func (g_object_unref);

  return removal;
}

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->sidebar);
  g_ptr_array_unref (removal->conversations);
  g_ptr_array_unref (removal->folders);
  g_free (removal);
}

static void
removal_response_cb (AdwAlertDialog *dialog,
                     const char     *response,
                     Removal        *removal)
{
  NatterSidebar *self = removal->sidebar;

  if (!g_str_equal (response, "delete"))
    return;

  if (self->conversations)
    natter_conversation_list_remove_all (self->conversations, removal->conversations);
  for (guint i = 0; self->folders && i < removal->folders->len; i++)
    natter_folder_list_remove (self->folders, g_ptr_array_index (removal->folders, i));
  natter_sidebar_selection_set_marking (self->selection, FALSE);
}

static void
ask (Removal    *removal,
     const char *heading,
     const char *body,
     const char *button)
{
  GtkWidget *widget = GTK_WIDGET (removal->sidebar);
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "delete", button,
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "delete",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (removal_response_cb), removal,
                         (GClosureNotify) (void (*) (void)) removal_free, 0);
  adw_dialog_present (dialog, widget);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  NatterFolder *folder = get_target_folder (self);
  Removal *removal = NULL;
  g_autoptr(GPtrArray) targets = dup_targets (self);
  g_autofree char *heading = NULL;

  if (!folder && targets->len == 0)
    return;

  removal = removal_new (self);
  if (folder)
    {
      g_ptr_array_add (removal->folders, g_object_ref (folder));
      ask (removal, _("Delete the Folder for Good?"),
           _("Conversations that were in it stay, in no folder."), _("_Delete"));
      return;
    }

  heading = g_strdup_printf (ngettext ("Delete the Conversation for Good?",
                                       "Delete %u Conversations for Good?", targets->len),
                             targets->len);
  g_ptr_array_extend_and_steal (removal->conversations, g_steal_pointer (&targets));
  ask (removal, heading, _("Every message of it is removed. This can’t be undone."),
       _("_Delete"));
}

/* All of it, also what a search hides. */
static void
empty_trash_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  Removal *removal = removal_new (self);
  GListModel *conversations = G_LIST_MODEL (self->conversations);
  GListModel *folders = G_LIST_MODEL (self->folders);

  for (guint i = 0; conversations && i < g_list_model_get_n_items (conversations); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (conversations, i);

      if (natter_conversation_is_trashed (conversation))
        g_ptr_array_add (removal->conversations, g_steal_pointer (&conversation));
    }

  for (guint i = 0; folders && i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (folders, i);

      if (natter_folder_is_trashed (folder))
        g_ptr_array_add (removal->folders, g_steal_pointer (&folder));
    }

  ask (removal, _("Empty the Trash?"),
       _("Everything in it is removed for good. This can’t be undone."), _("_Empty Trash"));
}

static void
select_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);

  natter_sidebar_selection_set_marking (self->selection, g_str_equal (name, "sidebar.select"));
}

/* A key is about the row with the focus. */
static gboolean
key_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);
  g_autoptr(GObject) item = natter_sidebar_list_dup_focused (self);
  const char *action_name = g_variant_get_string (arguments, NULL);

  if (!item)
    return GDK_EVENT_PROPAGATE;

  /* what is in the trash is deleted for good, after a question */
  if (natter_sidebar_model_get_view (self->model) == NATTER_SIDEBAR_TRASH)
    {
      if (g_str_equal (action_name, "sidebar.rename"))
        return GDK_EVENT_STOP;
      action_name = "sidebar.delete";
    }

  natter_sidebar_act (self, item, action_name);

  return GDK_EVENT_STOP;
}

/* Left and right close and open the folder that has the focus. */
static gboolean
close_or_open (NatterSidebar *self,
               NatterFolder  *folder,
               guint          keyval)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint closing = is_rtl ? GDK_KEY_Right : GDK_KEY_Left;

  if ((keyval != GDK_KEY_Left && keyval != GDK_KEY_Right) || natter_folder_is_trashed (folder))
    return GDK_EVENT_PROPAGATE;

  if (natter_sidebar_model_is_collapsed (self->model, folder) != (keyval == closing))
    natter_sidebar_list_toggle_folder (self, folder);

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (NatterSidebar         *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  g_autoptr(GObject) item = natter_sidebar_list_dup_focused (self);

  if (!item || (modifiers & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  if (modifiers == 0 && keyval == GDK_KEY_space &&
      natter_sidebar_selection_is_marking (self->selection))
    {
      natter_sidebar_list_activate (self, item);
      return GDK_EVENT_STOP;
    }

  if (modifiers == 0 && NATTER_IS_FOLDER (item) &&
      close_or_open (self, NATTER_FOLDER (item), keyval))
    return GDK_EVENT_STOP;

  return natter_sidebar_begin_search (self, keyval, controller);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  NatterSidebar *self = NATTER_SIDEBAR (widget);

  if (!natter_sidebar_selection_is_marking (self->selection))
    return GDK_EVENT_PROPAGATE;

  natter_sidebar_selection_set_marking (self->selection, FALSE);

  return GDK_EVENT_STOP;
}

static const struct
{
  const char                  *name;
  const char                  *parameter_type;
  GtkWidgetActionActivateFunc  func;
} actions[] = {
  { "sidebar.archive", NULL, archive_action },
  { "sidebar.colour", "s", colour_action },
  { "sidebar.delete", NULL, delete_action },
  { "sidebar.emoji", NULL, emoji_action },
  { "sidebar.empty-trash", NULL, empty_trash_action },
  { "sidebar.export", NULL, export_action },
  { "sidebar.menu", NULL, menu_action },
  { "sidebar.move", "s", move_action },
  { "sidebar.move-to-new", NULL, new_folder_action },
  { "sidebar.new-folder", NULL, new_folder_action },
  { "sidebar.pin", NULL, pin_action },
  { "sidebar.remove-emoji", NULL, remove_emoji_action },
  { "sidebar.rename", NULL, rename_action },
  { "sidebar.restore", NULL, trash_action },
  { "sidebar.select", NULL, select_action },
  { "sidebar.trash", NULL, trash_action },
  { "sidebar.unarchive", NULL, archive_action },
  { "sidebar.unpin", NULL, pin_action },
  { "sidebar.unselect", NULL, select_action },
};

/**
 * natter_sidebar_install_actions:
 * @widget_class: the sidebar's class, which has its template
 */
void
natter_sidebar_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].func);

  gtk_widget_class_install_property_action (widget_class, "sidebar.view", "view");
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, key_cb, "s", "sidebar.rename");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, key_cb, "s", "sidebar.trash");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, key_cb, "s", "sidebar.trash");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

/**
 * natter_sidebar_act:
 * @item: a conversation or a folder
 * @action_name: an action without a parameter
 *
 * Does something with one row.
 */
void
natter_sidebar_act (NatterSidebar *self,
                    gpointer       item,
                    const char    *action_name)
{
  g_set_object (&self->target, item);
  gtk_widget_activate_action (GTK_WIDGET (self), action_name, NULL);
}
