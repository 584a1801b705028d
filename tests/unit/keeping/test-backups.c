/* test-backups.c: backups as the program has them: what is restored is in the lists at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "keeper-run.h"
#include "natter-test-async.h"

static char *
save (KeeperRun *fixture)
{
  NatterBackups *backups = natter_keeper_get_backups (fixture->keeper);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(NatterBackupOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (fixture->folder, "mine.natter-backup", NULL);

  natter_backups_save_async (backups, path, natter_test_async_cb, &result);
  g_assert_true (natter_backups_is_busy (backups));
  outcome = natter_backups_save_finish (backups, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_true (outcome->made);
  g_assert_false (natter_backups_is_busy (backups));

  return path;
}

static NatterRestoreReport *
restore (KeeperRun  *fixture,
         const char *path)
{
  NatterBackups *backups = natter_keeper_get_backups (fixture->keeper);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  NatterRestoreReport *report = NULL;

  natter_backups_restore_async (backups, path, natter_test_async_cb, &result);
  report = natter_backups_restore_finish (backups, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);

  return report;
}

static void
run_sql (KeeperRun  *fixture,
         const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "data", "conversations.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static gboolean
has_three (gpointer data)
{
  return keeper_run_count (data) == 3;
}

static NatterConversation *
say (KeeperRun  *fixture,
     const char *text)
{
  NatterConversation *conversation = natter_conversation_new ();

  keeper_run_choose (fixture, conversation, "echo");
  keeper_run_ask (fixture, conversation, text);

  return conversation;
}

static void
test_lists (KeeperRun     *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) first = say (fixture, "first");
  g_autoptr(NatterConversation) second = say (fixture, "second");
  g_autoptr(NatterConversation) third = say (fixture, "third");
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autoptr(NatterRestoreReport) again = NULL;
  g_autoptr(NatterConversation) back = NULL;
  g_autoptr(NatterFolder) folder = natter_folder_new ("Work");
  g_autofree char *path = NULL;
  GListModel *list = G_LIST_MODEL (natter_chat_get_conversations (fixture->chat));

  natter_folder_list_add (natter_chat_get_folders (fixture->chat), folder);
  natter_keeper_flush (fixture->keeper);
  keeper_run_restart (fixture);
  list = G_LIST_MODEL (natter_chat_get_conversations (fixture->chat));
  path = save (fixture);

  keeper_run_end (fixture);
  run_sql (fixture, "DELETE FROM conversation WHERE title = 'second'; DELETE FROM folder");
  keeper_run_begin (fixture);
  list = G_LIST_MODEL (natter_chat_get_conversations (fixture->chat));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  report = restore (fixture, path);
  g_assert_cmpuint (report->n_conversations, ==, 1);
  g_assert_cmpuint (report->n_messages, ==, 2);
  g_assert_cmpuint (report->n_folders, ==, 1);
  natter_test_run_until (has_three, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (natter_chat_get_folders (fixture->chat))), ==, 1);

  /* in its place: between the two others */
  back = keeper_run_load (fixture, 1);
  g_assert_cmpstr (natter_conversation_get_title (back), ==, "second");
  keeper_run_check_path (back, "second|second");

  again = restore (fixture, path);
  g_assert_cmpuint (again->n_conversations, ==, 0);
  g_assert_cmpuint (again->n_messages, ==, 0);
}

static gboolean
is_longer (gpointer data)
{
  return g_list_model_get_n_items (data) == 4;
}

/* A conversation that is being shown, of which something was missing. */
static void
test_shown (KeeperRun     *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = say (fixture, "first");
  g_autoptr(NatterConversation) shown = NULL;
  g_autoptr(NatterRestoreReport) report = NULL;
  g_autofree char *path = NULL;

  keeper_run_ask (fixture, conversation, "second");
  path = save (fixture);
  g_clear_object (&conversation);
  keeper_run_end (fixture);
  run_sql (fixture, "DELETE FROM message WHERE key > 2");
  keeper_run_begin (fixture);

  shown = keeper_run_load (fixture, 0);
  keeper_run_check_path (shown, "first|first");
  report = restore (fixture, path);
  g_assert_cmpuint (report->n_messages, ==, 2);
  natter_test_run_until (is_longer, shown);
  keeper_run_check_path (shown, "first|first|second|second");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static gboolean
is_counted (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_daily (KeeperRun     *fixture,
            gconstpointer  data)
{
  NatterBackups *backups = natter_keeper_get_backups (fixture->keeper);
  g_autoptr(NatterConversation) conversation = say (fixture, "first");
  g_autofree char *folder = natter_backups_dup_folder (backups);
  guint n_changed = 0;
  guint n_automatic = 0;

  g_signal_connect_swapped (backups, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect_swapped (backups, "notify::automatic", G_CALLBACK (count_cb), &n_automatic);
  natter_backups_set_automatic (backups, TRUE);
  natter_backups_set_automatic (backups, TRUE);
  g_assert_cmpuint (n_automatic, ==, 1);

  for (guint i = 0; i < 2; i++)
    {
      n_changed = 0;
      natter_backups_check (backups);
      natter_test_run_until (is_counted, &n_changed);
      g_assert_no_error (natter_backups_get_error (backups));
      g_assert_cmpuint (natter_backups_get_outcome (backups)->backups->len, ==, 1);
      g_assert_cmpint (natter_backups_get_outcome (backups)->made, ==, i == 0);
    }
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
}

/* Its folder can't be made: that is told, and tried again. */
static void
test_failing (KeeperRun     *fixture,
              gconstpointer  data)
{
  NatterBackups *backups = natter_keeper_get_backups (fixture->keeper);
  g_autoptr(NatterConversation) conversation = say (fixture, "first");
  g_autofree char *folder = natter_backups_dup_folder (backups);
  guint n_changed = 0;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_signal_connect_swapped (backups, "changed", G_CALLBACK (count_cb), &n_changed);
  natter_backups_check (backups);
  natter_test_run_until (is_counted, &n_changed);
  g_assert_nonnull (natter_backups_get_error (backups));

  g_assert_no_errno (g_remove (folder));
  n_changed = 0;
  natter_backups_check (backups);
  natter_test_run_until (is_counted, &n_changed);
  g_assert_no_error (natter_backups_get_error (backups));
}

#define ADD(name, function) \
  g_test_add ("/backups/" name, KeeperRun, NULL, keeper_run_set_up, function, \
              keeper_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("lists", test_lists);
  ADD ("shown", test_shown);
  ADD ("daily", test_daily);
  ADD ("failing", test_failing);

  return g_test_run ();
}
