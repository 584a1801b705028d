/* natter-source-dialog.c: a message as it was written, Markdown and all, to be read and selected.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-source-dialog.h"

#include <glib/gi18n-lib.h>

#define WIDTH  640
#define HEIGHT 560
#define MARGIN 12

static void
copy_cb (GtkTextBuffer *buffer,
         GtkWidget     *button)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
}

static GtkWidget *
make_view (NatterMessage *message)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextView *text_view = GTK_TEXT_VIEW (view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text_view);

  gtk_text_buffer_set_text (buffer, natter_message_get_text (message),
                            (int) natter_message_get_length (message));
  gtk_text_view_set_editable (text_view, FALSE);
  gtk_text_view_set_monospace (text_view, TRUE);
  gtk_text_view_set_wrap_mode (text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (text_view, MARGIN);
  gtk_text_view_set_right_margin (text_view, MARGIN);
  gtk_text_view_set_top_margin (text_view, MARGIN);
  gtk_text_view_set_bottom_margin (text_view, MARGIN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Source"), -1);

  return view;
}

static GtkWidget *
make_header (GtkTextBuffer *buffer)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *copy = gtk_button_new_with_mnemonic (_("_Copy"));

  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), buffer, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), copy);

  return header;
}

/**
 * natter_source_dialog_new:
 * @message: a message
 *
 * Returns: (transfer floating): a dialog that shows its text as it is now
 */
AdwDialog *
natter_source_dialog_new (NatterMessage *message)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = make_view (message);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *toolbar_view = adw_toolbar_view_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view),
                                make_header (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), scroller);

  adw_dialog_set_title (dialog, _("Source"));
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  adw_dialog_set_child (dialog, toolbar_view);
  adw_dialog_set_focus (dialog, view);

  return dialog;
}
