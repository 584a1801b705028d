/* test-keeper-store.c: what the keeper makes of the store: when something is sent, what is
 * removed for good, what can be read only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sqlite3.h>

#include "keeper-run.h"

static sqlite3 *
open_database (KeeperRun *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "data", "conversations.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);

  return database;
}

static void
run_sql (sqlite3    *database,
         const char *sql)
{
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static gboolean
timeout_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* As long as the question can't be written, and nobody knows yet that it can't, it is not sent. */
static void
test_saved_before_sent (KeeperRun       *fixture,
                        gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  sqlite3 *database = open_database (fixture);
  gboolean is_over = FALSE;

  run_sql (database, "BEGIN IMMEDIATE");
  keeper_run_choose (fixture, conversation, "echo");
  g_assert_true (natter_chat_send (fixture->chat, conversation, "first", NULL));
  g_timeout_add (300, timeout_cb, &is_over);
  natter_test_run_until (is_true, &is_over);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 0);

  run_sql (database, "ROLLBACK");
  sqlite3_close (database);
  natter_test_run_until (keeper_run_is_idle, conversation);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
  keeper_run_check_path (conversation, "first|first");
}

/* The trash keeps things for thirty days. */
static void
test_purge (KeeperRun       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) one = natter_conversation_new ();
  g_autoptr(NatterConversation) two = natter_conversation_new ();
  g_autoptr(NatterConversation) left = NULL;
  g_autofree char *sql = NULL;
  gint64 now = g_get_real_time () / 1000;
  const gint64 day = 24 * 60 * 60 * 1000;
  sqlite3 *database = NULL;

  keeper_run_ask (fixture, one, "long ago");
  keeper_run_ask (fixture, two, "lately");
  keeper_run_end (fixture);
  database = open_database (fixture);
  sql = g_strdup_printf ("UPDATE conversation SET trashed = CASE title WHEN 'lately'"
                         " THEN %" G_GINT64_FORMAT " ELSE %" G_GINT64_FORMAT " END",
                         now - 29 * day, now - 31 * day);
  run_sql (database, sql);
  sqlite3_close (database);
  keeper_run_begin (fixture);
  keeper_run_restart (fixture);

  g_assert_cmpuint (keeper_run_count (fixture), ==, 1);
  left = keeper_run_load (fixture, 0);
  keeper_run_check_path (left, "lately|lately");
  g_assert_true (natter_conversation_is_trashed (left));
}

static void
unreadable_cb (KeeperRun    *fixture,
               const char *reason)
{
  g_assert_nonnull (reason);
  fixture->is_done = TRUE;
}

static void
test_unreadable (KeeperRun       *fixture,
                 gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  sqlite3 *database = NULL;

  keeper_run_ask (fixture, conversation, "first");
  keeper_run_restart (fixture);
  database = open_database (fixture);
  run_sql (database, "ALTER TABLE message RENAME TO elsewhere");
  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  g_signal_connect_swapped (fixture->keeper, "unreadable", G_CALLBACK (unreadable_cb), fixture);
  fixture->is_done = FALSE;
  natter_chat_load (fixture->chat, again);
  natter_test_run_until (keeper_run_is_done, fixture);
  g_assert_false (natter_conversation_is_loaded (again));

  /* it may be tried again */
  run_sql (database, "ALTER TABLE elsewhere RENAME TO message");
  sqlite3_close (database);
  natter_chat_load (fixture->chat, again);
  natter_test_run_until (keeper_run_is_loaded, again);
  keeper_run_check_path (again, "first|first");
}

/* Stored by a newer Natter: to be read, and to be talked in, but nothing of that is stored. */
static void
test_newer (KeeperRun       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterConversation) last = NULL;
  sqlite3 *database = NULL;

  keeper_run_ask (fixture, conversation, "first");
  keeper_run_end (fixture);
  database = open_database (fixture);
  run_sql (database, "PRAGMA user_version = 99");
  sqlite3_close (database);
  keeper_run_begin (fixture);

  g_assert_cmpint (natter_store_get_state (natter_keeper_get_store (fixture->keeper)), ==,
                   NATTER_STORE_NEWER);
  g_assert_cmpuint (keeper_run_count (fixture), ==, 1);
  again = keeper_run_load (fixture, 0);
  keeper_run_check_path (again, "first|first");
  keeper_run_ask (fixture, again, "second");
  keeper_run_check_path (again, "first|first|second|second");
  keeper_run_restart (fixture);

  last = keeper_run_load (fixture, 0);
  keeper_run_check_path (last, "first|first");
}

static gint64
get_created (KeeperRun *fixture)
{
  sqlite3 *database = open_database (fixture);
  sqlite3_stmt *statement = NULL;
  gint64 created = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT created FROM folder", -1, &statement,
                                       NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  created = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);

  return created;
}

static void
test_folders (KeeperRun       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterFolder) work = natter_folder_new ("Work");
  g_autoptr(NatterFolder) gone = natter_folder_new ("Gone");
  NatterFolderList *folders = natter_chat_get_folders (fixture->chat);
  NatterFolder *found = NULL;
  gint64 created = 0;

  natter_folder_list_append (folders, work);
  natter_folder_list_append (folders, gone);
  natter_folder_set_colour (work, "green");
  natter_folder_set_emoji (work, "🔧");
  natter_folder_list_remove (folders, gone);
  keeper_run_ask (fixture, conversation, "first");
  natter_conversation_set_folder_id (conversation, natter_folder_get_id (work));
  keeper_run_restart (fixture);

  folders = natter_chat_get_folders (fixture->chat);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (folders)), ==, 1);
  found = natter_folder_list_find (folders, natter_folder_get_id (work));
  g_assert_nonnull (found);
  g_assert_cmpstr (natter_folder_get_name (found), ==, "Work");
  g_assert_cmpstr (natter_folder_get_colour (found), ==, "green");
  g_assert_cmpstr (natter_folder_get_emoji (found), ==, "🔧");
  created = get_created (fixture);
  g_assert_cmpint (created, >, 0);
  natter_folder_set_name (found, "Labour");
  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  g_assert_cmpstr (natter_conversation_get_folder_id (again), ==, natter_folder_get_id (work));
  keeper_run_restart (fixture);
  g_assert_cmpint (get_created (fixture), ==, created);
}

/* The trash is in the list: what leaves that is gone for good. */
static void
test_removed (KeeperRun       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) one = natter_conversation_new ();
  g_autoptr(NatterConversation) two = natter_conversation_new ();
  g_autoptr(NatterConversation) left = NULL;

  keeper_run_ask (fixture, one, "first");
  keeper_run_ask (fixture, two, "other");
  natter_conversation_set_trashed (one, TRUE);
  natter_conversation_list_remove (natter_chat_get_conversations (fixture->chat), one);
  keeper_run_restart (fixture);

  g_assert_cmpuint (keeper_run_count (fixture), ==, 1);
  left = keeper_run_load (fixture, 0);
  keeper_run_check_path (left, "other|other");
}

static NatterAttachment *
get_attachment (NatterConversation *conversation)
{
  g_autoptr(NatterMessage) question = g_list_model_get_item (G_LIST_MODEL (conversation), 0);
  GPtrArray *attachments = natter_message_get_attachments (question);

  g_assert_cmpuint (attachments->len, ==, 1);

  return g_ptr_array_index (attachments, 0);
}

/* What is attached is not read with the conversation, and stays what it is when the message is
 * stored anew without it. */
static void
test_attachments_wait (KeeperRun       *fixture,
                       gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "what is it?");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("picture", 7);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", "a.png", bytes);

  natter_message_add_attachment (question, image);
  natter_conversation_append (conversation, question);
  natter_conversation_list_add (natter_chat_get_conversations (fixture->chat), conversation);
  natter_keeper_add (fixture->keeper, conversation);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(NatterConversation) again = NULL;
      g_autoptr(NatterMessage) first = NULL;
      g_autoptr(GBytes) loaded = NULL;
      g_autoptr(GError) error = NULL;

      keeper_run_restart (fixture);
      again = keeper_run_load (fixture, 0);
      g_assert_null (natter_attachment_get_data (get_attachment (again)));
      g_assert_cmpuint (natter_attachment_get_size (get_attachment (again)), ==, 7);
      loaded = natter_attachment_load (get_attachment (again), &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (loaded, bytes));

      first = g_list_model_get_item (G_LIST_MODEL (again), 0);
      g_assert_true (natter_chat_edit (fixture->chat, again, first, i == 0 ? "and now?" : "well?",
                                       NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, KeeperRun, NULL, keeper_run_set_up, function, keeper_run_tear_down)
  ADD ("/keeper-store/saved-before-sent", test_saved_before_sent);
  ADD ("/keeper-store/purge", test_purge);
  ADD ("/keeper-store/unreadable", test_unreadable);
  ADD ("/keeper-store/newer", test_newer);
  ADD ("/keeper-store/folders", test_folders);
  ADD ("/keeper-store/removed", test_removed);
  ADD ("/keeper-store/attachments-wait", test_attachments_wait);
#undef ADD

  return g_test_run ();
}
