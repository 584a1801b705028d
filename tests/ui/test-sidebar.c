/* test-sidebar.c: the list of conversations, what is selected in it, and its rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-test.h"

#define MANY 10000
/* GTK builds this many rows of any list, and some for the focus and the edges */
#define MOST_ROWS 230

static void
test_sidebar_empty (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);

  g_assert_nonnull (ui_test_find (sidebar, GTK_TYPE_LABEL, "No conversations yet"));

  sidebar_test_add (fixture, "Why the sky is blue");
  sidebar_test_wait_row (fixture, "Why the sky is blue");
  g_assert_null (ui_test_find (sidebar, GTK_TYPE_LABEL, "No conversations yet"));
}

static void
test_sidebar_title (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");

  sidebar_test_wait_row (fixture, "Why the sky is blue");
  natter_conversation_set_title (conversation, "");
  g_assert_nonnull (sidebar_test_find_row (fixture, "New Chat"));
  natter_conversation_set_title (conversation, "Rainbows");
  g_assert_nonnull (sidebar_test_find_row (fixture, "Rainbows"));
}

/* Whether an item, and nothing else, is selected in the list. */
static gboolean
is_selected (Fixture  *fixture,
             gpointer  wanted)
{
  GtkSelectionModel *model = sidebar_test_model (fixture);
  gboolean found = wanted == NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (!gtk_selection_model_is_selected (model, i))
        continue;
      if (item != wanted)
        return FALSE;
      found = TRUE;
    }

  return found;
}

static void
test_sidebar_selected (Fixture       *fixture,
                       gconstpointer  data)
{
  NatterConversation *first = sidebar_test_add (fixture, "One");
  NatterConversation *second = sidebar_test_add (fixture, "Two");

  g_assert_null (natter_sidebar_get_selected (fixture->sidebar));
  g_assert_true (is_selected (fixture, NULL));

  natter_sidebar_set_selected (fixture->sidebar, first);
  natter_sidebar_set_selected (fixture->sidebar, first);
  g_assert_cmpuint (fixture->notified, ==, 1);
  g_assert_true (is_selected (fixture, first));

  /* as the arrow keys do */
  gtk_selection_model_select_item (sidebar_test_model (fixture), 0, TRUE);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == second);
  g_assert_true (is_selected (fixture, second));
  g_assert_cmpuint (fixture->notified, ==, 2);
  g_assert_cmpuint (fixture->activated, ==, 0);
}

static void
test_sidebar_selected_moves (Fixture       *fixture,
                             gconstpointer  data)
{
  NatterConversation *first = sidebar_test_add (fixture, "One");
  g_autoptr(NatterConversation) unlisted = natter_conversation_new ();
  g_autoptr(NatterConversation) moving = g_object_ref (first);

  sidebar_test_add (fixture, "Two");
  natter_sidebar_set_selected (fixture->sidebar, first);

  /* sorted anew, in two steps: nobody chose anything */
  natter_conversation_list_remove (fixture->list, moving);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == moving);
  natter_conversation_list_add (fixture->list, moving);
  g_assert_true (is_selected (fixture, moving));
  g_assert_cmpuint (fixture->notified, ==, 1);

  /* a new conversation is selected before it is listed */
  natter_sidebar_set_selected (fixture->sidebar, unlisted);
  g_assert_true (is_selected (fixture, NULL));
  natter_conversation_list_add (fixture->list, unlisted);
  g_assert_true (is_selected (fixture, unlisted));
  g_assert_cmpuint (fixture->notified, ==, 2);
}

/* The arrow keys pass a folder without choosing it. */
static void
test_sidebar_folder_not_selected (Fixture       *fixture,
                                  gconstpointer  data)
{
  NatterConversation *first = sidebar_test_add (fixture, "One");

  sidebar_test_add_folder (fixture, "Work");
  natter_sidebar_set_selected (fixture->sidebar, first);
  g_assert_false (gtk_selection_model_select_item (sidebar_test_model (fixture), 0, TRUE));
  g_assert_true (is_selected (fixture, first));
}

static void
test_sidebar_neighbour (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterConversation *first = sidebar_test_add (fixture, "One");
  NatterConversation *second = sidebar_test_add (fixture, "Two");
  NatterConversation *third = sidebar_test_add (fixture, "Three");
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");
  NatterSidebar *sidebar = fixture->sidebar;

  /* Three, <Work> Two, One */
  natter_conversation_set_pinned (third, TRUE);
  natter_conversation_set_folder_id (second, natter_folder_get_id (folder));
  ui_test_wait_for (GTK_WIDGET (sidebar), GTK_TYPE_LABEL, "Pinned");

  g_assert_null (natter_sidebar_get_neighbour (sidebar, -1));
  g_assert_true (natter_sidebar_get_neighbour (sidebar, 1) == third);
  natter_sidebar_set_selected (sidebar, third);
  g_assert_true (natter_sidebar_get_neighbour (sidebar, 1) == second);
  g_assert_null (natter_sidebar_get_neighbour (sidebar, -1));
  natter_sidebar_set_selected (sidebar, second);
  g_assert_true (natter_sidebar_get_neighbour (sidebar, -1) == third);
  natter_sidebar_set_selected (sidebar, first);
  g_assert_null (natter_sidebar_get_neighbour (sidebar, 1));
}

static void
test_sidebar_activate (Fixture       *fixture,
                       gconstpointer  data)
{
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
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
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
  guint exported = 0;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, &exported);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  sidebar_test_add (fixture, "Two");
  sidebar_test_act (fixture, "Why the sky is blue", "sidebar.export", NULL);
  g_assert_cmpuint (exported, ==, 1);
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == conversation);
}

/* The entry that a title is written in. */
static GtkWidget *
wait_entry (Fixture *fixture)
{
  return ui_test_wait_for (sidebar_test_view (fixture), GTK_TYPE_ENTRY, NULL);
}

static void
test_sidebar_rename (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
  GtkWidget *entry = NULL;

  sidebar_test_act (fixture, "Why the sky is blue", "sidebar.rename", NULL);
  entry = wait_entry (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Why the sky is blue");
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Title");

  gtk_editable_set_text (GTK_EDITABLE (entry), " Rainbows ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (ui_test_find (sidebar_test_view (fixture), GTK_TYPE_ENTRY, NULL));
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "Rainbows");
  g_assert_true (natter_conversation_title_is_own (conversation));

  /* blanks are no title */
  sidebar_test_act (fixture, "Rainbows", "sidebar.rename", NULL);
  entry = wait_entry (fixture);
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "Rainbows");
}

static void
test_sidebar_rename_escape (Fixture       *fixture,
                            gconstpointer  data)
{
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
  GtkWidget *entry = NULL;

  sidebar_test_act (fixture, "Why the sky is blue", "sidebar.rename", NULL);
  entry = wait_entry (fixture);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Rainbows");
  g_assert_true (sidebar_test_press (entry, GDK_KEY_Escape));
  g_assert_null (ui_test_find (sidebar_test_view (fixture), GTK_TYPE_ENTRY, NULL));
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "Why the sky is blue");
}

/* What is being written is not lost because the row goes. */
static void
test_sidebar_rename_row_goes (Fixture       *fixture,
                              gconstpointer  data)
{
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "hello");

  sidebar_test_add (fixture, "Two");
  sidebar_test_act (fixture, "Why the sky is blue", "sidebar.rename", NULL);
  gtk_editable_set_text (GTK_EDITABLE (wait_entry (fixture)), "Rainbows");
  natter_conversation_append (conversation, message);
  sidebar_test_wait_row (fixture, "Rainbows");
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "Rainbows");
}

static void
test_sidebar_menu (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);

  sidebar_test_add (fixture, "Why the sky is blue");
  sidebar_test_wait_row (fixture, "Why the sky is blue");
  g_assert_true (gtk_widget_grab_focus (sidebar));

  /* what the Menu key does */
  gtk_widget_activate_action (sidebar, "sidebar.menu", NULL);
  ui_test_wait_for (sidebar, GTK_TYPE_POPOVER_MENU, NULL);
}

static void
test_sidebar_status (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
  GtkWidget *row = sidebar_test_wait_row (fixture, "Why the sky is blue");
  GtkWidget *item = gtk_widget_get_parent (row);

  g_assert_null (natter_sidebar_row_get_status (NATTER_SIDEBAR_ROW (row)));
  natter_conversation_set_unread (conversation, TRUE);
  natter_conversation_set_temporary (conversation, TRUE);
  g_assert_cmpstr (natter_sidebar_row_get_status (NATTER_SIDEBAR_ROW (row)), ==,
                   "Unread, Temporary");
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, "Why the sky is blue");
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Unread, Temporary");

  /* who opens it has read it */
  natter_sidebar_set_selected (fixture->sidebar, conversation);
  g_assert_false (natter_conversation_is_unread (conversation));
  natter_conversation_set_unread (conversation, TRUE);
  g_assert_false (natter_conversation_is_unread (conversation));
}

static guint
count_widgets (GtkWidget *root,
               GType      type)
{
  guint count = g_type_is_a (G_OBJECT_TYPE (root), type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    count += count_widgets (child, type);

  return count;
}

static gboolean
last_is_there (gpointer fixture)
{
  GtkWidget *row = sidebar_test_find_row (fixture, "last");

  return row && gtk_widget_get_mapped (row);
}

/* Thousands of conversations cost no more widgets than a few hundred do, wherever the list is. */
static void
test_sidebar_many (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  GtkListView *view = NULL;

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr(GDateTime) now = sidebar_test_time (SIDEBAR_TEST_NOW);
      g_autoptr(GDateTime) time = g_date_time_add_hours (now, -(int) i);
      const char *title = i == 0 ? "first" : i == MANY - 1 ? "last" : "title";

      g_ptr_array_add (all, natter_conversation_new_stored (title, title, TRUE, time, time));
    }

  natter_conversation_list_splice (fixture->list, 0, 0, (NatterConversation **) all->pdata, MANY);
  sidebar_test_wait_row (fixture, "first");
  view = GTK_LIST_VIEW (sidebar_test_view (fixture));
  g_assert_cmpuint (count_widgets (GTK_WIDGET (view), NATTER_TYPE_SIDEBAR_ROW), <, MOST_ROWS);

  for (guint position = 0; position < MANY; position += 997)
    {
      gtk_list_view_scroll_to (view, position, GTK_LIST_SCROLL_NONE, NULL);
      g_assert_cmpuint (count_widgets (GTK_WIDGET (view), NATTER_TYPE_SIDEBAR_ROW), <, MOST_ROWS);
    }

  gtk_list_view_scroll_to (view, MANY - 1, GTK_LIST_SCROLL_NONE, NULL);
  natter_test_run_until (last_is_there, fixture);
  g_assert_cmpuint (count_widgets (GTK_WIDGET (view), NATTER_TYPE_SIDEBAR_ROW), <, MOST_ROWS);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (view), GTK_TYPE_LABEL, "January 2025"));
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
  NatterConversation *conversation = sidebar_test_add (fixture, "Why the sky is blue");
  NatterSidebarRow *row;

  row = NATTER_SIDEBAR_ROW (sidebar_test_wait_row (fixture, "Why the sky is blue"));
  g_assert_null (natter_sidebar_row_get_status (row));

  natter_conversation_set_model_key (conversation, key);
  g_assert_true (natter_chat_send (chat, conversation, "Why?", NULL));
  natter_test_run_until (is_busy, conversation);
  g_assert_cmpstr (natter_sidebar_row_get_status (row), ==, "Answering");

  natter_chat_stop (chat, conversation);
  natter_test_run_until (is_idle, conversation);
  g_assert_cmpstr (natter_sidebar_row_get_status (row), ==, "Unread");
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
    { "/sidebar/folder-not-selected", test_sidebar_folder_not_selected },
    { "/sidebar/neighbour", test_sidebar_neighbour },
    { "/sidebar/activate", test_sidebar_activate },
    { "/sidebar/export", test_sidebar_export },
    { "/sidebar/rename", test_sidebar_rename },
    { "/sidebar/rename-escape", test_sidebar_rename_escape },
    { "/sidebar/rename-row-goes", test_sidebar_rename_row_goes },
    { "/sidebar/menu", test_sidebar_menu },
    { "/sidebar/status", test_sidebar_status },
    { "/sidebar/many", test_sidebar_many },
    { "/sidebar/busy", test_sidebar_busy },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, sidebar_test_set_up, tests[i].test,
                sidebar_test_tear_down);

  return g_test_run ();
}
