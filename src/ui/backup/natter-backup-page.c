/* natter-backup-page.c: the backups of the conversations: whether they are made, which there are,
 * and what a person asks for. Pushed by the preferences; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-page.h"

#include <glib/gi18n-lib.h>

#include "natter-alert.h"
#include "natter-backup-text.h"
#include "natter-restore-page.h"

#define ENDING "natter-backup"
#define MEGABYTES 1000.0 /* of a gigabyte */

struct _NatterBackupPage
{
  AdwNavigationPage    parent_instance;

  NatterBackups       *backups;

  AdwPreferencesGroup *progress_group;
  AdwActionRow        *progress_row;
  GtkProgressBar      *progress_bar;
  AdwSwitchRow        *automatic_row;
  GtkSpinButton       *limit_spin;
  AdwActionRow        *last_row;
  GtkWidget           *folder_button;
  GtkWidget           *save_row;
  GtkWidget           *restore_row;
};

G_DEFINE_FINAL_TYPE (NatterBackupPage, natter_backup_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_gone (NatterBackupPage *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

static void
changed_cb (NatterBackupPage *self)
{
  const GError *error = natter_backups_get_error (self->backups);
  NatterBackupOutcome *outcome = natter_backups_get_outcome (self->backups);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *last = natter_backup_text_dup_last (outcome, now);
  g_autofree char *words = NULL;

  if (error)
    /* Translators: the last backup, and why there is no later one */
    words = g_strdup_printf (_("%s\nThe last attempt failed: %s"), last, error->message);
  adw_action_row_set_subtitle (self->last_row, words ? words : last);
  gtk_widget_set_sensitive (self->folder_button, outcome && outcome->backups->len > 0);
}

static void
busy_cb (NatterBackupPage *self)
{
  gboolean busy = natter_backups_is_busy (self->backups);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_group), busy);
  gtk_widget_set_sensitive (self->save_row, !busy);
  gtk_widget_set_sensitive (self->restore_row, !busy);
}

static void
cancel_cb (NatterBackupPage *self)
{
  natter_backups_cancel (self->backups);
}

static void
set_doing (NatterBackupPage *self,
           const char       *words)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->progress_row), words);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(NatterBackupPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterBackupOutcome) outcome = natter_backups_save_finish (NATTER_BACKUPS (source),
                                                                       result, &error);
  g_autofree char *size = NULL;
  g_autofree char *words = NULL;

  if (is_cancelled (error) || is_gone (self))
    return;
  if (!outcome)
    {
      natter_alert (GTK_WIDGET (self), _("No Backup Was Made"), error->message);
      return;
    }

  size = g_format_size ((guint64) outcome->size);
  if (outcome->n_missing == 0)
    /* Translators: %s is the size of the backup */
    words = g_strdup_printf (_("All of it was read back and is whole: %s."), size);
  else
    words = g_strdup_printf (ngettext ("It has %s. %u attachment could not be read and is not in "
                                       "it.",
                                       "It has %s. %u attachments could not be read and are not "
                                       "in it.", outcome->n_missing), size, outcome->n_missing);
  natter_alert (GTK_WIDGET (self), _("Backup Made"), words);
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(NatterBackupPage) self = data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (!file || is_gone (self))
    return;
  if (!path)
    {
      natter_alert (GTK_WIDGET (self), _("No Backup Was Made"),
                    _("This place can’t be reached as a folder. Choose one on this computer or "
                      "on a disk."));
      return;
    }

  set_doing (self, _("Backing up…"));
  natter_backups_save_async (self->backups, path, saved_cb, g_object_ref (self));
}

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) backups = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (backups, _("Backups of Natter"));
  gtk_file_filter_add_suffix (backups, ENDING);
  gtk_file_filter_add_suffix (backups, "db");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, backups);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static void
save_cb (NatterBackupPage *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  /* Translators: the name of a file, as in g_date_time_format(); keep the order of the date, so
   * that names sort by it */
  g_autofree char *stem = g_date_time_format (now, _("Natter %Y-%m-%d"));
  g_autofree char *name = g_strconcat (stem, "." ENDING, NULL);

  gtk_file_dialog_set_title (dialog, _("Back Up Now"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        save_chosen_cb, g_object_ref (self));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(NatterBackupPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterRestoreReport) report = natter_backups_restore_finish (NATTER_BACKUPS (source),
                                                                         result, &error);
  g_autofree char *words = NULL;

  if (is_gone (self))
    return;
  if (report)
    {
      words = natter_backup_text_dup_report (report);
      natter_alert (GTK_WIDGET (self), _("Backup Restored"), words);
    }
  else if (is_cancelled (error))
    natter_alert (GTK_WIDGET (self), _("Restoring Was Stopped"),
                  _("What was added so far stays. Restore the backup again to add the rest."));
  else
    natter_alert (GTK_WIDGET (self), _("The Backup Was Not Restored"), error->message);
}

static void
chosen_cb (NatterBackupPage *self,
           const char       *path)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view)
    adw_navigation_view_pop_to_page (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self));
  set_doing (self, _("Restoring…"));
  natter_backups_restore_async (self->backups, path, restored_cb, g_object_ref (self));
}

static void
restore_cb (NatterBackupPage *self)
{
  g_autoptr(GListModel) filters = make_filters ();
  NatterRestorePage *page = natter_restore_page_new (self->backups, filters);
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  g_signal_connect_object (page, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog), ADW_NAVIGATION_PAGE (page));
}

static void
open_folder_cb (NatterBackupPage *self)
{
  g_autofree char *path = natter_backups_dup_folder (self->backups);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                            NULL, NULL);
}

static gboolean
limit_to_spin (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      data)
{
  g_value_set_double (to, g_value_get_uint (from) / MEGABYTES);

  return TRUE;
}

static gboolean
spin_to_limit (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      data)
{
  g_value_set_uint (to, (guint) (g_value_get_double (from) * MEGABYTES + 0.5));

  return TRUE;
}

static void
natter_backup_page_dispose (GObject *object)
{
  NatterBackupPage *self = NATTER_BACKUP_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_BACKUP_PAGE);
  g_clear_object (&self->backups);

  G_OBJECT_CLASS (natter_backup_page_parent_class)->dispose (object);
}

static void
natter_backup_page_class_init (NatterBackupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_backup_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/backup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, progress_group);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, progress_row);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, limit_spin);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, last_row);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, folder_button);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, save_row);
  gtk_widget_class_bind_template_child (widget_class, NatterBackupPage, restore_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
natter_backup_page_init (NatterBackupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_backup_page_new:
 * @backups: what it shows and changes
 *
 * Returns: (transfer floating): a page for the preferences dialog
 */
NatterBackupPage *
natter_backup_page_new (NatterBackups *backups)
{
  NatterBackupPage *self = NULL;

  g_return_val_if_fail (NATTER_IS_BACKUPS (backups), NULL);

  self = g_object_new (NATTER_TYPE_BACKUP_PAGE, NULL);
  self->backups = g_object_ref (backups);
  g_object_bind_property (backups, "automatic", self->automatic_row, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property_full (backups, "limit", self->limit_spin, "value",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, limit_to_spin,
                               spin_to_limit, NULL, NULL);
  g_object_bind_property (backups, "fraction", self->progress_bar, "fraction",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (backups, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (backups, "notify::busy", G_CALLBACK (busy_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  busy_cb (self);
  natter_backups_refresh (backups);

  return self;
}
