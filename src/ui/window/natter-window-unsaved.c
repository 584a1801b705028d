/* natter-window-unsaved.c: before the program ends with words that could not be stored, somebody is
 * asked. What is stored meanwhile needs no answer. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-window-private.h"

#include <glib/gi18n-lib.h>

static NatterStore *
get_store (NatterWindow *self)
{
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);

  return keeper ? natter_keeper_get_store (keeper) : NULL;
}

/* With the last window ends the program, once no answer is in flight any more. */
static gboolean
is_last (NatterWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = application ? gtk_application_get_windows (application) : NULL; l; l = l->next)
    if (NATTER_IS_WINDOW (l->data) && l->data != (gpointer) self)
      return FALSE;

  return TRUE;
}

static void
response_cb (NatterWindow   *self,
             const char     *response,
             AdwAlertDialog *dialog)
{
  self->unsaved_dialog = NULL;
  if (g_str_equal (response, "export"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.export", NULL);
  if (!g_str_equal (response, "lose"))
    return;

  self->may_lose = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
n_unsaved_cb (AdwDialog   *dialog,
              GParamSpec  *pspec,
              NatterStore *store)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (dialog), NATTER_TYPE_WINDOW);

  if (natter_store_get_n_unsaved (store) > 0)
    return;

  adw_dialog_force_close (dialog);
  if (window)
    gtk_window_close (GTK_WINDOW (window));
}

static AdwAlertDialog *
make_dialog (NatterWindow *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
    _("Words Would Be Lost"),
    _("What was said and changed since your conversations can’t be written is only in memory. Keep "
      "Natter open and make room for it, and it is stored by itself; or export the conversation to "
      "another place.")));

  adw_alert_dialog_add_responses (dialog,
                                  "keep", _("_Keep Open"),
                                  "export", _("_Export…"),
                                  "lose", _("_Quit and Lose"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "lose", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (dialog, "export",
                                         !natter_conversation_is_empty (self->conversation));
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "notify::n-unsaved", G_CALLBACK (n_unsaved_cb), dialog,
                           G_CONNECT_SWAPPED);

  return dialog;
}

/**
 * natter_window_ask_unsaved:
 *
 * Asks whether the program may end, where it would and something would be lost with it.
 *
 * Returns: whether the window must stay open until then
 */
gboolean
natter_window_ask_unsaved (NatterWindow *self)
{
  NatterStore *store = get_store (self);

  if (self->may_lose || !store || !is_last (self))
    return FALSE;

  /* What would be written in a moment may be what can't be. */
  natter_keeper_flush (natter_chat_get_keeper (self->chat));
  if (natter_store_get_n_unsaved (store) == 0)
    return FALSE;

  if (!self->unsaved_dialog)
    {
      self->unsaved_dialog = make_dialog (self);
      adw_dialog_present (ADW_DIALOG (self->unsaved_dialog), GTK_WIDGET (self));
    }

  return TRUE;
}
