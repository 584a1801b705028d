/* natter-export-flow.c: conversations become files that a person chooses: the question how, the
 * question where, how far it is, and what came of it. It holds itself until then. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-flow.h"

#include <glib/gi18n-lib.h>

#include "natter-alert.h"
#include "natter-export-dialog.h"
#include "natter-export-many.h"
#include "natter-export-memory.h"
#include "natter-export-progress.h"
#include "natter-print.h"

typedef struct
{
  AdwToastOverlay      *toasts;
  GSettings            *settings;
  NatterKeeper         *keeper;          /* or NULL */
  GPtrArray            *conversations;   /* of NatterConversation */
  gboolean              is_one;          /* the one that is shown; else each has to be read */
  NatterExportFormat    format;
  NatterExportOptions  *options;
  gboolean              is_one_file;     /* for all of them */
  GFile                *target;          /* a file or a folder */
  NatterExportMany     *export;          /* of several */
  GCancellable         *cancellable;
  NatterExportProgress *progress;        /* while it runs */
} Flow;

static void
flow_free (Flow *flow)
{
  g_clear_pointer (&flow->progress, natter_export_progress_free);
  g_object_unref (flow->toasts);
  g_object_unref (flow->settings);
  g_clear_object (&flow->keeper);
  g_ptr_array_unref (flow->conversations);
  g_clear_pointer (&flow->options, natter_export_options_free);
  g_clear_object (&flow->target);
  if (flow->export)
    g_signal_handlers_disconnect_by_data (flow->export, flow);
  g_clear_object (&flow->export);
  g_object_unref (flow->cancellable);
  g_free (flow);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flow, flow_free)

static gboolean
is_file (Flow *flow)
{
  return flow->is_one || flow->is_one_file;
}

static void
show_folder_cb (AdwToast *toast,
                GFile    *folder)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (folder);

  gtk_file_launcher_launch (launcher, NULL, NULL, NULL, NULL);
}

static void
show_file_cb (AdwToast *toast,
              GFile    *file)
{
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, NULL, NULL, NULL, NULL);
}

static void
tell (Flow       *flow,
      const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, is_file (flow) ? _("Show in _Folder") : _("Show _Folder"));
  g_signal_connect_data (toast, "button-clicked",
                         is_file (flow) ? G_CALLBACK (show_file_cb) : G_CALLBACK (show_folder_cb),
                         g_object_ref (flow->target),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  adw_toast_overlay_add_toast (flow->toasts, toast);
}

static void
tell_file (Flow *flow)
{
  g_autofree char *name = g_file_get_basename (flow->target);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *text = g_strdup_printf (_("Exported to “%s”"), display);

  tell (flow, text);
}

static void
tell_number (Flow  *flow,
             guint  n)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%u conversation exported", "%u conversations exported", n), n);
  tell (flow, text);
}

static void
tell_failed (Flow *flow)
{
  guint n_failed = natter_export_many_get_n_failed (flow->export);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%u of %u conversation could not be exported. %s",
                                    "%u of %u conversations could not be exported. %s",
                                    natter_export_many_get_n_all (flow->export)),
                          n_failed, natter_export_many_get_n_all (flow->export),
                          natter_export_many_get_failure (flow->export)->message);
  natter_alert (GTK_WIDGET (flow->toasts), _("Not Everything Was Exported"), text);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Flow) flow = data;
  g_autoptr(GError) error = NULL;
  gboolean is_written = natter_export_write_finish (result, &error);

  g_clear_pointer (&flow->progress, natter_export_progress_free);
  if (is_written)
    tell_file (flow);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    natter_alert (GTK_WIDGET (flow->toasts), _("The Conversation Was Not Exported"),
                  error->message);
}

static void
all_written_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Flow) flow = data;
  g_autoptr(GError) error = NULL;
  gboolean is_over = natter_export_many_run_finish (flow->export, result, &error);
  guint n_written = natter_export_many_get_n_done (flow->export) -
                    natter_export_many_get_n_failed (flow->export);
  gboolean is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_pointer (&flow->progress, natter_export_progress_free);
  if (is_over && natter_export_many_get_n_failed (flow->export) > 0)
    tell_failed (flow);
  else if (is_over || (n_written > 0 && is_cancelled && !flow->is_one_file))
    tell_number (flow, n_written);
  else if (!is_cancelled)
    natter_alert (GTK_WIDGET (flow->toasts), _("Nothing Was Exported"), error->message);
}

static void
n_done_cb (Flow *flow)
{
  if (flow->progress)
    natter_export_progress_set (flow->progress, natter_export_many_get_n_done (flow->export));
}

/* Takes flow. */
static void
run (Flow *flow)
{
  flow->progress = natter_export_progress_new (GTK_WIDGET (flow->toasts), flow->cancellable,
                                               flow->conversations->len);
  if (flow->is_one)
    {
      natter_export_write_async (g_ptr_array_index (flow->conversations, 0), flow->keeper,
                                 flow->format, flow->options, flow->target, flow->cancellable,
                                 written_cb, flow);
      return;
    }

  flow->export = natter_export_many_new (flow->conversations, flow->keeper);
  g_signal_connect_swapped (flow->export, "notify::n-done", G_CALLBACK (n_done_cb), flow);
  if (flow->is_one_file)
    natter_export_many_run_file_async (flow->export, flow->options, flow->target,
                                       flow->cancellable, all_written_cb, flow);
  else
    natter_export_many_run_async (flow->export, flow->format, flow->options, flow->target,
                                  flow->cancellable, all_written_cb, flow);
}

/* Whoever writes another end to the name means that format. */
static void
heed_name (Flow *flow)
{
  g_autofree char *name = g_file_get_basename (flow->target);
  NatterExportFormat format = natter_export_guess_format (name, flow->format);

  if (format == flow->format || !flow->is_one)
    return;

  flow->format = format;
  natter_export_options_free (flow->options);
  flow->options = natter_export_memory_dup_options (flow->settings, format);
}

static void
target_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Flow) flow = data;
  g_autoptr(GError) error = NULL;

  flow->target = is_file (flow)
                   ? gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error)
                   : gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result,
                                                           &error);
  if (flow->target)
    {
      if (is_file (flow))
        heed_name (flow);
      run (g_steal_pointer (&flow));
    }
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    natter_alert (GTK_WIDGET (flow->toasts),
                  is_file (flow) ? _("No File Can Be Chosen") : _("No Folder Can Be Chosen"),
                  error->message);
}

/* Takes flow. */
static void
choose_file (Flow          *flow,
             GtkFileDialog *dialog,
             GtkWindow     *window)
{
  const char *suffix = natter_export_get_suffix (flow->format);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autofree char *name = NULL;

  if (flow->is_one)
    name = natter_export_suggest_name (g_ptr_array_index (flow->conversations, 0), flow->format);
  else
    /* Translators: the name of a file with several of them */
    name = g_strconcat (_("Conversations"), suffix, NULL);
  gtk_file_filter_add_suffix (filter, suffix + 1);
  gtk_file_filter_set_name (filter, suffix + 1);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, flow->is_one ? _("Export Conversation")
                                                  : _("Export Conversations"));
  gtk_file_dialog_set_accept_label (dialog, _("_Save"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window, NULL, target_cb, flow);
}

static void
chosen_cb (NatterExportDialog *question,
           Flow               *asked)
{
  Flow *flow = g_object_steal_data (G_OBJECT (question), "natter-flow");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (asked->toasts));
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  flow->format = natter_export_dialog_get_format (question);
  flow->options = natter_export_options_copy (natter_export_dialog_get_options (question));
  flow->is_one_file = natter_export_dialog_is_one_file (question);
  if (is_file (flow))
    {
      choose_file (flow, dialog, window);
      return;
    }

  gtk_file_dialog_set_title (dialog, _("Export to Folder"));
  gtk_file_dialog_set_accept_label (dialog, _("_Export"));
  gtk_file_dialog_select_folder (dialog, window, NULL, target_cb, flow);
}

static void
ask (AdwToastOverlay *toasts,
     GSettings       *settings,
     NatterKeeper    *keeper,
     GPtrArray       *conversations,
     gboolean         is_one)
{
  NatterExportDialog *question = natter_export_dialog_new (settings, conversations->len);
  Flow *flow = g_new0 (Flow, 1);

  natter_export_set_pdf_writer (natter_print_write_pdf);
  flow->toasts = g_object_ref (toasts);
  flow->settings = g_object_ref (settings);
  g_set_object (&flow->keeper, keeper);
  flow->conversations = g_ptr_array_ref (conversations);
  flow->is_one = is_one;
  flow->cancellable = g_cancellable_new ();

  /* The question's until it is answered. */
  g_object_set_data_full (G_OBJECT (question), "natter-flow", flow, (GDestroyNotify) flow_free);
  g_signal_connect (question, "chosen", G_CALLBACK (chosen_cb), flow);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (toasts));
}

/**
 * natter_export_flow_ask:
 * @toasts: where what came of it is told
 * @settings: Natter's, which know the last answer
 * @keeper: (nullable): who keeps the conversation
 * @conversation: what to export, as it is when the file is chosen
 *
 * Asks for the format and the file, and exports.
 */
void
natter_export_flow_ask (AdwToastOverlay    *toasts,
                        GSettings          *settings,
                        NatterKeeper       *keeper,
                        NatterConversation *conversation)
{
  g_autoptr(GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));

  g_ptr_array_add (conversations, g_object_ref (conversation));
  ask (toasts, settings, keeper, conversations, TRUE);
}

/**
 * natter_export_flow_ask_many:
 * @toasts: where what came of it is told
 * @settings: Natter's, which know the last answer
 * @keeper: (nullable): who reads the conversations that are not loaded
 * @conversations: (element-type NatterConversation): what to export
 *
 * Asks for the format, and for a folder or a file, and exports. A file that is in the folder stays.
 */
void
natter_export_flow_ask_many (AdwToastOverlay *toasts,
                             GSettings       *settings,
                             NatterKeeper    *keeper,
                             GPtrArray       *conversations)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (conversations != NULL);

  if (conversations->len > 0)
    ask (toasts, settings, keeper, conversations, FALSE);
}
