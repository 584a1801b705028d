/* natter-import-dialog.c: what to import, how far it is, and what came of it. While it imports,
 * closing it means to stop that. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "natter-alert.h"
#include "natter-announce.h"
#include "natter-import-drop.h"
#include "natter-import-report-page.h"
#include "natter-import.h"

/* Names are the same in every language. */
#define PROGRAMS "Natter, ChatGPT, Claude, Open WebUI, LibreChat, llama.cpp, Jan, Chat UI, " \
  "Chatbox, LobeChat, Chatbot UI, Gemini, Grok"

#define LOOK 100 /* milliseconds between two looks at how far it is */

struct _NatterImportDialog
{
  AdwDialog             parent_instance;

  NatterKeeper         *keeper;
  NatterBackupProgress *progress;     /* while it imports */
  GCancellable         *cancellable;  /* while it imports */
  guint                 look_id;

  GtkStack             *stack;
  GtkWidget            *files_row;
  AdwPreferencesGroup  *programs_group;
  GtkProgressBar       *progress_bar;
  GtkWidget            *cancel_button;
  AdwBin               *report_bin;
};

G_DEFINE_FINAL_TYPE (NatterImportDialog, natter_import_dialog, ADW_TYPE_DIALOG)

static gboolean
look_cb (gpointer data)
{
  NatterImportDialog *self = data;

  gtk_progress_bar_set_fraction (self->progress_bar, natter_backup_progress_get (self->progress));

  return G_SOURCE_CONTINUE;
}

static void
set_busy (NatterImportDialog *self,
          gboolean            is_busy)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, natter_backup_progress_unref);
  adw_dialog_set_can_close (ADW_DIALOG (self), !is_busy);
  if (!is_busy)
    return;

  self->cancellable = g_cancellable_new ();
  self->progress = natter_backup_progress_new ();
  self->look_id = g_timeout_add (LOOK, look_cb, self);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  gtk_widget_grab_focus (self->cancel_button);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(NatterImportDialog) self = data;
  g_autoptr(NatterImportReport) report = natter_import_finish (NATTER_KEEPER (source), result,
                                                               NULL);
  g_autofree char *title = natter_import_report_dup_title (report);
  GtkWidget *page = NULL;

  set_busy (self, FALSE);
  page = natter_import_report_page_new (report);
  adw_bin_set_child (self->report_bin, page);
  gtk_stack_set_visible_child_name (self->stack, "report");
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  natter_announce (GTK_ACCESSIBLE (self->stack), title,
                   GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
cancel_cb (NatterImportDialog *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
}

static void
import_files (NatterImportDialog *self,
              GListModel         *files)
{
  g_auto(GStrv) paths = natter_import_drop_dup_paths (files);

  if (paths[0])
    natter_import_dialog_import (self, (const char *const *) paths);
  else
    natter_alert (GTK_WIDGET (self), _("Nothing Was Imported"),
                  _("What you chose can’t be reached as a file. Copy it to this computer and "
                    "choose the copy."));
}

static gboolean
is_refused (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
         g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED);
}

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(NatterImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source),
                                                                      result, &error);

  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;
  if (files)
    import_files (self, files);
  else if (!is_refused (error))
    natter_alert (GTK_WIDGET (self), _("No File Can Be Chosen"), error->message);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(NatterImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result,
                                                                  &error);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;
  if (folder)
    {
      g_list_store_append (files, folder);
      import_files (self, G_LIST_MODEL (files));
    }
  else if (!is_refused (error))
    natter_alert (GTK_WIDGET (self), _("No Folder Can Be Chosen"), error->message);
}

static GListModel *
make_filters (void)
{
  static const char *const suffixes[] = { "zip", "json", "jsonl", "dms", "natter" };
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) exports = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (exports, _("Exports of Conversations"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (exports, suffixes[i]);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, exports);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static GtkWindow *
get_window (NatterImportDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
files_cb (NatterImportDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = make_filters ();

  gtk_file_dialog_set_title (dialog, _("Import Conversations"));
  gtk_file_dialog_set_accept_label (dialog, _("_Import"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open_multiple (dialog, get_window (self), NULL, files_chosen_cb,
                                 g_object_ref (self));
}

static void
folder_cb (NatterImportDialog *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Import Conversations"));
  gtk_file_dialog_set_accept_label (dialog, _("_Import"));
  gtk_file_dialog_select_folder (dialog, get_window (self), NULL, folder_chosen_cb,
                                 g_object_ref (self));
}

static void
natter_import_dialog_close_attempt (AdwDialog *dialog)
{
  cancel_cb (NATTER_IMPORT_DIALOG (dialog));
}

static void
natter_import_dialog_dispose (GObject *object)
{
  NatterImportDialog *self = NATTER_IMPORT_DIALOG (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->progress, natter_backup_progress_unref);

  G_OBJECT_CLASS (natter_import_dialog_parent_class)->dispose (object);
}

static void
natter_import_dialog_class_init (NatterImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_import_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = natter_import_dialog_close_attempt;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterImportDialog, files_row);
  gtk_widget_class_bind_template_child (widget_class, NatterImportDialog, programs_group);
  gtk_widget_class_bind_template_child (widget_class, NatterImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, NatterImportDialog, report_bin);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
}

static void
natter_import_dialog_init (NatterImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_group_set_description (self->programs_group, PROGRAMS);
  natter_import_drop_set_up (GTK_WIDGET (self->stack));
  adw_dialog_set_focus (ADW_DIALOG (self), self->files_row);
}

/**
 * natter_import_dialog_new:
 * @keeper: what is imported is kept by it
 *
 * Returns: (transfer floating): a dialog that asks what to import
 */
NatterImportDialog *
natter_import_dialog_new (NatterKeeper *keeper)
{
  NatterImportDialog *self = NULL;

  g_return_val_if_fail (NATTER_IS_KEEPER (keeper), NULL);

  self = g_object_new (NATTER_TYPE_IMPORT_DIALOG, NULL);
  self->keeper = g_object_ref (keeper);

  return self;
}

/**
 * natter_import_dialog_import:
 * @paths: files, folders and archives
 *
 * Imports them at once; nothing happens while it imports others.
 */
void
natter_import_dialog_import (NatterImportDialog *self,
                             const char *const  *paths)
{
  g_return_if_fail (NATTER_IS_IMPORT_DIALOG (self));
  g_return_if_fail (paths != NULL);

  if (self->cancellable)
    return;

  set_busy (self, TRUE);
  natter_import_async (self->keeper, paths, self->progress, self->cancellable, imported_cb,
                       g_object_ref (self));
}
