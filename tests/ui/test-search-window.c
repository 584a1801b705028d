/* test-search-window.c: from a search to the message in the window: its conversation is opened, the
 * branch it is on is shown, and the focus finds its way back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-test.h"
#include "natter-sidebar-private.h"
#include "natter-window-private.h"

typedef struct
{
  SearchStore     store;
  NatterSettings *settings;
  AdwApplication *application;
  NatterWindow   *window;
  guint           found;     /* how often a message was chosen */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static guint n_applications;
  g_autofree char *settings = NULL;
  g_autofree char *id = g_strdup_printf ("io.github.natter_chat.TestSearch%u", ++n_applications);

  search_test_open (&fixture->store);
  settings = g_build_filename (fixture->store.folder, "settings.ini", NULL);
  fixture->settings = natter_settings_new (settings);
  fixture->application = adw_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (fixture->application), NULL, NULL));
  fixture->window = natter_window_new (fixture->application, fixture->store.chat,
                                       fixture->settings);
  g_signal_connect_data (fixture->window->sidebar, "found", G_CALLBACK (ui_test_count_cb),
                         &fixture->found, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_window_present (GTK_WINDOW (fixture->window));
  natter_test_run_until (ui_test_is_mapped, fixture->window->composer);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (GTK_WIDGET (fixture->window), fixture->window);
  g_object_unref (fixture->application);
  g_object_unref (fixture->settings);
  search_test_close (&fixture->store);
}

static GtkEditable *
get_entry (Fixture *fixture)
{
  return GTK_EDITABLE (fixture->window->sidebar->search_entry);
}

/* Types and presses Enter at once: the result is opened when it is here. */
static void
open_first (Fixture    *fixture,
            const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  gtk_editable_set_text (get_entry (fixture), text);
  g_signal_emit_by_name (get_entry (fixture), "activate");
}

typedef struct
{
  NatterWindow *window;
  const char   *last;   /* id of the last message that is shown */
} Shown;

static gboolean
shows (gpointer data)
{
  const Shown *shown = data;
  NatterMessage *last = natter_conversation_get_last (shown->window->conversation);

  return last && g_str_equal (natter_message_get_id (last), shown->last) &&
         natter_conversation_view_get_query (shown->window->view) != NULL;
}

static void
wait_shown (Fixture    *fixture,
            const char *last)
{
  Shown shown = { fixture->window, last };

  natter_test_run_until (shows, &shown);
}

static void
test_branch (Fixture       *fixture,
             gconstpointer  data)
{
  NatterConversation *conversation = NULL;

  open_first (fixture, "hails");
  wait_shown (fixture, "w3");
  conversation = fixture->window->conversation;
  g_assert_cmpstr (natter_conversation_get_id (conversation), ==, "weather");
  g_assert_true (natter_sidebar_get_selected (fixture->window->sidebar) == conversation);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Talk – Natter");

  /* it is loaded now, and goes to the other branch as well */
  open_first (fixture, "rains");
  wait_shown (fixture, "w2");

  /* what is above both is not a reason to leave the branch */
  natter_conversation_show (conversation, natter_conversation_find (conversation, "w3"));
  open_first (fixture, "天気");
  wait_shown (fixture, "w3");
}

static void
test_archived (Fixture       *fixture,
               gconstpointer  data)
{
  open_first (fixture, "archived");
  wait_shown (fixture, "o1");
  g_assert_cmpstr (natter_conversation_get_id (fixture->window->conversation), ==, "old");
}

static gboolean
has_found_twice (gpointer data)
{
  return ((Fixture *) data)->found == 2;
}

/* Deleted after it was found: the conversation is opened as it was left. */
static void
test_deleted (Fixture       *fixture,
              gconstpointer  data)
{
  NatterConversation *conversation = NULL;

  open_first (fixture, "rains");
  wait_shown (fixture, "w2");
  conversation = fixture->window->conversation;
  /* the store does not hear of it, and finds it once more */
  natter_conversation_trash (conversation, natter_conversation_find (conversation, "w2"), TRUE);
  natter_window_open_fresh (fixture->window);

  open_first (fixture, "rains");
  natter_test_run_until (has_found_twice, fixture);
  g_assert_true (fixture->window->conversation == conversation);
  g_assert_null (natter_window_find_message (fixture->window, "w2"));
  g_assert_null (natter_conversation_view_get_query (fixture->window->view));
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

static void
test_focus (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *before = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (fixture->window->composer));
  before = get_focus (fixture);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture),
                                         GTK_WIDGET (fixture->window->sidebar)));

  gtk_editable_set_text (get_entry (fixture), "apples");
  g_assert_true (natter_sidebar_stop_search (fixture->window->sidebar));
  g_assert_true (get_focus (fixture) == before);
}

/* What was looked for is selected, so that writing looks for something else. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  int start = 0;
  int end = 0;

  open_first (fixture, "hails");
  wait_shown (fixture, "w3");
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture),
                                         GTK_WIDGET (fixture->window->composer)));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  g_assert_true (gtk_editable_get_selection_bounds (get_entry (fixture), &start, &end));
  g_assert_cmpint (end - start, ==, 5);
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
    { "/search-window/branch", test_branch },
    { "/search-window/archived", test_archived },
    { "/search-window/deleted", test_deleted },
    { "/search-window/focus", test_focus },
    { "/search-window/again", test_again },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
