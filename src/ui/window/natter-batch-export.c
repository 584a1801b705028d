/* natter-batch-export.c: several conversations become files in a folder that a person chooses: the
 * question how and where, how far it is, and what came of it. It holds itself until then. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-batch-export.h"

#include <glib/gi18n-lib.h>

#include "natter-export-many.h"

/* What is done sooner needs no dialog that says how far it is. */
#define PATIENCE 400   /* milliseconds */

typedef struct
{
  AdwToastOverlay    *toasts;
  NatterKeeper       *keeper;          /* or NULL */
  GPtrArray          *conversations;   /* of NatterConversation */
  AdwComboRow        *format_row;      /* of the question, while it is asked */
  NatterExportFormat  format;
  GFile              *folder;
  NatterExportMany   *export;
  GCancellable       *cancellable;
  AdwDialog          *progress;        /* weak */
  GtkProgressBar     *bar;
  guint               patience_id;
} Batch;

/* In the order of NatterExportFormat in the question. */
static const NatterExportFormat formats[] = {
  NATTER_EXPORT_MARKDOWN, NATTER_EXPORT_TEXT, NATTER_EXPORT_JSON,
};

static void
batch_free (Batch *batch)
{
  g_clear_handle_id (&batch->patience_id, g_source_remove);
  g_clear_weak_pointer (&batch->progress);
  g_object_unref (batch->toasts);
  g_clear_object (&batch->keeper);
  g_ptr_array_unref (batch->conversations);
  g_clear_object (&batch->folder);
  g_clear_object (&batch->export);
  g_object_unref (batch->cancellable);
  g_free (batch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static Batch *
batch_new (AdwToastOverlay *toasts,
           NatterKeeper    *keeper,
           GPtrArray       *conversations)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->toasts = g_object_ref (toasts);
  g_set_object (&batch->keeper, keeper);
  batch->conversations = g_ptr_array_ref (conversations);
  batch->cancellable = g_cancellable_new ();

  return batch;
}

static void
warn (Batch      *batch,
      const char *title,
      const char *reason)
{
  AdwDialog *dialog = adw_alert_dialog_new (title, reason);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (batch->toasts));
}

static void
toast_clicked_cb (AdwToast *toast,
                  GFile    *folder)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (folder);

  gtk_file_launcher_launch (launcher, NULL, NULL, NULL, NULL);
}

static void
tell_done (Batch *batch,
           guint  n)
{
  g_autofree char *text = NULL;
  AdwToast *toast = NULL;

  text = g_strdup_printf (ngettext ("%u conversation exported", "%u conversations exported", n), n);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("Show _Folder"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (toast_clicked_cb),
                         g_object_ref (batch->folder),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  adw_toast_overlay_add_toast (batch->toasts, toast);
}

static void
tell_failed (Batch *batch)
{
  guint n_failed = natter_export_many_get_n_failed (batch->export);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%u of %u conversation could not be exported. %s",
                                    "%u of %u conversations could not be exported. %s",
                                    natter_export_many_get_n_all (batch->export)),
                          n_failed, natter_export_many_get_n_all (batch->export),
                          natter_export_many_get_failure (batch->export)->message);
  warn (batch, _("Not Everything Was Exported"), text);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(Batch) batch = data;
  g_autoptr(GError) error = NULL;
  gboolean is_over = natter_export_many_run_finish (batch->export, result, &error);
  guint n_written = natter_export_many_get_n_done (batch->export) -
                    natter_export_many_get_n_failed (batch->export);

  if (batch->progress)
    adw_dialog_force_close (batch->progress);
  if (is_over && natter_export_many_get_n_failed (batch->export) > 0)
    tell_failed (batch);
  else if (is_over || (n_written > 0 && g_error_matches (error, G_IO_ERROR,
                                                         G_IO_ERROR_CANCELLED)))
    tell_done (batch, n_written);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    warn (batch, _("Nothing Was Exported"), error->message);
}

static void
n_done_cb (Batch *batch)
{
  guint n_done = natter_export_many_get_n_done (batch->export);
  guint n_all = natter_export_many_get_n_all (batch->export);
  g_autofree char *text = NULL;

  if (!batch->progress)
    return;

  /* Translators: how many of how many: "3 of 12" */
  text = g_strdup_printf (_("%u of %u"), n_done, n_all);
  gtk_progress_bar_set_fraction (batch->bar, (double) n_done / n_all);
  gtk_progress_bar_set_text (batch->bar, text);
}

/* Only the person can answer it: otherwise it is closed by force, at the end. */
static void
cancel_cb (GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
patience_cb (gpointer data)
{
  Batch *batch = data;
  AdwDialog *dialog = adw_alert_dialog_new (_("Exporting Conversations"), NULL);

  batch->patience_id = 0;
  batch->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (batch->bar, TRUE);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (batch->bar));
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"));
  g_set_weak_pointer (&batch->progress, dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (cancel_cb), batch->cancellable,
                           G_CONNECT_SWAPPED);
  n_done_cb (batch);
  adw_dialog_present (dialog, GTK_WIDGET (batch->toasts));

  return G_SOURCE_REMOVE;
}

/* Takes batch. */
static void
run (Batch *batch)
{
  batch->export = natter_export_many_new (batch->conversations, batch->keeper);
  g_signal_connect_swapped (batch->export, "notify::n-done", G_CALLBACK (n_done_cb), batch);
  batch->patience_id = g_timeout_add (PATIENCE, patience_cb, batch);
  natter_export_many_run_async (batch->export, batch->format, batch->folder, batch->cancellable,
                                run_cb, batch);
}

static void
folder_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Batch) batch = data;
  g_autoptr(GError) error = NULL;

  batch->folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);
  if (batch->folder)
    run (g_steal_pointer (&batch));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    warn (batch, _("No Folder Can Be Chosen"), error->message);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Batch) batch = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (batch->toasts));
  g_autoptr(GtkFileDialog) dialog = NULL;

  batch->format = formats[MIN (adw_combo_row_get_selected (batch->format_row),
                               G_N_ELEMENTS (formats) - 1)];
  if (!g_str_equal (response, "choose"))
    return;

  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _("Export to Folder"));
  gtk_file_dialog_set_accept_label (dialog, _("_Export"));
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 folder_cb, g_steal_pointer (&batch));
}

static GtkWidget *
new_format_list (AdwComboRow **row)
{
  const char *const names[] = { _("Markdown"), _("Plain Text"), _("JSON"), NULL };
  g_autoptr(GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *box = gtk_list_box_new ();

  *row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*row), _("Format"));
  adw_combo_row_set_model (*row, G_LIST_MODEL (list));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (box), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (box), GTK_WIDGET (*row));
  gtk_widget_add_css_class (box, "boxed-list");

  return box;
}

/**
 * natter_batch_export_ask:
 * @toasts: where what came of it is told
 * @keeper: (nullable): who reads the conversations that are not loaded
 * @conversations: (element-type NatterConversation): what to export
 *
 * Asks for the format and the folder, and exports. A file that is in the folder stays.
 */
void
natter_batch_export_ask (AdwToastOverlay *toasts,
                         NatterKeeper    *keeper,
                         GPtrArray       *conversations)
{
  Batch *batch = NULL;
  AdwDialog *dialog = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (conversations != NULL);

  if (conversations->len == 0)
    return;

  batch = batch_new (toasts, keeper, conversations);
  title = g_strdup_printf (ngettext ("Export %u Conversation", "Export %u Conversations",
                                     conversations->len), conversations->len);
  dialog = adw_alert_dialog_new (title, _("Each becomes a file of its own in a folder that you "
                                          "choose."));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog),
                                    new_format_list (&batch->format_row));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "choose",
                                  _("Choose _Folder…"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "choose",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "choose");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (toasts), NULL, answered_cb,
                           batch);
}
