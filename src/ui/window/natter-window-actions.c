/* natter-window-actions.c: what can be done in a window, each an action with a key of its own.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-batch-export.h"
#include "natter-details-dialog.h"
#include "natter-export.h"
#include "natter-message-rows.h"
#include "natter-preferences-dialog.h"
#include "natter-provider-dialog.h"
#include "natter-save.h"
#include "natter-trust.h"
#include "natter-window-private.h"

static void
new_chat_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split, TRUE);
  natter_window_open_fresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
new_temporary_chat_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split, TRUE);
  natter_window_open_temporary (self);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  g_autofree char *text = natter_composer_dup_text (self->composer);
  g_autoptr(GError) error = NULL;

  if (!natter_chat_send (self->chat, self->conversation, text, &error))
    {
      natter_composer_set_hint (self->composer, error->message);
      return;
    }

  /* The text is in the conversation now: only here does it leave the composer. */
  natter_composer_set_text (self->composer, "");
  natter_sidebar_set_selected (self->sidebar, self->conversation);
  natter_conversation_view_jump (self->view);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  natter_chat_stop (self->chat, self->conversation);
}

static void
retry (NatterWindow  *self,
       NatterMessage *message)
{
  g_autoptr(GError) error = NULL;

  if (!message || natter_message_get_role (message) != NATTER_ROLE_ASSISTANT)
    return;

  if (!natter_chat_retry (self->chat, self->conversation, message, &error))
    {
      natter_composer_set_hint (self->composer, error->message);
      return;
    }

  natter_conversation_view_jump (self->view);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  retry (self, natter_conversation_get_last (self->conversation));
}

static void
retry_message_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  retry (self, natter_window_find_message (self, g_variant_get_string (parameter, NULL)));
}

/* Whose answer it is; an account that was renamed or removed since has no question to answer. */
static NatterProvider *
find_provider (NatterWindow  *self,
               NatterMessage *message)
{
  GListModel *providers = G_LIST_MODEL (natter_chat_get_providers (self->chat));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (providers, i);

      if (g_strcmp0 (natter_provider_get_name (provider),
                     natter_message_get_provider (message)) == 0)
        return g_steal_pointer (&provider);
    }

  return NULL;
}

static void
trust_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  NatterWindow *self = NATTER_WINDOW (source);
  g_autoptr(NatterMessage) message = data;

  if (!natter_trust_ask_finish (GTK_WIDGET (self), result))
    return;

  natter_save_providers (natter_chat_get_providers (self->chat), GTK_WIDGET (self));
  retry (self, message);
}

static void
trust_message_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = natter_window_find_message (self,
                                                       g_variant_get_string (parameter, NULL));
  g_autoptr(NatterProvider) provider = message ? find_provider (self, message) : NULL;

  if (provider)
    natter_trust_ask_async (widget, provider, natter_message_get_error (message), NULL, trust_cb,
                            g_object_ref (message));
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = natter_conversation_get_last (self->conversation);

  if (message)
    adw_dialog_present (ADW_DIALOG (natter_details_dialog_new (message)), widget);
}

static void
sibling_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = natter_conversation_get_last (self->conversation);
  int step = g_str_equal (name, "win.next-answer") ? 1 : -1;

  if (message)
    natter_conversation_show_sibling (self->conversation, message, step);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = natter_conversation_get_last (self->conversation);
  g_autofree char *text = NULL;

  /* What is selected has a key for its words already. */
  if (!message || natter_surface_copy (natter_conversation_view_get_surface (self->view), TRUE))
    return;

  text = g_str_equal (name, "win.copy-markdown") ? g_strdup (natter_message_get_text (message))
                                                 : natter_message_rows_dup_text (message);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

typedef struct
{
  NatterWindow *window;
  GFile        *file;
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->window);
  g_clear_object (&save->file);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
toast_clicked_cb (AdwToast *toast,
                  GFile    *file)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, NULL, NULL, NULL, NULL);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Save) save = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_basename (save->file);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *text = NULL;
  AdwToast *toast = NULL;

  if (!natter_export_write_finish (result, &error))
    {
      natter_window_warn (save->window, _("The Conversation Was Not Exported"), error->message);
      return;
    }

  text = g_strdup_printf (_("Exported to “%s”"), display);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("Show in _Folder"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (toast_clicked_cb),
                         g_object_ref (save->file),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  adw_toast_overlay_add_toast (save->window->toasts, toast);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Save) save = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  NatterConversation *conversation = save->window->conversation;
  NatterExportFormat format;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (!file)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
          !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
        natter_window_warn (save->window, _("No File Can Be Chosen"), error->message);
      return;
    }

  save->file = file;
  name = g_file_get_basename (file);
  format = natter_export_guess_format (name, NATTER_EXPORT_TEXT);
  natter_export_write_async (conversation, format, file, NULL, written_cb, g_steal_pointer (&save));
}

static void
add_filter (GListStore *filters,
            const char *name,
            const char *suffix)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  g_list_store_append (filters, filter);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *suggestion = NULL;
  Save *save = g_new0 (Save, 1);

  add_filter (filters, _("Markdown"), natter_export_get_suffix (NATTER_EXPORT_MARKDOWN));
  add_filter (filters, _("Plain Text"), natter_export_get_suffix (NATTER_EXPORT_TEXT));
  add_filter (filters, _("JSON"), natter_export_get_suffix (NATTER_EXPORT_JSON));
  suggestion = natter_export_suggest_name (self->conversation, NATTER_EXPORT_MARKDOWN);

  gtk_file_dialog_set_title (dialog, _("Export Conversation"));
  gtk_file_dialog_set_accept_label (dialog, _("_Save"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, suggestion);
  save->window = g_object_ref (self);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, file_chosen_cb, save);
}

void
natter_window_export_many (NatterWindow *self,
                           GPtrArray    *conversations)
{
  natter_batch_export_ask (self->toasts, natter_chat_get_keeper (self->chat), conversations);
}

/* Of a temporary chat nothing stays, unless it is asked for by itself. */
static void
export_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  GListModel *all = G_LIST_MODEL (natter_chat_get_conversations (self->chat));
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (all, i);

      if (!natter_conversation_is_trashed (conversation) &&
          !natter_conversation_is_temporary (conversation))
        g_ptr_array_add (kept, g_steal_pointer (&conversation));
    }

  natter_window_export_many (self, kept);
}

static void
choose_model_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  natter_model_picker_popup (NATTER_WINDOW (widget)->picker);
}

static void
focus_composer_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (NATTER_WINDOW (widget)->composer));
}

static void
jump_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  natter_conversation_view_jump (NATTER_WINDOW (widget)->view);
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  int step = g_str_equal (name, "win.next-chat") ? 1 : -1;
  NatterConversation *next = natter_sidebar_get_neighbour (self->sidebar, step);

  if (next)
    natter_window_open (self, next);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  if (g_str_equal (name, "win.find"))
    natter_find_bar_open (self->find_bar);
  else
    natter_find_bar_step (self->find_bar, g_str_equal (name, "win.find-next") ? 1 : -1);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  natter_window_search (NATTER_WINDOW (widget));
}

static void
show_sidebar_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
}

static void
add_provider_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  if (!adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)))
    adw_dialog_present (ADW_DIALOG (natter_provider_dialog_new (self->chat, NULL)), widget);
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  if (!adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)))
    adw_dialog_present (ADW_DIALOG (natter_preferences_dialog_new (self->chat, self->settings)),
                        widget);
}

static const struct
{
  const char                  *name;
  const char                  *parameter_type;
  GtkWidgetActionActivateFunc  func;
} actions[] = {
  { "win.add-provider", NULL, add_provider_action },
  { "win.choose-model", NULL, choose_model_action },
  { "win.copy", NULL, copy_action },
  { "win.copy-markdown", NULL, copy_action },
  { "win.details", NULL, details_action },
  { "win.export", NULL, export_action },
  { "win.export-all", NULL, export_all_action },
  { "win.find", NULL, find_action },
  { "win.find-next", NULL, find_action },
  { "win.find-previous", NULL, find_action },
  { "win.focus-composer", NULL, focus_composer_action },
  { "win.jump-to-end", NULL, jump_action },
  { "win.new-chat", NULL, new_chat_action },
  { "win.new-temporary-chat", NULL, new_temporary_chat_action },
  { "win.next-answer", NULL, sibling_action },
  { "win.next-chat", NULL, step_action },
  { "win.preferences", NULL, preferences_action },
  { "win.previous-answer", NULL, sibling_action },
  { "win.previous-chat", NULL, step_action },
  { "win.retry", NULL, retry_action },
  { "win.retry-message", "s", retry_message_action },
  { "win.search", NULL, search_action },
  { "win.send", NULL, send_action },
  { "win.show-sidebar", NULL, show_sidebar_action },
  { "win.stop", NULL, stop_action },
  { "win.trust-message", "s", trust_message_action },
};

/**
 * natter_window_install_actions:
 * @widget_class: the window's class
 */
void
natter_window_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].func);
  natter_window_install_message_actions (widget_class);
}

/**
 * natter_window_update_actions:
 *
 * Enables what makes sense for the conversation as it is now.
 */
void
natter_window_update_actions (NatterWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NatterMessage *last = natter_conversation_get_last (self->conversation);
  gboolean busy = natter_conversation_is_busy (self->conversation);
  gboolean answered = last && natter_message_get_role (last) == NATTER_ROLE_ASSISTANT;

  gtk_widget_action_set_enabled (widget, "win.stop", busy);
  gtk_widget_action_set_enabled (widget, "win.retry", answered && !busy);
  gtk_widget_action_set_enabled (widget, "win.details", last != NULL && !busy);
  gtk_widget_action_set_enabled (widget, "win.export", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.find", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.find-next", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.find-previous", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-markdown", last != NULL);
}
