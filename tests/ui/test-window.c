/* test-window.c: the window against the scripted server, driven by its own actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-announce.h"
#include "natter-ui-test.h"
#include "natter-window-private.h"

typedef struct
{
  NatterTestServer *server;
  NatterChat       *chat;
  NatterProvider   *provider;
  NatterSettings   *settings;
  AdwApplication   *application;
  NatterWindow     *window;
  GString          *announced;
  char             *folder;
} Fixture;

static void
announced_cb (const char                        *text,
              GtkAccessibleAnnouncementPriority  priority,
              gpointer                           data)
{
  g_string_append_printf (data, "%s|", text);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static guint n_applications;
  g_autofree char *settings = NULL;
  g_autofree char *id = NULL;
  GError *error = NULL;

  fixture->folder = g_dir_make_tmp ("natter-window-XXXXXX", NULL);
  settings = g_build_filename (fixture->folder, "settings.ini", NULL);
  fixture->server = natter_test_server_new ();
  fixture->chat = ui_test_chat_new (fixture->folder);
  fixture->provider = ui_test_add_provider (fixture->chat, "Test",
                                            natter_test_server_get_url (fixture->server),
                                            (const char *[]) { "echo", "long-100000", NULL });
  fixture->settings = natter_settings_new (settings);
  id = g_strdup_printf ("io.github.natter_chat.Test%u", ++n_applications);
  fixture->application = adw_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  fixture->window = natter_window_new (fixture->application, fixture->chat, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  natter_test_run_until (ui_test_is_mapped, fixture->window->composer);
  fixture->announced = g_string_new (NULL);
  natter_announce_set_recorder (announced_cb, fixture->announced);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  natter_announce_set_recorder (NULL, NULL);
  ui_test_assert_gone (GTK_WIDGET (fixture->window), fixture->window);
  g_object_unref (fixture->application);
  g_object_unref (fixture->settings);
  ui_test_assert_freed (fixture->chat);
  g_object_unref (fixture->server);
  g_string_free (fixture->announced, TRUE);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static void
choose (Fixture    *fixture,
        const char *model)
{
  g_autofree char *key = natter_provider_list_make_key (fixture->provider, model);

  natter_conversation_set_model_key (fixture->window->conversation, key);
}

static void
say (Fixture    *fixture,
     const char *text)
{
  natter_composer_set_text (fixture->window->composer, text);
  act (fixture, "win.send");
}

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static gboolean
has_text (gpointer data)
{
  return natter_message_get_length (data) > 20;
}

static void
assert_composed (Fixture    *fixture,
                 const char *expected)
{
  g_autofree char *text = natter_composer_dup_text (fixture->window->composer);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_send (Fixture       *fixture,
           gconstpointer  data)
{
  NatterConversation *conversation = fixture->window->conversation;

  say (fixture, "hello");
  assert_composed (fixture, "");
  g_assert_true (natter_sidebar_get_selected (fixture->window->sidebar) == conversation);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Stop"));
  natter_test_run_until (is_idle, conversation);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Send"));
  g_assert_cmpstr (fixture->announced->str, ==, "Generating response|Response complete|");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "hello – Natter");
}

static void
test_enter_while_streaming_keeps_the_text (Fixture       *fixture,
                                           gconstpointer  data)
{
  NatterConversation *conversation = fixture->window->conversation;

  choose (fixture, "long-100000");
  say (fixture, "first");
  natter_test_run_until (has_text, natter_conversation_get_last (conversation));
  say (fixture, "second");
  assert_composed (fixture, "second");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 2);
  g_assert_nonnull (strstr (fixture->announced->str, "still being written"));

  act (fixture, "win.stop");
  natter_test_run_until (is_idle, conversation);
  g_assert_nonnull (strstr (fixture->announced->str, "Stopped by you|"));
  assert_composed (fixture, "second");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_text_is_kept_without_a_model (Fixture       *fixture,
                                   gconstpointer  data)
{
  natter_provider_list_remove (natter_chat_get_providers (fixture->chat), fixture->provider);
  say (fixture, "do not lose this");
  assert_composed (fixture, "do not lose this");
  g_assert_true (natter_conversation_is_empty (fixture->window->conversation));
  g_assert_nonnull (strstr (fixture->announced->str, "Choose a model first."));
}

static void
test_new_chat_while_streaming (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr(NatterConversation) first = g_object_ref (fixture->window->conversation);
  NatterConversation *second = NULL;
  NatterMessage *answer = NULL;

  choose (fixture, "long-100000");
  say (fixture, "first");
  answer = natter_conversation_get_last (first);
  natter_test_run_until (has_text, answer);
  act (fixture, "win.new-chat");
  second = fixture->window->conversation;
  g_assert_true (second != first);
  g_assert_true (natter_conversation_is_empty (second));
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Send"));

  choose (fixture, "echo");
  say (fixture, "second");
  natter_test_run_until (is_idle, second);
  g_assert_nonnull (strstr (natter_message_get_text (natter_conversation_get_last (second)),
                            "second"));
  g_assert_true (natter_message_is_streaming (answer));

  natter_window_open (fixture->window, first);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Stop"));
  act (fixture, "win.stop");
  natter_test_run_until (is_idle, first);
}

static void
test_drafts_stay_with_their_conversation (Fixture       *fixture,
                                          gconstpointer  data)
{
  g_autoptr(NatterConversation) first = g_object_ref (fixture->window->conversation);

  say (fixture, "hello");
  natter_test_run_until (is_idle, first);
  natter_composer_set_text (fixture->window->composer, "half a thought");
  act (fixture, "win.new-chat");
  assert_composed (fixture, "");
  natter_composer_set_text (fixture->window->composer, "another");
  natter_window_open (fixture->window, first);
  assert_composed (fixture, "half a thought");
  act (fixture, "win.new-chat");
  assert_composed (fixture, "another");
}

static void
test_link_fills_and_never_sends (Fixture       *fixture,
                                 gconstpointer  data)
{
  natter_composer_set_text (fixture->window->composer, "mine");
  natter_window_set_draft (fixture->window, "from a link");
  assert_composed (fixture, "mine\n\nfrom a link");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_retry_adds_a_sibling (Fixture       *fixture,
                           gconstpointer  data)
{
  NatterConversation *conversation = fixture->window->conversation;
  NatterMessage *first = NULL;

  say (fixture, "hello");
  natter_test_run_until (is_idle, conversation);
  first = natter_conversation_get_last (conversation);
  act (fixture, "win.retry");
  natter_test_run_until (is_idle, conversation);
  g_assert_true (natter_conversation_get_last (conversation) != first);
  act (fixture, "win.previous-answer");
  g_assert_true (natter_conversation_get_last (conversation) == first);
}

static void
add (const char *path,
     void      (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  add ("/window/send", test_send);
  add ("/window/enter-while-streaming-keeps-the-text", test_enter_while_streaming_keeps_the_text);
  add ("/window/text-is-kept-without-a-model", test_text_is_kept_without_a_model);
  add ("/window/new-chat-while-streaming", test_new_chat_while_streaming);
  add ("/window/drafts-stay-with-their-conversation", test_drafts_stay_with_their_conversation);
  add ("/window/link-fills-and-never-sends", test_link_fills_and_never_sends);
  add ("/window/retry-adds-a-sibling", test_retry_adds_a_sibling);

  return g_test_run ();
}
