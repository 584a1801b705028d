/* test-sidebar.c: the list of conversations, its selection and the menu of a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar.h"

#include "natter-sidebar-row.h"
#include "natter-ui-test.h"

typedef struct
{
  NatterConversationList *list;
  NatterSidebar *sidebar;
  GtkWidget *window;
  guint notified;
  guint activated;
} Fixture;

static NatterConversation *
add_conversation (Fixture    *fixture,
                  const char *title)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();

  if (title)
    natter_conversation_set_title (conversation, title);
  natter_conversation_list_add (fixture->list, conversation);

  return conversation;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->list = natter_conversation_list_new ();
  fixture->sidebar = g_object_new (NATTER_TYPE_SIDEBAR, NULL);
  natter_sidebar_set_conversations (fixture->sidebar, fixture->list);
  g_signal_connect_swapped (fixture->sidebar, "notify::selected", G_CALLBACK (ui_test_count_cb),
                            &fixture->notified);
  g_signal_connect_swapped (fixture->sidebar, "activated", G_CALLBACK (ui_test_count_cb),
                            &fixture->activated);
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->sidebar));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->sidebar);
  g_assert_finalize_object (fixture->list);
}

static GtkSingleSelection *
get_selection (Fixture *fixture)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW, NULL);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  GtkWidget *label = ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, title);

  return label ? gtk_widget_get_ancestor (label, NATTER_TYPE_SIDEBAR_ROW) : NULL;
}

static gboolean
row_is_there (gpointer data)
{
  return find_row (data, "Why the sky is blue") != NULL;
}

static void
test_sidebar_empty (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);

  g_assert_nonnull (ui_test_find (sidebar, GTK_TYPE_LABEL, "No conversations yet"));

  add_conversation (fixture, "Why the sky is blue");
  natter_test_run_until (row_is_there, fixture);
  g_assert_null (ui_test_find (sidebar, GTK_TYPE_LABEL, "No conversations yet"));
}

static void
test_sidebar_title (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterConversation *conversation = add_conversation (fixture, "Why the sky is blue");

  natter_test_run_until (row_is_there, fixture);
  natter_conversation_set_title (conversation, "");
  g_assert_nonnull (find_row (fixture, "New Chat"));
  natter_conversation_set_title (conversation, "Rainbows");
  g_assert_nonnull (find_row (fixture, "Rainbows"));
}

static void
test_sidebar_selected (Fixture       *fixture,
                       gconstpointer  data)
{
  NatterConversation *first = add_conversation (fixture, "One");
  NatterConversation *second = add_conversation (fixture, "Two");
  GtkSingleSelection *selection = get_selection (fixture);

  g_assert_null (natter_sidebar_get_selected (fixture->sidebar));

  natter_sidebar_set_selected (fixture->sidebar, first);
  natter_sidebar_set_selected (fixture->sidebar, first);
  g_assert_cmpuint (fixture->notified, ==, 1);
  g_assert_true (gtk_single_selection_get_selected_item (selection) == (gpointer) first);

  /* as the arrow keys do */
  gtk_single_selection_set_selected (selection, 0);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == second);
  g_assert_cmpuint (fixture->notified, ==, 2);
  g_assert_cmpuint (fixture->activated, ==, 0);
}

static void
test_sidebar_selected_moves (Fixture       *fixture,
                             gconstpointer  data)
{
  NatterConversation *first = add_conversation (fixture, "One");
  NatterConversation *unlisted = natter_conversation_new ();
  GtkSingleSelection *selection = get_selection (fixture);
  g_autoptr(NatterConversation) moving = g_object_ref (first);

  add_conversation (fixture, "Two");
  natter_sidebar_set_selected (fixture->sidebar, first);

  /* sorted anew, in two steps: nobody chose anything */
  natter_conversation_list_remove (fixture->list, moving);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == moving);
  natter_conversation_list_add (fixture->list, moving);
  g_assert_true (gtk_single_selection_get_selected_item (selection) == (gpointer) moving);
  g_assert_cmpuint (fixture->notified, ==, 1);

  /* a new conversation is selected before it is listed */
  natter_sidebar_set_selected (fixture->sidebar, unlisted);
  g_assert_null (gtk_single_selection_get_selected_item (selection));
  natter_conversation_list_add (fixture->list, unlisted);
  g_assert_true (gtk_single_selection_get_selected_item (selection) == (gpointer) unlisted);
  g_assert_cmpuint (fixture->notified, ==, 2);
  g_object_unref (unlisted);
}

static void
test_sidebar_activate (Fixture       *fixture,
                       gconstpointer  data)
{
  NatterConversation *conversation = add_conversation (fixture, "Why the sky is blue");
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW, NULL);

  g_assert_true (gtk_widget_activate_action (view, "list.activate-item", "u", 0));
  g_assert_cmpuint (fixture->activated, ==, 1);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == conversation);

  /* again, although it is selected: a narrow window has to show it */
  g_assert_true (gtk_widget_activate_action (view, "list.activate-item", "u", 0));
  g_assert_cmpuint (fixture->activated, ==, 2);
  g_assert_cmpuint (fixture->notified, ==, 1);
}

static void
export_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  ui_test_count_cb (user_data);
}

static void
test_sidebar_export (Fixture       *fixture,
                     gconstpointer  data)
{
  const GActionEntry entries[] = { { .name = "export", .activate = export_cb } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  NatterConversation *conversation = add_conversation (fixture, "Why the sky is blue");
  guint exported = 0;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, &exported);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  add_conversation (fixture, "Two");
  natter_test_run_until (row_is_there, fixture);

  gtk_widget_activate_action (find_row (fixture, "Why the sky is blue"), "row.export", NULL);
  g_assert_cmpuint (exported, ==, 1);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == conversation);
}

static gboolean
dialog_is_there (gpointer window)
{
  return adw_window_get_visible_dialog (window) != NULL;
}

static gboolean
dialog_is_gone (gpointer window)
{
  return adw_window_get_visible_dialog (window) == NULL;
}

static void
test_sidebar_rename (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterConversation *conversation = add_conversation (fixture, "Why the sky is blue");
  GtkWidget *dialog;
  GtkWidget *entry;

  natter_test_run_until (row_is_there, fixture);
  gtk_widget_activate_action (find_row (fixture, "Why the sky is blue"), "row.rename", NULL);
  natter_test_run_until (dialog_is_there, fixture->window);

  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  entry = ui_test_wait_for (dialog, ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Why the sky is blue");

  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "rename"));

  gtk_editable_set_text (GTK_EDITABLE (entry), " Rainbows ");
  g_signal_emit_by_name (ui_test_find (dialog, GTK_TYPE_BUTTON, "_Rename"), "clicked");
  natter_test_run_until (dialog_is_gone, fixture->window);
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "Rainbows");
}

static void
test_sidebar_menu (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *row;

  add_conversation (fixture, "Why the sky is blue");
  natter_test_run_until (row_is_there, fixture);
  row = find_row (fixture, "Why the sky is blue");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->sidebar)));

  /* what the Menu key does */
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.menu", NULL);
  ui_test_wait_for (row, GTK_TYPE_POPOVER_MENU, NULL);
}

static gboolean
is_busy (gpointer conversation)
{
  return natter_conversation_is_busy (conversation);
}

static gboolean
is_idle (gpointer conversation)
{
  return !natter_conversation_is_busy (conversation);
}

static void
test_sidebar_busy (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  g_autoptr(NatterChat) chat = ui_test_chat_new (folder);
  const char *models[] = { "stall", NULL };
  NatterProvider *provider = ui_test_add_provider (chat, "Test",
                                                   natter_test_server_get_url (server),
                                                   models);
  g_autofree char *key = natter_provider_list_make_key (provider, "stall");
  NatterConversation *conversation = add_conversation (fixture, "Why the sky is blue");
  NatterSidebarRow *row;

  natter_test_run_until (row_is_there, fixture);
  row = NATTER_SIDEBAR_ROW (find_row (fixture, "Why the sky is blue"));
  g_assert_null (natter_sidebar_row_get_status (row));

  natter_conversation_set_model_key (conversation, key);
  g_assert_true (natter_chat_send (chat, conversation, "Why?", NULL));
  natter_test_run_until (is_busy, conversation);
  g_assert_cmpstr (natter_sidebar_row_get_status (row), ==, "Answering");

  natter_chat_stop (chat, conversation);
  natter_test_run_until (is_idle, conversation);
  g_assert_null (natter_sidebar_row_get_status (row));
  ui_test_remove_folder (folder);
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
    { "/sidebar/empty", test_sidebar_empty },
    { "/sidebar/title", test_sidebar_title },
    { "/sidebar/selected", test_sidebar_selected },
    { "/sidebar/selected-moves", test_sidebar_selected_moves },
    { "/sidebar/activate", test_sidebar_activate },
    { "/sidebar/export", test_sidebar_export },
    { "/sidebar/rename", test_sidebar_rename },
    { "/sidebar/menu", test_sidebar_menu },
    { "/sidebar/busy", test_sidebar_busy },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
