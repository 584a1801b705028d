/* test-sidebar-actions.c: what is done to one conversation or folder: pinned, moved, archived,
 * thrown away, and taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-test.h"

static gboolean
is_there (Fixture    *fixture,
          const char *title)
{
  GListModel *model = G_LIST_MODEL (sidebar_test_model (fixture));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, i);

      if (NATTER_IS_CONVERSATION (item) &&
          g_str_equal (natter_conversation_get_title (NATTER_CONVERSATION (item)), title))
        return TRUE;
    }

  return FALSE;
}

static void
undo (Fixture    *fixture,
      const char *message)
{
  g_autoptr(NatterUndo) undo = g_steal_pointer (&fixture->undo);

  g_assert_nonnull (undo);
  g_assert_cmpstr (natter_undo_get_message (undo), ==, message);
  natter_undo_run (undo);
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

/* Answers the question that is asked. */
static void
answer (Fixture    *fixture,
        const char *button)
{
  GtkWidget *dialog = NULL;

  natter_test_run_until (dialog_is_there, fixture->window);
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  g_signal_emit_by_name (ui_test_wait_for (dialog, GTK_TYPE_BUTTON, button), "clicked");
  natter_test_run_until (dialog_is_gone, fixture->window);
}

static void
test_pin (Fixture       *fixture,
          gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);

  sidebar_test_add (fixture, "Two");
  sidebar_test_act (fixture, "One", "sidebar.pin", NULL);
  g_assert_true (natter_conversation_is_pinned (one));
  ui_test_wait_for (sidebar, GTK_TYPE_LABEL, "Pinned");

  sidebar_test_act (fixture, "One", "sidebar.unpin", NULL);
  g_assert_false (natter_conversation_is_pinned (one));
  g_assert_null (fixture->undo);
}

static void
test_archive (Fixture       *fixture,
              gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");

  sidebar_test_add (fixture, "Two");
  sidebar_test_act (fixture, "One", "sidebar.archive", NULL);
  g_assert_true (natter_conversation_is_archived (one));
  g_assert_false (is_there (fixture, "One"));

  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_ARCHIVE);
  g_assert_true (is_there (fixture, "One"));
  g_assert_false (is_there (fixture, "Two"));
  sidebar_test_act (fixture, "One", "sidebar.unarchive", NULL);
  g_assert_false (natter_conversation_is_archived (one));
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, "Nothing is archived");

  undo (fixture, "Conversation unarchived");
  g_assert_true (natter_conversation_is_archived (one));
}

static void
test_trash_and_undo (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");

  sidebar_test_add (fixture, "Two");
  natter_conversation_set_pinned (one, TRUE);
  sidebar_test_act (fixture, "One", "sidebar.trash", NULL);
  g_assert_true (natter_conversation_is_trashed (one));
  g_assert_false (is_there (fixture, "One"));

  /* it comes back as it was, whatever has happened to it meanwhile */
  natter_conversation_set_pinned (one, FALSE);
  undo (fixture, "Conversation moved to the trash");
  g_assert_false (natter_conversation_is_trashed (one));
  g_assert_true (natter_conversation_is_pinned (one));
  sidebar_test_wait_row (fixture, "One");
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  g_autoptr(GDateTime) now = sidebar_test_time (SIDEBAR_TEST_NOW);
  g_autoptr(GDateTime) later = g_date_time_add_days (now, 1);
  gint64 time = g_date_time_to_unix (now) * 1000;
  GtkWidget *row = NULL;

  sidebar_test_add (fixture, "Two");
  natter_conversation_set_trashed_time (one, time - 3 * 24 * 60 * 60 * 1000);
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_TRASH);
  row = sidebar_test_wait_row (fixture, "One");
  g_assert_cmpstr (natter_sidebar_row_get_status (NATTER_SIDEBAR_ROW (row)), ==, "27 days left");
  natter_today_set_now (fixture->today, later);
  g_assert_cmpstr (natter_sidebar_row_get_status (NATTER_SIDEBAR_ROW (row)), ==, "26 days left");

  /* what is in the trash is not opened */
  g_signal_emit_by_name (row, "clicked");
  g_assert_null (natter_sidebar_get_selected (fixture->sidebar));
  g_assert_false (gtk_selection_model_select_item (sidebar_test_model (fixture), 0, TRUE));

  g_signal_emit_by_name (ui_test_wait_for (row, GTK_TYPE_BUTTON, "Restore"), "clicked");
  g_assert_false (natter_conversation_is_trashed (one));
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, "The trash is empty");
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(NatterConversation) one = g_object_ref (sidebar_test_add (fixture, "One"));

  sidebar_test_add (fixture, "Two");
  natter_conversation_set_trashed (one, TRUE);
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_TRASH);
  sidebar_test_act (fixture, "One", "sidebar.delete", NULL);
  answer (fixture, "_Cancel");
  g_assert_true (natter_conversation_list_find (fixture->list, one, NULL));

  sidebar_test_act (fixture, "One", "sidebar.delete", NULL);
  answer (fixture, "_Delete");
  g_assert_false (natter_conversation_list_find (fixture->list, one, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
}

static void
test_empty_trash (Fixture       *fixture,
                  gconstpointer  data)
{
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");

  natter_conversation_set_trashed (sidebar_test_add (fixture, "One"), TRUE);
  sidebar_test_add (fixture, "Two");
  natter_conversation_set_trashed (sidebar_test_add (fixture, "Three"), TRUE);
  natter_folder_set_trashed (folder, TRUE);
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_TRASH);
  g_signal_emit_by_name (ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_BUTTON,
                                           "_Empty Trash…"), "clicked");
  answer (fixture, "_Empty Trash");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->folders)), ==, 0);
}

static void
test_move (Fixture       *fixture,
           gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work_1");

  natter_conversation_set_pinned (one, TRUE);
  sidebar_test_act (fixture, "One", "sidebar.move", natter_folder_get_id (folder));
  g_assert_cmpstr (natter_conversation_get_folder_id (one), ==, natter_folder_get_id (folder));
  g_assert_false (natter_conversation_is_pinned (one));

  undo (fixture, "Conversation moved to “Work_1”");
  g_assert_null (natter_conversation_get_folder_id (one));
  g_assert_true (natter_conversation_is_pinned (one));

  natter_conversation_set_folder_id (one, natter_folder_get_id (folder));
  sidebar_test_act (fixture, "One", "sidebar.move", "");
  g_assert_null (natter_conversation_get_folder_id (one));
}

/* A new folder is named in its place. */
static void
test_new_folder (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterConversation *one = sidebar_test_add (fixture, "One");
  g_autoptr(NatterFolder) folder = NULL;
  GtkWidget *entry = NULL;

  sidebar_test_act (fixture, "One", "sidebar.move-to-new", NULL);
  folder = g_list_model_get_item (G_LIST_MODEL (fixture->folders), 0);
  g_assert_cmpstr (natter_conversation_get_folder_id (one), ==, natter_folder_get_id (folder));

  entry = ui_test_wait_for (sidebar_test_view (fixture), GTK_TYPE_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "New Folder");
  gtk_editable_set_text (GTK_EDITABLE (entry), "Work");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (natter_folder_get_name (folder), ==, "Work");

  /* the button means no conversation */
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_BUTTON,
                                       "New Folder"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->folders)), ==, 2);
  g_assert_cmpstr (natter_conversation_get_folder_id (one), ==, natter_folder_get_id (folder));
}

static void
test_folder_look (Fixture       *fixture,
                  gconstpointer  data)
{
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");
  GtkWidget *row = NULL;

  sidebar_test_add (fixture, "One");
  sidebar_test_act (fixture, "Work", "sidebar.colour", "green");
  g_assert_cmpstr (natter_folder_get_colour (folder), ==, "green");
  row = sidebar_test_find_row (fixture, "Work");
  g_assert_true (gtk_widget_has_css_class (row, "green"));
  sidebar_test_act (fixture, "Work", "sidebar.colour", "");
  g_assert_null (natter_folder_get_colour (folder));
  g_assert_false (gtk_widget_has_css_class (row, "green"));

  sidebar_test_act (fixture, "Work", "sidebar.emoji", NULL);
  g_signal_emit_by_name (ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_EMOJI_CHOOSER,
                                           NULL), "emoji-picked", "🎈");
  g_assert_cmpstr (natter_folder_get_emoji (folder), ==, "🎈");
  ui_test_wait_for (row, GTK_TYPE_LABEL, "🎈");
  sidebar_test_act (fixture, "Work", "sidebar.remove-emoji", NULL);
  g_assert_null (natter_folder_get_emoji (folder));
}

static void
test_folder_collapse (Fixture       *fixture,
                      gconstpointer  data)
{
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");
  NatterConversation *one = sidebar_test_add (fixture, "One");
  GtkWidget *row = sidebar_test_wait_row (fixture, "Work");
  GtkWidget *item = gtk_widget_get_parent (row);

  natter_conversation_set_folder_id (one, natter_folder_get_id (folder));
  gtk_test_accessible_assert_state (item, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_signal_emit_by_name (row, "clicked");
  g_assert_false (is_there (fixture, "One"));
  gtk_test_accessible_assert_state (item, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Folder, closed");

  /* Enter */
  g_assert_true (gtk_widget_activate_action (sidebar_test_view (fixture), "list.activate-item",
                                             "u", 0));
  g_assert_true (is_there (fixture, "One"));
}

static void
test_folder_arrow_keys (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");
  NatterConversation *one = sidebar_test_add (fixture, "One");
  GtkWidget *view = NULL;

  natter_conversation_set_folder_id (one, natter_folder_get_id (folder));
  sidebar_test_wait_row (fixture, "Work");
  view = sidebar_test_view (fixture);
  sidebar_test_focus (fixture, 0);
  g_assert_true (sidebar_test_press (view, GDK_KEY_Left));
  g_assert_false (is_there (fixture, "One"));
  g_assert_true (sidebar_test_press (view, GDK_KEY_Left));
  g_assert_false (is_there (fixture, "One"));
  g_assert_true (sidebar_test_press (view, GDK_KEY_Right));
  g_assert_true (is_there (fixture, "One"));
}

/* Whoever deletes row after row stays in the list. */
static void
test_trash_keeps_focus (Fixture       *fixture,
                        gconstpointer  data)
{
  GtkWidget *row = NULL;

  sidebar_test_add (fixture, "One");
  sidebar_test_add (fixture, "Two");
  sidebar_test_add (fixture, "Three");
  sidebar_test_wait_row (fixture, "Two");
  sidebar_test_focus (fixture, 1);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 gtk_widget_get_parent (sidebar_test_find_row (fixture, "Two")));
  sidebar_test_act (fixture, "Two", "sidebar.trash", NULL);
  g_assert_false (is_there (fixture, "Two"));
  row = sidebar_test_find_row (fixture, "One");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 gtk_widget_get_parent (row));
}

static void
test_folder_delete (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterFolder *folder = sidebar_test_add_folder (fixture, "Work");
  NatterConversation *one = sidebar_test_add (fixture, "One");

  natter_conversation_set_folder_id (one, natter_folder_get_id (folder));
  sidebar_test_act (fixture, "Work", "sidebar.trash", NULL);
  g_assert_true (natter_folder_is_trashed (folder));
  g_assert_false (natter_conversation_is_trashed (one));
  g_assert_true (is_there (fixture, "One"));

  undo (fixture, "Folder moved to the trash; its conversations stay");
  g_assert_false (natter_folder_is_trashed (folder));

  natter_folder_set_trashed (folder, TRUE);
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_TRASH);
  sidebar_test_act (fixture, "Work", "sidebar.restore", NULL);
  g_assert_false (natter_folder_is_trashed (folder));
}

static GtkEventController *
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller;   /* the widget's */
    }

  g_assert_not_reached ();
}

/* Drags one row onto another, as far as the list sees of it. */
static void
drag (Fixture    *fixture,
      const char *from,
      const char *to)
{
  GtkWidget *view = sidebar_test_view (fixture);
  GtkWidget *row = sidebar_test_wait_row (fixture, from);
  GtkEventController *source = find_controller (view, GTK_TYPE_DRAG_SOURCE);
  GtkEventController *target = find_controller (view, GTK_TYPE_DROP_TARGET);
  const graphene_point_t inside = GRAPHENE_POINT_INIT (4, 4);
  graphene_point_t start;
  graphene_point_t end;
  g_autoptr(GdkContentProvider) content = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean dropped = FALSE;

  g_assert_true (gtk_widget_compute_point (row, view, &inside, &start));
  g_signal_emit_by_name (source, "prepare", (double) start.x, (double) start.y, &content);
  g_assert_nonnull (content);

  g_value_init (&value, NATTER_IS_FOLDER_ROW (row) ? NATTER_TYPE_FOLDER : G_TYPE_PTR_ARRAY);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  row = sidebar_test_find_row (fixture, to);
  g_assert_true (gtk_widget_compute_point (row, view, &inside, &end));
  g_signal_emit_by_name (target, "drop", &value, (double) end.x, (double) end.y, &dropped);
  g_assert_true (dropped);
}

static gboolean
is_laid_out (gpointer row)
{
  return gtk_widget_get_height (row) > 0;
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  NatterFolder *work = sidebar_test_add_folder (fixture, "Work");
  NatterFolder *play = sidebar_test_add_folder (fixture, "Play");
  NatterConversation *one = sidebar_test_add (fixture, "One");
  NatterConversation *two = sidebar_test_add (fixture, "Two");

  sidebar_test_add (fixture, "Three");
  natter_conversation_set_pinned (two, TRUE);
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, "Pinned");
  natter_test_run_until (is_laid_out, sidebar_test_wait_row (fixture, "One"));

  drag (fixture, "One", "Work");
  g_assert_cmpstr (natter_conversation_get_folder_id (one), ==, natter_folder_get_id (work));
  natter_test_run_until (is_laid_out, sidebar_test_wait_row (fixture, "One"));

  /* beside what is pinned, and beside what is neither pinned nor in a folder */
  drag (fixture, "One", "Two");
  g_assert_true (natter_conversation_is_pinned (one));
  natter_test_run_until (is_laid_out, sidebar_test_wait_row (fixture, "One"));
  drag (fixture, "One", "Three");
  g_assert_false (natter_conversation_is_pinned (one));
  g_assert_null (natter_conversation_get_folder_id (one));

  natter_test_run_until (is_laid_out, sidebar_test_wait_row (fixture, "One"));
  drag (fixture, "Play", "Work");
  g_assert_cmpint (natter_folder_get_position (play), ==, 0);
  g_assert_cmpint (natter_folder_get_position (work), ==, 1);
}

static gboolean
two_is_gone (gpointer fixture)
{
  return !is_there (fixture, "Two");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *entry = ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY, NULL);
  NatterConversation *one = sidebar_test_add (fixture, "One");

  sidebar_test_add (fixture, "Two");
  natter_sidebar_search (fixture->sidebar, NULL);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) ==
                 GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))));
  gtk_editable_set_text (GTK_EDITABLE (entry), "on");
  natter_test_run_until (two_is_gone, fixture);
  g_assert_true (is_there (fixture, "One"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (natter_sidebar_get_selected (fixture->sidebar) == one);

  gtk_editable_set_text (GTK_EDITABLE (entry), "three");
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, "Nothing found");
  g_signal_emit_by_name (entry, "stop-search");
  sidebar_test_wait_row (fixture, "Two");
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
    { "/sidebar-actions/pin", test_pin },
    { "/sidebar-actions/archive", test_archive },
    { "/sidebar-actions/trash-and-undo", test_trash_and_undo },
    { "/sidebar-actions/restore", test_restore },
    { "/sidebar-actions/delete", test_delete },
    { "/sidebar-actions/empty-trash", test_empty_trash },
    { "/sidebar-actions/move", test_move },
    { "/sidebar-actions/new-folder", test_new_folder },
    { "/sidebar-actions/folder-look", test_folder_look },
    { "/sidebar-actions/folder-collapse", test_folder_collapse },
    { "/sidebar-actions/folder-arrow-keys", test_folder_arrow_keys },
    { "/sidebar-actions/trash-keeps-focus", test_trash_keeps_focus },
    { "/sidebar-actions/folder-delete", test_folder_delete },
    { "/sidebar-actions/drag", test_drag },
    { "/sidebar-actions/search", test_search },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, sidebar_test_set_up, tests[i].test,
                sidebar_test_tear_down);

  return g_test_run ();
}
