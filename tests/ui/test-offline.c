/* test-offline.c: a window without a network: it says so once where that matters, and an answer
 * that waits for one says that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-announce.h"
#include "natter-inhibitor.h"
#include "natter-offline-banner.h"
#include "natter-retry-notice.h"
#include "natter-test-network.h"
#include "natter-ui-test.h"

typedef struct
{
  NatterTestServer *server;
  GNetworkMonitor  *monitor;
  NatterChat       *chat;
  NatterProvider   *here;
  NatterProvider   *elsewhere;
  char             *folder;
  guint             n_announced;
} Fixture;

static void
announced_cb (const char                        *text,
              GtkAccessibleAnnouncementPriority  priority,
              gpointer                           data)
{
  (*(guint *) data)++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(NatterNetwork) network = NULL;
  g_autofree char *url = NULL;
  const char *models[] = { "echo", NULL };

  fixture->folder = g_dir_make_tmp ("natter-offline-XXXXXX", NULL);
  fixture->server = natter_test_server_new ();
  fixture->monitor = natter_test_network_new ();
  network = natter_network_new (fixture->monitor);
  fixture->chat = ui_test_chat_new (fixture->folder);
  natter_chat_set_network (fixture->chat, network);
  fixture->here = ui_test_add_provider (fixture->chat, "Here",
                                        natter_test_server_get_url (fixture->server), models);
  /* this computer by a name that does not say so */
  url = g_strconcat ("http://0.0.0.0",
                     strrchr (natter_test_server_get_url (fixture->server), ':'), NULL);
  fixture->elsewhere = ui_test_add_provider (fixture->chat, "Elsewhere", url, models);
  natter_announce_set_recorder (announced_cb, &fixture->n_announced);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  natter_announce_set_recorder (NULL, NULL);
  ui_test_assert_freed (fixture->chat);
  g_object_unref (fixture->monitor);
  g_object_unref (fixture->server);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static char *
dup_key (NatterProvider *provider)
{
  return natter_provider_list_make_key (provider, "echo");
}

static void
test_banner (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *widget = g_object_new (NATTER_TYPE_OFFLINE_BANNER, NULL);
  AdwBanner *banner = ADW_BANNER (adw_bin_get_child (ADW_BIN (widget)));
  GtkWidget *window = ui_test_window_new (widget);
  g_autofree char *here = dup_key (fixture->here);
  g_autofree char *elsewhere = dup_key (fixture->elsewhere);

  natter_offline_banner_set_chat (NATTER_OFFLINE_BANNER (widget), fixture->chat);
  g_object_set (widget, "model-key", elsewhere, NULL);
  g_assert_false (adw_banner_get_revealed (banner));

  natter_test_network_set_online (fixture->monitor, FALSE);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpuint (fixture->n_announced, ==, 1);

  /* what is on this computer needs no network */
  g_object_set (widget, "model-key", here, NULL);
  g_assert_false (adw_banner_get_revealed (banner));
  g_object_set (widget, "model-key", NULL, NULL);
  g_assert_false (adw_banner_get_revealed (banner));
  g_object_set (widget, "model-key", elsewhere, NULL);
  g_assert_true (adw_banner_get_revealed (banner));

  natter_test_network_set_online (fixture->monitor, TRUE);
  g_assert_false (adw_banner_get_revealed (banner));

  ui_test_assert_gone (window, widget);
}

static gboolean
waits (gpointer data)
{
  NatterGeneration *generation = natter_conversation_get_generation (data);

  return generation &&
         natter_generation_get_retry_time (generation) == NATTER_GENERATION_WHEN_ONLINE;
}

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static void
test_notice (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *notice = natter_retry_notice_new ();
  GtkWidget *window = ui_test_window_new (adw_bin_new ());
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autofree char *key = dup_key (fixture->elsewhere);
  NatterTestReply *reply = natter_test_reply_new_stream ();

  adw_window_set_content (ADW_WINDOW (window), notice);
  natter_test_network_set_online (fixture->monitor, FALSE);
  natter_test_reply_close (reply);
  natter_test_server_add_reply (fixture->server, reply);
  natter_conversation_set_model_key (conversation, key);
  g_assert_true (natter_chat_send (fixture->chat, conversation, "hello", NULL));
  natter_retry_notice_set_generation (NATTER_RETRY_NOTICE (notice),
                                      natter_conversation_get_generation (conversation));
  natter_test_run_until (waits, conversation);
  g_assert_nonnull (ui_test_find (notice, GTK_TYPE_LABEL, "Waiting for the network"));
  g_assert_null (ui_test_find (notice, GTK_TYPE_LABEL, ""));

  /* then it counts down as for any other reason */
  natter_test_network_set_online (fixture->monitor, TRUE);
  g_assert_null (ui_test_find (notice, GTK_TYPE_LABEL, "Waiting for the network"));
  g_assert_nonnull (ui_test_find (notice, GTK_TYPE_LABEL, "Trying again in 1 second"));
  gtk_widget_activate_action (notice, "retry.now", NULL);
  natter_test_run_until (is_idle, conversation);
  g_assert_false (gtk_widget_get_visible (notice));
  natter_retry_notice_set_generation (NATTER_RETRY_NOTICE (notice), NULL);

  ui_test_assert_gone (window, notice);
}

/* Who waits for a network has nothing to lose by sleeping. */
static void
test_sleep (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.natter_chat.TestOffline",
                                                               G_APPLICATION_NON_UNIQUE);
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autofree char *key = dup_key (fixture->elsewhere);
  NatterTestReply *reply = natter_test_reply_new_stream ();
  NatterInhibitor *inhibitor = NULL;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  inhibitor = natter_inhibitor_new (GTK_APPLICATION (application), fixture->chat);
  g_assert_false (natter_inhibitor_is_wanted (inhibitor));

  natter_test_network_set_online (fixture->monitor, FALSE);
  natter_test_reply_close (reply);
  natter_test_server_add_reply (fixture->server, reply);
  natter_conversation_set_model_key (conversation, key);
  g_assert_true (natter_chat_send (fixture->chat, conversation, "hello", NULL));
  g_assert_true (natter_inhibitor_is_wanted (inhibitor));
  natter_test_run_until (waits, conversation);
  g_assert_false (natter_inhibitor_is_wanted (inhibitor));

  natter_generation_retry_now (natter_conversation_get_generation (conversation));
  g_assert_true (natter_inhibitor_is_wanted (inhibitor));
  natter_test_run_until (is_idle, conversation);
  g_assert_false (natter_inhibitor_is_wanted (inhibitor));

  g_assert_finalize_object (inhibitor);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/offline/banner", test_banner);
  ADD ("/offline/notice", test_notice);
  ADD ("/offline/sleep", test_sleep);
#undef ADD

  return g_test_run ();
}
