/* test-sidebar-marks.c: several rows of the sidebar are marked, and dealt with at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-test.h"

static void
wait_label (Fixture    *fixture,
            const char *text)
{
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, text);
}

static void
click (Fixture    *fixture,
       const char *title)
{
  g_signal_emit_by_name (sidebar_test_wait_row (fixture, title), "clicked");
}

static void
press_button (Fixture    *fixture,
              const char *name)
{
  GtkWidget *button = ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_BUTTON, name);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static guint
count_selected (Fixture *fixture)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (sidebar_test_model (fixture));

  return (guint) gtk_bitset_get_size (selected);
}

static void
test_clicks (Fixture       *fixture,
             gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");

  sidebar_test_add (fixture, "Two");
  natter_sidebar_set_selected (fixture->sidebar, one);
  sidebar_test_wait_row (fixture, "One");
  press_button (fixture, "Select Conversations");
  wait_label (fixture, "Select Conversations");
  g_assert_cmpuint (count_selected (fixture), ==, 0);
  g_assert_false (gtk_widget_is_sensitive (ui_test_find (GTK_WIDGET (fixture->sidebar),
                                                         GTK_TYPE_BUTTON, "Archive")));

  click (fixture, "One");
  click (fixture, "Two");
  wait_label (fixture, "2 selected");
  click (fixture, "One");
  wait_label (fixture, "1 selected");
  g_assert_cmpuint (count_selected (fixture), ==, 1);

  /* nothing was opened by that */
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == one);
  g_assert_cmpuint (fixture->activated, ==, 0);

  press_button (fixture, "_Cancel");
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_cmpuint (count_selected (fixture), ==, 1);
  g_assert_true (gtk_selection_model_is_selected (sidebar_test_model (fixture), 1));
}

/* Ctrl with a click, Shift with an arrow, Ctrl+A: each begins it. */
static void
test_begin (Fixture       *fixture,
            gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  GtkSelectionModel *model = NULL;

  sidebar_test_add (fixture, "Two");
  sidebar_test_add (fixture, "Three");
  sidebar_test_add_folder (fixture, "Work");
  natter_sidebar_set_selected (fixture->sidebar, one);
  sidebar_test_wait_row (fixture, "One");
  model = sidebar_test_model (fixture);

  /* <Work> Three Two One; the open conversation was selected already */
  g_assert_true (gtk_widget_activate_action (sidebar_test_view (fixture), "list.select-item",
                                             "(ubb)", 1, TRUE, FALSE));
  wait_label (fixture, "2 selected");
  g_assert_true (gtk_selection_model_is_selected (model, 1));
  g_assert_true (gtk_selection_model_is_selected (model, 3));
  press_button (fixture, "_Cancel");

  g_assert_true (gtk_selection_model_select_range (model, 2, 2, TRUE));
  wait_label (fixture, "2 selected");
  press_button (fixture, "_Cancel");

  g_assert_true (gtk_selection_model_select_all (model));
  wait_label (fixture, "3 selected");
  g_assert_true (gtk_selection_model_unselect_all (model));
  g_assert_cmpuint (count_selected (fixture), ==, 0);

  /* the arrow keys only move the focus then */
  gtk_selection_model_select_item (model, 2, FALSE);
  gtk_selection_model_select_item (model, 1, TRUE);
  g_assert_cmpuint (count_selected (fixture), ==, 1);
}

static void
test_checks (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *row = NULL;
  GtkWidget *check = NULL;

  sidebar_test_add (fixture, "One");
  row = sidebar_test_wait_row (fixture, "One");
  g_assert_null (ui_test_find (row, GTK_TYPE_CHECK_BUTTON, NULL));
  press_button (fixture, "Select Conversations");
  check = ui_test_wait_for (row, GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  click (fixture, "One");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_test_accessible_assert_state (gtk_widget_get_parent (row), GTK_ACCESSIBLE_STATE_SELECTED,
                                    TRUE);
}

static void
test_trash (Fixture       *fixture,
            gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  NatterConversation *two = sidebar_test_add (fixture, "Two");
  NatterConversation *three = sidebar_test_add (fixture, "Three");

  sidebar_test_wait_row (fixture, "One");
  press_button (fixture, "Select Conversations");
  click (fixture, "One");
  click (fixture, "Three");
  press_button (fixture, "Move to Trash");
  g_assert_true (natter_conversation_is_trashed (one));
  g_assert_false (natter_conversation_is_trashed (two));
  g_assert_true (natter_conversation_is_trashed (three));
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY, NULL);

  g_assert_cmpstr (natter_undo_get_message (fixture->undo), ==,
                   "2 conversations moved to the trash");
  natter_undo_run (fixture->undo);
  g_assert_false (natter_conversation_is_trashed (one));
  g_assert_false (natter_conversation_is_trashed (three));

  /* once is enough */
  natter_conversation_set_trashed (one, TRUE);
  natter_undo_run (fixture->undo);
  g_assert_true (natter_conversation_is_trashed (one));
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");
  NatterConversation *one = sidebar_test_add (fixture, "One");
  NatterConversation *two = sidebar_test_add (fixture, "Two");

  sidebar_test_wait_row (fixture, "One");
  press_button (fixture, "Select Conversations");
  click (fixture, "One");
  click (fixture, "Two");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.move", "s",
                                             natter_folder_get_id (folder)));
  g_assert_cmpstr (natter_conversation_get_folder_id (one), ==, natter_folder_get_id (folder));
  g_assert_cmpstr (natter_conversation_get_folder_id (two), ==, natter_folder_get_id (folder));
  g_assert_cmpstr (natter_undo_get_message (fixture->undo), ==,
                   "2 conversations moved to “Work”");
}

/* What cannot be seen is not meant. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  NatterConversation *two = sidebar_test_add (fixture, "Two");
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");

  natter_conversation_set_folder_id (two, natter_folder_get_id (folder));
  sidebar_test_wait_row (fixture, "One");
  press_button (fixture, "Select Conversations");
  click (fixture, "One");
  click (fixture, "Two");
  wait_label (fixture, "2 selected");
  click (fixture, "Work");
  wait_label (fixture, "1 selected");
  press_button (fixture, "Archive");
  g_assert_true (natter_conversation_is_archived (one));
  g_assert_false (natter_conversation_is_archived (two));
}

/* Space marks the row with the focus. */
static void
test_space (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *view = NULL;

  sidebar_test_add (fixture, "One");
  sidebar_test_wait_row (fixture, "One");
  view = sidebar_test_view (fixture);
  sidebar_test_focus (fixture, 0);
  g_assert_false (sidebar_test_press (view, GDK_KEY_space));

  press_button (fixture, "Select Conversations");
  sidebar_test_focus (fixture, 0);
  g_assert_true (sidebar_test_press (view, GDK_KEY_space));
  wait_label (fixture, "1 selected");
  g_assert_true (sidebar_test_press (view, GDK_KEY_space));
  g_assert_cmpuint (count_selected (fixture), ==, 0);
}

/* Another view is another list. */
static void
test_view (Fixture       *fixture,
           gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");

  natter_conversation_set_archived (one, TRUE);
  sidebar_test_add (fixture, "Two");
  sidebar_test_wait_row (fixture, "Two");
  press_button (fixture, "Select Conversations");
  click (fixture, "Two");
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_ARCHIVE);
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY, NULL);
  sidebar_test_wait_row (fixture, "One");
  press_button (fixture, "Select Conversations");
  click (fixture, "One");
  press_button (fixture, "Unarchive");
  g_assert_false (natter_conversation_is_archived (one));

  /* while rows are marked a row's own button only marks it */
  natter_conversation_set_trashed (one, TRUE);
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_TRASH);
  sidebar_test_wait_row (fixture, "One");
  press_button (fixture, "Select Conversations");
  g_signal_emit_by_name (sidebar_test_find_row (fixture, "One"), "restore");
  wait_label (fixture, "1 selected");
  g_assert_true (natter_conversation_is_trashed (one));
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
    { "/sidebar-marks/clicks", test_clicks },
    { "/sidebar-marks/begin", test_begin },
    { "/sidebar-marks/checks", test_checks },
    { "/sidebar-marks/trash", test_trash },
    { "/sidebar-marks/move", test_move },
    { "/sidebar-marks/hidden", test_hidden },
    { "/sidebar-marks/space", test_space },
    { "/sidebar-marks/view", test_view },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, sidebar_test_set_up, tests[i].test,
                sidebar_test_tear_down);

  return g_test_run ();
}
