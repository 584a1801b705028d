/* test-keeper.c: a chat whose conversations are stored, read by another chat afterwards; answers
 * come from the scripted server over a real socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "natter-chat.h"
#include "natter-secrets-memory.h"
#include "natter-test-server.h"

typedef struct
{
  NatterTestServer *server;
  char             *folder;
  NatterChat       *chat;
  NatterKeeper     *keeper;
  gboolean          is_done;
} Fixture;

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->is_done;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterStoreReport) report = natter_keeper_open_finish (NATTER_KEEPER (source), result,
                                                                   &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  ((Fixture *) data)->is_done = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_store_close_finish (NATTER_STORE (source), result, &error));
  g_assert_no_error (error);
  ((Fixture *) data)->is_done = TRUE;
}

/* A chat as after a start of the program. */
static void
begin (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "providers.json", NULL);
  g_autofree char *data = g_build_filename (fixture->folder, "data", NULL);
  g_autoptr(NatterHttp) http = natter_http_new ();
  g_autoptr(NatterSecrets) secrets = natter_secrets_memory_new ();
  g_autoptr(NatterProviderList) providers = natter_provider_list_new (path);
  g_autoptr(NatterProvider) provider = NULL;
  g_autoptr(NatterStore) store = natter_store_new (data);

  provider = natter_provider_new ("Test", "openai-chat",
                                  natter_test_server_get_url (fixture->server));
  natter_provider_list_add (providers, provider);
  fixture->chat = natter_chat_new (http, secrets, providers);
  fixture->keeper = natter_keeper_new (store, natter_chat_get_conversations (fixture->chat));
  natter_keeper_set_folders (fixture->keeper, natter_chat_get_folders (fixture->chat));
  natter_chat_set_keeper (fixture->chat, fixture->keeper);
  fixture->is_done = FALSE;
  natter_keeper_open_async (fixture->keeper, opened_cb, fixture);
  natter_test_run_until (is_done, fixture);
}

static void
end (Fixture *fixture)
{
  natter_keeper_flush (fixture->keeper);
  fixture->is_done = FALSE;
  natter_store_close_async (natter_keeper_get_store (fixture->keeper), NULL, closed_cb, fixture);
  natter_test_run_until (is_done, fixture);
  g_clear_object (&fixture->chat);
  g_assert_finalize_object (fixture->keeper);
}

static void
restart (Fixture *fixture)
{
  end (fixture);
  begin (fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-keeper-XXXXXX", NULL);
  fixture->server = natter_test_server_new ();
  begin (fixture);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  end (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->server);
}

static void
choose (Fixture            *fixture,
        NatterConversation *conversation,
        const char         *model)
{
  g_autoptr(NatterProvider) provider =
    g_list_model_get_item (G_LIST_MODEL (natter_chat_get_providers (fixture->chat)), 0);
  g_autofree char *key = natter_provider_list_make_key (provider, model);

  natter_conversation_set_model_key (conversation, key);
}

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static void
ask (Fixture            *fixture,
     NatterConversation *conversation,
     const char         *text)
{
  g_autoptr(GError) error = NULL;

  choose (fixture, conversation, "echo");
  g_assert_true (natter_chat_send (fixture->chat, conversation, text, &error));
  g_assert_no_error (error);
  natter_test_run_until (is_idle, conversation);
}

static gboolean
is_loaded (gpointer data)
{
  return natter_conversation_is_loaded (data);
}

/* The one at the position, with its messages. */
static NatterConversation *
load (Fixture *fixture,
      guint    position)
{
  GListModel *conversations = G_LIST_MODEL (natter_chat_get_conversations (fixture->chat));
  NatterConversation *conversation = g_list_model_get_item (conversations, position);

  g_assert_nonnull (conversation);
  natter_chat_load (fixture->chat, conversation);
  natter_test_run_until (is_loaded, conversation);

  return conversation;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)));
}

/* Texts of the visible path, joined by "|" */
static char *
dup_path (NatterConversation *conversation)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (conversation, NULL);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "|" : "",
                            natter_message_get_text (g_ptr_array_index (path, i)));

  return g_string_free_and_steal (all);
}

static void
check_path (NatterConversation *conversation,
            const char         *expected)
{
  g_autofree char *path = dup_path (conversation);

  g_assert_cmpstr (path, ==, expected);
}

static void
test_talk (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) one = natter_conversation_new ();
  g_autoptr(NatterConversation) two = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;

  ask (fixture, one, "first");
  ask (fixture, two, "other");
  ask (fixture, one, "second");
  restart (fixture);

  /* the last that was spoken in comes first, and nothing is read before it is looked at */
  g_assert_cmpuint (count (fixture), ==, 2);
  again = load (fixture, 0);
  g_assert_cmpstr (natter_conversation_get_id (again), ==, natter_conversation_get_id (one));
  g_assert_cmpstr (natter_conversation_get_title (again), ==, "first");
  check_path (again, "first|first|second|second");
  g_assert_cmpint (natter_message_get_end (natter_conversation_get_last (again)), ==,
                   NATTER_END_COMPLETE);

  /* and it goes on */
  ask (fixture, again, "third");
  check_path (again, "first|first|second|second|third|third");
}

static void
test_unread_conversation_is_not_sent (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GError) error = NULL;

  ask (fixture, conversation, "first");
  restart (fixture);
  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  choose (fixture, again, "echo");
  g_assert_false (natter_chat_send (fixture->chat, again, "second", &error));
  g_assert_nonnull (error);
}

static void
test_siblings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GError) error = NULL;
  guint index = 0;

  ask (fixture, conversation, "question");
  g_assert_true (natter_chat_retry (fixture->chat, conversation,
                                    natter_conversation_get_last (conversation), &error));
  natter_test_run_until (is_idle, conversation);
  natter_conversation_show_sibling (conversation, natter_conversation_get_last (conversation), -1);
  restart (fixture);

  again = load (fixture, 0);
  g_assert_cmpuint (natter_conversation_get_n_siblings (again, natter_conversation_get_last (again),
                                                        &index), ==, 2);
  g_assert_cmpuint (index, ==, 0);
}

static void
test_trash (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterConversation) last = NULL;
  g_autoptr(GPtrArray) path = NULL;

  ask (fixture, conversation, "first");
  ask (fixture, conversation, "second");
  path = natter_conversation_dup_path (conversation, NULL);
  natter_chat_trash_message (fixture->chat, conversation, g_ptr_array_index (path, 1), FALSE);
  natter_chat_trash_message (fixture->chat, conversation, g_ptr_array_index (path, 2), TRUE);
  check_path (conversation, "first");
  restart (fixture);

  again = load (fixture, 0);
  check_path (again, "first");
  natter_chat_untrash_message (fixture->chat, again,
                               natter_conversation_find (again, natter_message_get_id (
                                 g_ptr_array_index (path, 2))));
  check_path (again, "first|second|second");
  restart (fixture);

  last = load (fixture, 0);
  check_path (last, "first|second|second");
}

static void
edits_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  GPtrArray **edits = data;

  *edits = natter_store_load_edits_finish (NATTER_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_edits (gpointer data)
{
  return *(GPtrArray **) data != NULL;
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  ask (fixture, conversation, "first");
  id = g_strdup (natter_message_get_id (natter_conversation_get_last (conversation)));
  g_assert_true (natter_chat_edit (fixture->chat, conversation,
                                   natter_conversation_get_last (conversation), "better", &error));
  g_assert_no_error (error);
  restart (fixture);

  again = load (fixture, 0);
  check_path (again, "first|better");
  g_assert_cmpstr (natter_message_get_model (natter_conversation_get_last (again)), ==, "echo");
  natter_store_load_edits_async (natter_keeper_get_store (fixture->keeper), id, NULL, edits_cb,
                                 &edits);
  natter_test_run_until (has_edits, &edits);
  g_assert_cmpuint (edits->len, ==, 1);
}

static void
test_edit_and_ask (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GError) error = NULL;

  ask (fixture, conversation, "first");
  path = natter_conversation_dup_path (conversation, NULL);
  g_assert_true (natter_chat_edit_and_ask (fixture->chat, conversation,
                                           g_ptr_array_index (path, 0), "second", &error));
  g_assert_no_error (error);
  natter_test_run_until (is_idle, conversation);
  restart (fixture);

  again = load (fixture, 0);
  check_path (again, "second|second");
  natter_conversation_show (again, natter_conversation_find (again, natter_message_get_id (
                                                               g_ptr_array_index (path, 1))));
  check_path (again, "first|first");
}

static void
test_fork (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) fork = NULL;
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterConversation) first = NULL;

  ask (fixture, conversation, "first");
  fork = natter_chat_fork (fixture->chat, conversation,
                           natter_conversation_get_last (conversation));
  ask (fixture, fork, "second");
  natter_chat_trash_message (fixture->chat, fork, natter_conversation_get_last (fork), FALSE);
  restart (fixture);

  g_assert_cmpuint (count (fixture), ==, 2);
  again = load (fixture, 0);
  check_path (again, "first|first|second");
  first = load (fixture, 1);
  check_path (first, "first|first");
}

static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;

  ask (fixture, conversation, "first");
  natter_conversation_set_title (conversation, "A title");
  natter_conversation_set_pinned (conversation, TRUE);
  natter_conversation_set_archived (conversation, TRUE);
  natter_conversation_set_unread (conversation, TRUE);
  natter_conversation_set_trashed (conversation, TRUE);
  natter_conversation_set_draft (conversation, "half a");
  natter_conversation_set_draft (conversation, "half a thought");
  natter_keeper_set_new_draft (fixture->keeper, "another");
  restart (fixture);

  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  g_assert_cmpstr (natter_conversation_get_title (again), ==, "A title");
  g_assert_true (natter_conversation_title_is_own (again));
  g_assert_true (natter_conversation_is_pinned (again));
  g_assert_true (natter_conversation_is_archived (again));
  g_assert_true (natter_conversation_is_unread (again));
  g_assert_true (natter_conversation_is_trashed (again));
  g_assert_cmpstr (natter_conversation_get_draft (again), ==, "half a thought");
  g_assert_cmpstr (natter_keeper_get_new_draft (fixture->keeper), ==, "another");
}

static void
test_folders (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterFolder) work = natter_folder_new ("Work");
  g_autoptr(NatterFolder) gone = natter_folder_new ("Gone");
  NatterFolderList *folders = natter_chat_get_folders (fixture->chat);
  NatterFolder *found = NULL;

  natter_folder_list_append (folders, work);
  natter_folder_list_append (folders, gone);
  natter_folder_set_colour (work, "green");
  natter_folder_set_emoji (work, "🔧");
  natter_folder_list_remove (folders, gone);
  ask (fixture, conversation, "first");
  natter_conversation_set_folder_id (conversation, natter_folder_get_id (work));
  restart (fixture);

  folders = natter_chat_get_folders (fixture->chat);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (folders)), ==, 1);
  found = natter_folder_list_find (folders, natter_folder_get_id (work));
  g_assert_nonnull (found);
  g_assert_cmpstr (natter_folder_get_name (found), ==, "Work");
  g_assert_cmpstr (natter_folder_get_colour (found), ==, "green");
  g_assert_cmpstr (natter_folder_get_emoji (found), ==, "🔧");
  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  g_assert_cmpstr (natter_conversation_get_folder_id (again), ==, natter_folder_get_id (work));
}

/* The trash is in the list: what leaves that is gone for good. */
static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) one = natter_conversation_new ();
  g_autoptr(NatterConversation) two = natter_conversation_new ();
  g_autoptr(NatterConversation) left = NULL;

  ask (fixture, one, "first");
  ask (fixture, two, "other");
  natter_conversation_set_trashed (one, TRUE);
  natter_conversation_list_remove (natter_chat_get_conversations (fixture->chat), one);
  restart (fixture);

  g_assert_cmpuint (count (fixture), ==, 1);
  left = load (fixture, 0);
  check_path (left, "other|other");
}

static void
test_temporary (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  guint64 before = natter_store_get_bytes_written (natter_keeper_get_store (fixture->keeper));

  natter_conversation_set_temporary (conversation, TRUE);
  ask (fixture, conversation, "between us");
  natter_conversation_set_title (conversation, "Nothing of it");
  natter_conversation_set_draft (conversation, "nor of this");
  g_assert_cmpuint (natter_store_get_bytes_written (natter_keeper_get_store (fixture->keeper)), ==,
                    before);
  restart (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static gboolean
has_text (gpointer data)
{
  return natter_message_get_length (data) > 200;
}

/* A stop is an end like any other: what came is stored. */
static void
test_stopped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autofree char *text = NULL;
  NatterMessage *answer = NULL;

  choose (fixture, conversation, "long-100000");
  g_assert_true (natter_chat_send (fixture->chat, conversation, "go on", NULL));
  answer = natter_conversation_get_last (conversation);
  natter_test_run_until (has_text, answer);
  natter_chat_stop (fixture->chat, conversation);
  natter_test_run_until (is_idle, conversation);
  text = g_strdup (natter_message_get_text (answer));
  restart (fixture);

  again = load (fixture, 0);
  answer = natter_conversation_get_last (again);
  g_assert_cmpstr (natter_message_get_text (answer), ==, text);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/keeper/talk", test_talk);
  ADD ("/keeper/unread-conversation-is-not-sent", test_unread_conversation_is_not_sent);
  ADD ("/keeper/siblings", test_siblings);
  ADD ("/keeper/trash", test_trash);
  ADD ("/keeper/edit", test_edit);
  ADD ("/keeper/edit-and-ask", test_edit_and_ask);
  ADD ("/keeper/fork", test_fork);
  ADD ("/keeper/facts", test_facts);
  ADD ("/keeper/folders", test_folders);
  ADD ("/keeper/removed", test_removed);
  ADD ("/keeper/temporary", test_temporary);
  ADD ("/keeper/stopped", test_stopped);
#undef ADD

  return g_test_run ();
}
