/* keeper-run.c: a chat whose conversations are stored, as often as the program would be started.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "keeper-run.h"

#include <glib/gstdio.h>

#include "natter-secrets-memory.h"

gboolean
keeper_run_is_done (gpointer data)
{
  return ((KeeperRun *) data)->is_done;
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
  ((KeeperRun *) data)->is_done = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_store_close_finish (NATTER_STORE (source), result, &error));
  g_assert_no_error (error);
  ((KeeperRun *) data)->is_done = TRUE;
}

/* A chat as after a start of the program. */
void
keeper_run_begin (KeeperRun *fixture)
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
  natter_test_run_until (keeper_run_is_done, fixture);
}

void
keeper_run_end (KeeperRun *fixture)
{
  natter_keeper_flush (fixture->keeper);
  fixture->is_done = FALSE;
  natter_store_close_async (natter_keeper_get_store (fixture->keeper), NULL, closed_cb, fixture);
  natter_test_run_until (keeper_run_is_done, fixture);
  g_clear_object (&fixture->chat);
  g_assert_finalize_object (fixture->keeper);
}

void
keeper_run_restart (KeeperRun *fixture)
{
  keeper_run_end (fixture);
  keeper_run_begin (fixture);
}

void
keeper_run_set_up (KeeperRun       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-keeper-XXXXXX", NULL);
  fixture->server = natter_test_server_new ();
  keeper_run_begin (fixture);
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

void
keeper_run_tear_down (KeeperRun       *fixture,
           gconstpointer  data)
{
  keeper_run_end (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->server);
}

void
keeper_run_choose (KeeperRun            *fixture,
        NatterConversation *conversation,
        const char         *model)
{
  g_autoptr(NatterProvider) provider =
    g_list_model_get_item (G_LIST_MODEL (natter_chat_get_providers (fixture->chat)), 0);
  g_autofree char *key = natter_provider_list_make_key (provider, model);

  natter_conversation_set_model_key (conversation, key);
}

gboolean
keeper_run_is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

void
keeper_run_ask (KeeperRun            *fixture,
     NatterConversation *conversation,
     const char         *text)
{
  g_autoptr(GError) error = NULL;

  keeper_run_choose (fixture, conversation, "echo");
  g_assert_true (natter_chat_send (fixture->chat, conversation, text, &error));
  g_assert_no_error (error);
  natter_test_run_until (keeper_run_is_idle, conversation);
}

gboolean
keeper_run_is_loaded (gpointer data)
{
  return natter_conversation_is_loaded (data);
}

/* The one at the position, with its messages. */
NatterConversation *
keeper_run_load (KeeperRun *fixture,
      guint    position)
{
  GListModel *conversations = G_LIST_MODEL (natter_chat_get_conversations (fixture->chat));
  NatterConversation *conversation = g_list_model_get_item (conversations, position);

  g_assert_nonnull (conversation);
  natter_chat_load (fixture->chat, conversation);
  natter_test_run_until (keeper_run_is_loaded, conversation);

  return conversation;
}

guint
keeper_run_count (KeeperRun *fixture)
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

void
keeper_run_check_path (NatterConversation *conversation,
            const char         *expected)
{
  g_autofree char *path = dup_path (conversation);

  g_assert_cmpstr (path, ==, expected);
}
