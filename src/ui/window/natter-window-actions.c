/* natter-window-actions.c: what can be done in a window, each an action with a key of its own.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-details-dialog.h"
#include "natter-alert.h"
#include "natter-export-flow.h"
#include "natter-export-memory.h"
#include "natter-import-dialog.h"
#include "natter-measure.h"
#include "natter-message-rows.h"
#include "natter-preferences-dialog.h"
#include "natter-print.h"
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

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  natter_export_flow_ask (self->toasts, natter_settings_get_gsettings (self->settings),
                          natter_chat_get_keeper (self->chat), self->conversation);
}

void
natter_window_export_many (NatterWindow *self,
                           GPtrArray    *conversations)
{
  natter_export_flow_ask_many (self->toasts, natter_settings_get_gsettings (self->settings),
                               natter_chat_get_keeper (self->chat), conversations);
}

static void
print_failed_cb (const GError *error,
                 gpointer      window)
{
  natter_alert (GTK_WIDGET (window), _("The Conversation Was Not Printed"), error->message);
}

/* With what the person wanted of the last PDF. */
static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  GSettings *settings = natter_settings_get_gsettings (self->settings);
  g_autoptr(NatterExportOptions) options = natter_export_memory_dup_options (settings,
                                                                             NATTER_EXPORT_PDF);

  natter_print_ask (self->conversation, options, GTK_WINDOW (self), print_failed_cb, self);
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

/* While another dialog is open, one that imports included, files are left where they are. */
static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);
  AdwDialog *shown = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  g_autofree const char **paths = parameter ? g_variant_get_strv (parameter, NULL) : NULL;
  NatterImportDialog *dialog = NATTER_IS_IMPORT_DIALOG (shown) ? NATTER_IMPORT_DIALOG (shown)
                                                               : NULL;

  if (!keeper || (shown && !dialog))
    return;

  if (!dialog)
    {
      dialog = natter_import_dialog_new (keeper);
      adw_dialog_present (ADW_DIALOG (dialog), widget);
    }
  if (paths)
    natter_import_dialog_import (dialog, paths);
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

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  int direction = g_str_equal (name, "win.zoom-in") ? 1 : g_str_equal (name, "win.zoom-out") ? -1
                                                                                             : 0;

  natter_measure_step (natter_measure_get_default (), direction);
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
  { "win.import", NULL, import_action },
  { "win.import-files", "as", import_action },
  { "win.jump-to-end", NULL, jump_action },
  { "win.new-chat", NULL, new_chat_action },
  { "win.new-temporary-chat", NULL, new_temporary_chat_action },
  { "win.next-answer", NULL, sibling_action },
  { "win.next-chat", NULL, step_action },
  { "win.preferences", NULL, preferences_action },
  { "win.print", NULL, print_action },
  { "win.previous-answer", NULL, sibling_action },
  { "win.previous-chat", NULL, step_action },
  { "win.retry", NULL, retry_action },
  { "win.retry-message", "s", retry_message_action },
  { "win.search", NULL, search_action },
  { "win.send", NULL, send_action },
  { "win.show-sidebar", NULL, show_sidebar_action },
  { "win.stop", NULL, stop_action },
  { "win.trust-message", "s", trust_message_action },
  { "win.zoom-in", NULL, zoom_action },
  { "win.zoom-out", NULL, zoom_action },
  { "win.zoom-reset", NULL, zoom_action },
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
  gtk_widget_action_set_enabled (widget, "win.print", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.import", natter_chat_get_keeper (self->chat) != NULL);
  gtk_widget_action_set_enabled (widget, "win.find", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.find-next", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.find-previous", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy", last != NULL);
  gtk_widget_action_set_enabled (widget, "win.copy-markdown", last != NULL);
}

static void
zoom_cb (NatterWindow *self)
{
  NatterMeasure *measure = natter_measure_get_default ();
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.zoom-in", natter_measure_can_step (measure, 1));
  gtk_widget_action_set_enabled (widget, "win.zoom-out", natter_measure_can_step (measure, -1));
}

/**
 * natter_window_follow_zoom:
 *
 * Enables what makes sense for the size of the text, from now on.
 */
void
natter_window_follow_zoom (NatterWindow *self)
{
  g_signal_connect_object (natter_measure_get_default (), "notify::zoom", G_CALLBACK (zoom_cb),
                           self, G_CONNECT_SWAPPED);
  zoom_cb (self);
}
