/* natter-restore-page.c: which backup is to be restored: one of those on this computer, or a file.
 * Pushed by the page of the backups; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-restore-page.h"

#include <glib/gi18n-lib.h>

#include "natter-backup-text.h"

struct _NatterRestorePage
{
  AdwNavigationPage    parent_instance;

  NatterBackups       *backups;
  GListModel          *filters;
  GPtrArray           *rows;      /* of GtkWidget, in the group */

  AdwPreferencesGroup *kept_group;
};

G_DEFINE_FINAL_TYPE (NatterRestorePage, natter_restore_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
response_cb (NatterRestorePage *self,
             const char        *response,
             AdwAlertDialog    *dialog)
{
  if (g_str_equal (response, "restore"))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (dialog), "path"));
}

static void
ask (NatterRestorePage *self,
     const char        *path,
     const char        *what)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Restore This Backup?"),
                                                                   NULL));

  adw_alert_dialog_format_body (dialog,
                                /* Translators: %s is when the backup was made, or its file */
                                _("“%s”: what this backup has and is missing here is added. "
                                  "Nothing is changed or removed."), what);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "restore", _("_Restore"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "restore", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "restore");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
activated_cb (NatterRestorePage *self,
              AdwActionRow      *row)
{
  const NatterBackup *backup = g_object_get_data (G_OBJECT (row), "backup");

  ask (self, backup->path, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static GtkWidget *
row_new (NatterRestorePage *self,
         NatterBackup      *backup,
         GDateTime         *now)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *time = natter_backup_text_dup_time (backup->time, now);
  g_autofree char *contents = natter_backup_text_dup_contents (backup);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), contents);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "backup", natter_backup_ref (backup),
                          (GDestroyNotify) natter_backup_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
add_row (NatterRestorePage *self,
         GtkWidget         *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->kept_group, row);
}

static void
changed_cb (NatterRestorePage *self)
{
  NatterBackupOutcome *outcome = natter_backups_get_outcome (self->backups);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  guint n = outcome ? outcome->backups->len : 0;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->kept_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n; i++)
    add_row (self, row_new (self, g_ptr_array_index (outcome->backups, i), now));
  adw_preferences_group_set_description (self->kept_group,
                                         n > 0 ? NULL : _("There are no backups yet."));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterRestorePage) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  g_autofree char *name = file ? g_file_get_basename (file) : NULL;
  g_autofree char *shown = name ? g_filename_display_name (name) : NULL;

  if (path && gtk_widget_get_root (GTK_WIDGET (self)))
    ask (self, path, shown);
}

static void
file_cb (NatterRestorePage *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Restore a Backup"));
  gtk_file_dialog_set_filters (dialog, self->filters);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        opened_cb, g_object_ref (self));
}

static void
natter_restore_page_dispose (GObject *object)
{
  NatterRestorePage *self = NATTER_RESTORE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_RESTORE_PAGE);
  g_clear_object (&self->backups);
  g_clear_object (&self->filters);

  G_OBJECT_CLASS (natter_restore_page_parent_class)->dispose (object);
}

static void
natter_restore_page_finalize (GObject *object)
{
  NatterRestorePage *self = NATTER_RESTORE_PAGE (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (natter_restore_page_parent_class)->finalize (object);
}

static void
natter_restore_page_class_init (NatterRestorePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_restore_page_dispose;
  object_class->finalize = natter_restore_page_finalize;

  /**
   * NatterRestorePage::chosen:
   * @self: the page
   * @path: the backup that is to be restored
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/restore-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterRestorePage, kept_group);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
}

static void
natter_restore_page_init (NatterRestorePage *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_restore_page_new:
 * @backups: those on this computer
 * @filters: (element-type GtkFileFilter): which files may be one
 *
 * Returns: (transfer floating): a page to push
 */
NatterRestorePage *
natter_restore_page_new (NatterBackups *backups,
                         GListModel    *filters)
{
  NatterRestorePage *self = NULL;

  g_return_val_if_fail (NATTER_IS_BACKUPS (backups), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (filters), NULL);

  self = g_object_new (NATTER_TYPE_RESTORE_PAGE, NULL);
  self->backups = g_object_ref (backups);
  self->filters = g_object_ref (filters);
  g_signal_connect_object (backups, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);

  return self;
}
