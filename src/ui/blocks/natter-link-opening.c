/* natter-link-opening.c: opens links of the transcript, and asks first about those whose text names
 * another place than they lead to. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-link-opening.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "natter-link.h"

static void
launch (GtkWidget  *widget,
        const char *address)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (address);

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL,
                           NULL);
}

static void
response_cb (GtkWidget  *window,
             const char *response,
             GtkWidget  *dialog)
{
  const char *address = g_object_get_data (G_OBJECT (dialog), "address");

  if (g_str_equal (response, "open"))
    launch (window, address);
  else if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (window), address);
}

static GtkWidget *
make_address_label (const char *target)
{
  g_autofree char *description = natter_link_dup_description (target);
  GtkWidget *label = gtk_label_new (description);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "monospace");

  return label;
}

/* The window owns what the answer does: the row of the link may be gone by then. */
static void
ask (GtkWidget  *widget,
     const char *claimed,
     const char *target)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *window = root ? GTK_WIDGET (root) : widget;
  AdwDialog *dialog = adw_alert_dialog_new (_("Open This Link?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  g_autofree char *host = natter_link_dup_host (target);

  adw_alert_dialog_format_body (alert, _("The text says “%s”, but the link goes to “%s”."), claimed,
                                host);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "copy", _("Copy _Address"),
                                  "open", _("_Open"), NULL);
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_extra_child (alert, make_address_label (target));
  g_object_set_data_full (G_OBJECT (dialog), "address", natter_link_dup_address (target), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), window, G_CONNECT_SWAPPED);

  adw_dialog_present (dialog, window);
}

/**
 * natter_link_opening_start:
 * @widget: where the link is
 * @text: what is written on it, as it was written
 * @target: where it leads
 *
 * Opens the link in the browser or the mail program if natter_link_is_allowed(), after a question
 * if its text names another host.
 */
void
natter_link_opening_start (GtkWidget  *widget,
                           const char *text,
                           const char *target)
{
  g_autofree char *claimed = NULL;
  g_autofree char *address = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  if (!natter_link_is_allowed (target))
    return;

  if (natter_link_disagrees (text, target, &claimed))
    {
      ask (widget, claimed, target);
      return;
    }

  address = natter_link_dup_address (target);
  launch (widget, address);
}
