/* natter-save-bytes.c: a part of an answer as a file: asks where to, writes, and tells if that
 * failed. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-save-bytes.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "natter-alert.h"

typedef struct
{
  GtkWindow *window;   /* NULL where there is none */
  GBytes    *bytes;
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->window);
  g_bytes_unref (save->bytes);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
warn (Save         *save,
      const GError *error)
{
  natter_alert (save->window ? GTK_WIDGET (save->window) : NULL, _("The File Could Not Be Saved"),
                error->message);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Save) save = data;
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    warn (save, error);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Save) save = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  GBytes *bytes = save->bytes;

  if (file)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         written_cb, g_steal_pointer (&save));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    warn (save, error);
}

/**
 * natter_save_bytes:
 * @widget: what is saved
 * @title: of the dialog
 * @name: what the file may be called
 * @bytes: what it will hold
 *
 * Lets the reader choose a file and writes it.
 */
void
natter_save_bytes (GtkWidget  *widget,
                   const char *title,
                   const char *name,
                   GBytes     *bytes)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);
  Save *save = g_new0 (Save, 1);

  if (GTK_IS_WINDOW (root))
    save->window = g_object_ref (GTK_WINDOW (root));
  save->bytes = g_bytes_ref (bytes);

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_accept_label (dialog, _("_Save"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, save->window, NULL, chosen_cb, save);
}
