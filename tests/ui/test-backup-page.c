/* test-backup-page.c: the page of the backups: what it says, what it changes, what it restores.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-page.h"

#include "natter-backup-text.h"
#include "natter-restore-page.h"
#include "natter-test-async.h"
#include "natter-ui-test.h"

typedef struct
{
  char          *folder;
  NatterStore   *store;
  NatterBackups *backups;
  GtkWidget     *window;
  GtkWidget     *dialog;
  GtkWidget     *page;
} Fixture;

static void
put_talk (Fixture *fixture)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) talk =
    natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = "c", .title = "Talk", .created = 1, .updated = 1,
  });
  g_autoptr(GAsyncResult) result = NULL;

  natter_store_batch_put_conversation (batch, talk);
  natter_store_commit_async (fixture->store, batch, NULL, natter_test_async_cb, &result);
  g_assert_true (natter_store_commit_finish (fixture->store, natter_test_async_wait (&result),
                                             NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(NatterStoreReport) report = NULL;

  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->store = natter_store_new (fixture->folder);
  natter_store_open_async (fixture->store, NULL, natter_test_async_cb, &result);
  report = natter_store_open_finish (fixture->store, natter_test_async_wait (&result), NULL);
  g_assert_nonnull (report);
  put_talk (fixture);

  fixture->backups = natter_backups_new (fixture->store);
  fixture->page = GTK_WIDGET (natter_backup_page_new (fixture->backups));
  fixture->dialog = GTK_WIDGET (adw_preferences_dialog_new ());
  fixture->window = ui_test_window_new (gtk_label_new ("content"));
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (fixture->dialog),
                                       ADW_NAVIGATION_PAGE (fixture->page));
  ui_test_wait_for (fixture->dialog, ADW_TYPE_BUTTON_ROW, "Back Up _Now…");
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_tree (below);
    }
  g_assert_no_errno (remove (path));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->page);
  ui_test_assert_freed (fixture->backups);
  ui_test_assert_freed (fixture->store);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
has_backup (gpointer data)
{
  NatterBackupOutcome *outcome = natter_backups_get_outcome (data);

  return outcome && outcome->backups->len == 1;
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *automatic = ui_test_find (fixture->page, ADW_TYPE_SWITCH_ROW, "_Back Up Every Day");
  GtkWidget *spin = ui_test_find (fixture->page, GTK_TYPE_SPIN_BUTTON, NULL);

  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (automatic)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (automatic), TRUE);
  g_assert_true (natter_backups_get_automatic (fixture->backups));
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), 2, 1e-9);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 0.3);
  g_assert_cmpuint (natter_backups_get_limit (fixture->backups), ==, 300);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Size Limit in GB");
}

static void
test_last (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *row = ui_test_find (fixture->page, ADW_TYPE_ACTION_ROW, "Last Backup");
  GtkWidget *folder = ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Open Folder");

  g_assert_false (gtk_widget_get_sensitive (folder));
  natter_backups_check (fixture->backups);
  natter_test_run_until (has_backup, fixture->backups);
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                   "Today at "));
  g_assert_true (gtk_widget_get_sensitive (folder));
}

static gboolean
is_busy (gpointer data)
{
  return natter_backups_is_busy (data);
}

static gboolean
is_idle (gpointer data)
{
  return !natter_backups_is_busy (data);
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *restore = NULL;
  GtkWidget *row = NULL;
  GtkWidget *question = NULL;

  natter_backups_check (fixture->backups);
  natter_test_run_until (has_backup, fixture->backups);
  g_signal_emit_by_name (ui_test_find (fixture->page, ADW_TYPE_BUTTON_ROW, "_Restore…"),
                         "activated");
  restore = ui_test_wait_for (fixture->dialog, NATTER_TYPE_RESTORE_PAGE, NULL);
  row = ui_test_find (restore, ADW_TYPE_ACTION_ROW, NULL);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                            "1 conversation · "));
  g_signal_emit_by_name (row, "activated");
  question = ui_test_wait_for (fixture->window, ADW_TYPE_ALERT_DIALOG, NULL);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==,
                   "Restore This Backup?");
  g_signal_emit_by_name (question, "response::restore", "restore");
  adw_dialog_force_close (ADW_DIALOG (question));
  natter_test_run_until (is_busy, fixture->backups);
  natter_test_run_until (is_idle, fixture->backups);
  ui_test_wait_for (fixture->window, GTK_TYPE_LABEL, "Backup Restored");
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL,
                                  "Nothing was missing: all that could be read of the backup is "
                                  "here."));
}

static void
test_words (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("+02");
  g_autoptr(GDateTime) now = g_date_time_new (zone, 2026, 11, 24, 1, 0, 0);
  gint64 time = g_date_time_to_unix (now);
  g_autofree char *today = natter_backup_text_dup_time (time - 60, now);
  g_autofree char *yesterday = natter_backup_text_dup_time (time - 2 * 60 * 60, now);
  g_autofree char *before = natter_backup_text_dup_time (time - 26 * 60 * 60, now);
  g_autoptr(NatterBackup) backup = natter_backup_new ("/b", time);
  g_autofree char *damaged = NULL;
  g_autofree char *good = NULL;
  NatterRestoreReport report = { .n_conversations = 1, .n_messages = 2, .n_unreadable = 3 };
  g_autofree char *words = natter_backup_text_dup_report (&report);

  g_assert_cmpstr (today, ==, "Today at 00:59");
  g_assert_cmpstr (yesterday, ==, "Yesterday at 23:00");
  g_assert_cmpstr (before, ==, "22 November 2026 at 23:00");
  backup->size = 12000000;
  damaged = natter_backup_text_dup_contents (backup);
  g_assert_true (g_str_has_prefix (damaged, "Damaged"));
  backup->n_conversations = 2;
  good = natter_backup_text_dup_contents (backup);
  g_assert_true (g_str_has_prefix (good, "2 conversations · 12.0"));
  g_assert_cmpstr (words, ==, "What was missing is here again:\n• 1 conversation\n• 2 messages\n\n"
                   "3 things in the backup could not be read.");
}

#define ADD(name, function) \
  g_test_add ("/backup-page/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("settings", test_settings);
  ADD ("last", test_last);
  ADD ("restore", test_restore);
  g_test_add_func ("/backup-page/words", test_words);

  return g_test_run ();
}
