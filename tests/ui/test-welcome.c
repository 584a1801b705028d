/* test-welcome.c: what an empty window says, and taking a server that runs on this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-welcome-page.h"

#include "natter-local-servers.h"
#include "natter-ui-test.h"

#define NOBODY "http://127.0.0.1:1/v1"

typedef struct
{
  char *folder;
  NatterChat *chat;
  NatterWelcomePage *page;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->chat = ui_test_chat_new (fixture->folder);
  fixture->page = g_object_new (NATTER_TYPE_WELCOME_PAGE, "chat", fixture->chat, NULL);
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->page));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->page);
  ui_test_assert_freed (fixture->chat);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, text) != NULL;
}

static void
test_welcome_first_run (Fixture       *fixture,
                        gconstpointer  data)
{
  ui_test_wait_for (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "Welcome to Natter");
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "_Add a Provider"));
}

static gboolean
ready_is_shown (gpointer data)
{
  return says (data, "What’s on your mind?");
}

static void
test_welcome_ready (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Test", NOBODY, NULL);
  g_autofree char *key = natter_provider_list_make_key (provider, "qwen3");

  natter_test_run_until (ready_is_shown, fixture);
  g_assert_true (says (fixture, "Choose a model above, then write your message."));

  natter_welcome_page_set_model_key (fixture->page, key);
  g_assert_true (says (fixture, "qwen3 will answer."));
}

static gboolean
connected_is_shown (gpointer data)
{
  return says (data, "Connected to 127.0.0.1:1");
}

static void
test_welcome_transient (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(NatterProvider) provider = natter_provider_new ("Test", "openai-chat", NOBODY);

  natter_provider_set_transient (provider, TRUE);
  natter_provider_list_add (natter_chat_get_providers (fixture->chat), provider);
  natter_test_run_until (connected_is_shown, fixture);
}

static gboolean
server_is_offered (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (GTK_WIDGET (fixture->page), ADW_TYPE_ACTION_ROW, "Test Server") != NULL;
}

static void
test_welcome_local_server (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  g_autoptr(NatterDiscovery) discovery =
    natter_discovery_new (natter_chat_get_http (fixture->chat));
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  GtkWidget *group = ui_test_wait_for (GTK_WIDGET (fixture->page), NATTER_TYPE_LOCAL_SERVERS,
                                       NULL);
  GtkWidget *row;

  natter_discovery_add_place (discovery, "Test Server", natter_test_server_get_url (server));
  natter_local_servers_set_discovery (NATTER_LOCAL_SERVERS (group), discovery);
  natter_test_run_until (server_is_offered, fixture);

  row = ui_test_find (GTK_WIDGET (fixture->page), ADW_TYPE_ACTION_ROW, "Test Server");
  g_signal_emit_by_name (ui_test_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_nonnull (natter_provider_list_find_url (providers, natter_test_server_get_url (server)));
  g_assert_nonnull (natter_provider_list_get_default_model (providers));
  natter_test_run_until (ready_is_shown, fixture);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/welcome/first-run", test_welcome_first_run },
    { "/welcome/ready", test_welcome_ready },
    { "/welcome/transient", test_welcome_transient },
    { "/welcome/local-server", test_welcome_local_server },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
