/* test-search-view.c: the sidebar's search over a real store: what is found while it is typed, how
 * it looks, and the keys between the entry and the results.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-announce.h"
#include "natter-search-row.h"
#include "natter-search-test.h"
#include "natter-search-view.h"
#include "natter-sidebar-private.h"

typedef struct
{
  SearchStore    store;
  NatterSidebar *sidebar;
  GtkWidget     *window;
  GtkEditable   *entry;
  GString       *announced;
  guint          activated;
  char          *found;      /* the last message that was chosen, and what it was found with */
  GtkWidget     *ended;      /* who gets the focus after the search */
} Fixture;

static void
announced_cb (const char                        *text,
              GtkAccessibleAnnouncementPriority  priority,
              gpointer                           data)
{
  g_string_append_printf (data, "%s|", text);
}

static void
found_cb (Fixture            *fixture,
          NatterConversation *conversation,
          const char         *message_id,
          NatterSearchQuery  *query)
{
  g_free (fixture->found);
  fixture->found = g_strdup_printf ("%s/%s (%u)", natter_conversation_get_id (conversation),
                                    message_id, query->terms->len);
}

static void
ended_cb (Fixture   *fixture,
          GtkWidget *from)
{
  fixture->ended = from;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(NatterSearch) search = NULL;

  search_test_open (&fixture->store);
  search = natter_search_new (fixture->store.store);
  fixture->sidebar = g_object_new (NATTER_TYPE_SIDEBAR, NULL);
  natter_sidebar_set_conversations (fixture->sidebar,
                                    natter_chat_get_conversations (fixture->store.chat));
  natter_sidebar_set_folders (fixture->sidebar, natter_chat_get_folders (fixture->store.chat));
  natter_sidebar_set_search (fixture->sidebar, search);
  fixture->entry = GTK_EDITABLE (fixture->sidebar->search_entry);
  g_signal_connect_swapped (fixture->sidebar, "found", G_CALLBACK (found_cb), fixture);
  g_signal_connect_swapped (fixture->sidebar, "search-ended", G_CALLBACK (ended_cb), fixture);
  g_signal_connect_swapped (fixture->sidebar, "activated", G_CALLBACK (ui_test_count_cb),
                            &fixture->activated);
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->sidebar));
  fixture->announced = g_string_new (NULL);
  natter_announce_set_recorder (announced_cb, fixture->announced);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  natter_announce_set_recorder (NULL, NULL);
  ui_test_assert_gone (fixture->window, fixture->sidebar);
  search_test_close (&fixture->store);
  g_string_free (fixture->announced, TRUE);
  g_free (fixture->found);
}

static GListModel *
results (Fixture *fixture)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->sidebar->results), GTK_TYPE_LIST_VIEW, NULL);

  return view ? G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view))) : NULL;
}

typedef struct
{
  Fixture    *fixture;
  const char *status;
} Wanted;

static gboolean
has_status (gpointer data)
{
  const Wanted *wanted = data;

  return ui_test_find (GTK_WIDGET (wanted->fixture->sidebar->results), GTK_TYPE_LABEL,
                       wanted->status) != NULL;
}

/* Types, and waits until that is found which is said to be found; not what was found before. */
static void
find (Fixture    *fixture,
      const char *text,
      const char *status)
{
  Wanted wanted = { fixture, status };
  Wanted none = { fixture, "Nothing found" };

  if (has_status (&wanted))
    {
      gtk_editable_set_text (fixture->entry, "zebra");
      natter_test_run_until (has_status, &none);
    }
  gtk_editable_set_text (fixture->entry, text);
  natter_test_run_until (has_status, &wanted);
}

/* The ids of what is found, a conversation found by its title as "title:" and its id. */
static char *
dup_found (Fixture *fixture)
{
  GListModel *model = results (fixture);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(NatterSearchItem) item = g_list_model_get_item (model, i);
      const NatterSearchResult *result = natter_search_item_get_result (item);

      g_ptr_array_add (ids, result->message_id
                              ? g_strdup (result->message_id)
                              : g_strconcat ("title:", result->conversation_id, NULL));
    }
  g_ptr_array_sort_values (ids, (GCompareFunc) g_strcmp0);
  g_ptr_array_add (ids, NULL);

  return g_strjoinv (" ", (char **) ids->pdata);
}

static void
assert_found (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *found = dup_found (fixture);

  g_assert_cmpstr (found, ==, expected);
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *message_id)
{
  if (NATTER_IS_SEARCH_ROW (root) && natter_search_row_get_item (NATTER_SEARCH_ROW (root)))
    {
      const NatterSearchResult *result =
        natter_search_item_get_result (natter_search_row_get_item (NATTER_SEARCH_ROW (root)));

      if (g_strcmp0 (result->message_id, message_id) == 0)
        return root;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, message_id);

      if (found)
        return found;
    }

  return NULL;
}

static GtkWidget *
get_row (Fixture    *fixture,
         const char *message_id)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->sidebar->results), message_id);

  g_assert_nonnull (row);

  return row;
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

static gboolean
is_in (GtkWidget *widget,
       gpointer   ancestor)
{
  return widget && gtk_widget_is_ancestor (widget, GTK_WIDGET (ancestor));
}

/* Presses a key as far as a controller of a widget sees it. */
static gboolean
press (gpointer widget,
       guint    keyval)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (widget));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
      if (handled)
        return TRUE;
    }

  return FALSE;
}

static gboolean
lists_conversations (gpointer data)
{
  Fixture *fixture = data;

  return gtk_widget_get_child_visible (GTK_WIDGET (fixture->sidebar->scroller)) &&
         gtk_widget_get_mapped (GTK_WIDGET (fixture->sidebar->list_view));
}

/* Each match stands out, and nothing else does. */
static void
assert_emphasis (GtkWidget  *row,
                 const char *text,
                 const char *expected)
{
  GtkWidget *label = ui_test_find (row, GTK_TYPE_LABEL, text);
  PangoAttrList *attributes = gtk_label_get_attributes (GTK_LABEL (label));
  g_autoptr(GString) found = g_string_new (NULL);
  GSList *list = NULL;

  g_assert_nonnull (attributes);
  list = pango_attr_list_get_attributes (attributes);
  for (GSList *link = list; link; link = link->next)
    {
      PangoAttribute *attribute = link->data;

      if (attribute->klass->type == PANGO_ATTR_BACKGROUND)
        g_string_append_printf (found, "%.*s|",
                                (int) (attribute->end_index - attribute->start_index),
                                text + attribute->start_index);
    }
  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *row = NULL;
  g_autofree char *description = NULL;

  find (fixture, "apples", "6 matches in 3 conversations");
  assert_found (fixture, "f1 f2 o1 title:fruit w3");

  row = get_row (fixture, "f2");
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "Green apples"));
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "oracle · 2 matches"));
  assert_emphasis (row, "Apples grow on trees, and apples fall.", "Apples|apples|");
  g_object_get (row, "description", &description, NULL);
  g_assert_cmpstr (description, ==,
                   "oracle · 2 matches: Apples grow on trees, and apples fall.");
  g_assert_null (ui_test_find (row, GTK_TYPE_IMAGE, NULL));

  row = get_row (fixture, "o1");
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "You"));
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_IMAGE, "Archived"));

  row = get_row (fixture, NULL);
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "Title of the conversation"));
  assert_emphasis (row, "Green apples", "apples|");
  g_assert_cmpstr (fixture->announced->str, ==, "6 matches in 3 conversations|");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  find (fixture, "apples", "6 matches in 3 conversations");
  find (fixture, "zebra", "Nothing found");
  g_assert_null (results (fixture));
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL,
                                  "Try fewer or other words. Searches understand \"phrase\", "
                                  "from:me, from:model, in:folder, model:, before:, after:, "
                                  "has:image, has:code and has:file."));
  find (fixture, "apples", "6 matches in 3 conversations");
  g_assert_cmpstr (fixture->announced->str, ==,
                   "6 matches in 3 conversations|Nothing found|6 matches in 3 conversations|");
}

static void
test_operators (Fixture       *fixture,
                gconstpointer  data)
{
  find (fixture, "apples from:me", "2 matches in 2 conversations");
  assert_found (fixture, "f1 o1");
  find (fixture, "\"apples fall\"", "1 match in 1 conversation");
  assert_found (fixture, "f2");
  find (fixture, "天気", "1 match in 1 conversation");
  assert_found (fixture, "w1");
  /* Without words it is messages that are found. */
  find (fixture, "from:model", "3 messages in 2 conversations");
  assert_found (fixture, "f2 w2 w3");
}

static void
count_empty_cb (Fixture *fixture,
                guint    position,
                guint    n_removed,
                guint    n_added)
{
  if (!results (fixture) || g_list_model_get_n_items (results (fixture)) == 0)
    fixture->activated++;
}

/* What was found stays until the next is there; of what is typed on only the last is waited for. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const texts[] = { "a", "ap", "app", "appl", "apples g", "apples gr" };

  gtk_editable_set_text (fixture->entry, "apples");
  /* Not even the first results are waited for with an empty list. */
  g_assert_true (lists_conversations (fixture));
  find (fixture, "apples", "6 matches in 3 conversations");

  g_signal_connect_swapped (results (fixture), "items-changed", G_CALLBACK (count_empty_cb),
                            fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_editable_set_text (fixture->entry, texts[i]);
      g_assert_cmpuint (g_list_model_get_n_items (results (fixture)), >, 0);
    }
  find (fixture, "apples gro", "5 matches in 1 conversation");
  assert_found (fixture, "f1 f2");
  g_assert_cmpuint (fixture->activated, ==, 0);

  gtk_editable_set_text (fixture->entry, "");
  natter_test_run_until (lists_conversations, fixture);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *list = NULL;

  natter_sidebar_search (fixture->sidebar, NULL);
  find (fixture, "apples", "6 matches in 3 conversations");
  g_assert_true (is_in (get_focus (fixture), fixture->entry));

  g_assert_true (press (fixture->entry, GDK_KEY_Down));
  list = ui_test_find (GTK_WIDGET (fixture->sidebar->results), GTK_TYPE_LIST_VIEW, NULL);
  g_assert_true (gtk_widget_get_parent (get_focus (fixture)) == list);
  g_assert_true (natter_search_view_is_on_top (fixture->sidebar->results));

  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), 1, GTK_LIST_SCROLL_FOCUS, NULL);
  g_assert_false (press (fixture->sidebar->results, GDK_KEY_Up));
  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), 0, GTK_LIST_SCROLL_FOCUS, NULL);
  g_assert_true (press (fixture->sidebar->results, GDK_KEY_Up));
  g_assert_true (is_in (get_focus (fixture), fixture->entry));

  /* without a search it is the list that is below */
  gtk_editable_set_text (fixture->entry, "");
  natter_test_run_until (lists_conversations, fixture);
  g_assert_true (press (fixture->entry, GDK_KEY_Down));
  g_assert_true (is_in (get_focus (fixture), fixture->sidebar->list_view));
}

static gboolean
has_chosen (gpointer data)
{
  Fixture *fixture = data;

  return fixture->found || fixture->activated > 0;
}

/* Enter opens what is found for what was typed, also when that is not here yet. */
static void
test_enter (Fixture       *fixture,
            gconstpointer  data)
{
  find (fixture, "zebra", "Nothing found");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_false (has_chosen (fixture));

  gtk_editable_set_text (fixture->entry, "hails");
  g_signal_emit_by_name (fixture->entry, "activate");
  natter_test_run_until (has_chosen, fixture);
  g_assert_cmpstr (fixture->found, ==, "weather/w3 (1)");
  g_assert_cmpuint (fixture->activated, ==, 0);

  /* a title is the conversation itself */
  find (fixture, "green", "1 match in 1 conversation");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpuint (fixture->activated, ==, 1);
  g_assert_cmpstr (natter_conversation_get_id (natter_sidebar_get_selected (fixture->sidebar)), ==,
                   "fruit");

  /* who types on does not want it any more */
  g_clear_pointer (&fixture->found, g_free);
  gtk_editable_set_text (fixture->entry, "hails");
  g_signal_emit_by_name (fixture->entry, "activate");
  find (fixture, "apples", "6 matches in 3 conversations");
  g_assert_null (fixture->found);
}

static void
test_click (Fixture       *fixture,
            gconstpointer  data)
{
  find (fixture, "apples", "6 matches in 3 conversations");
  g_signal_emit_by_name (get_row (fixture, "o1"), "clicked");
  g_assert_cmpstr (fixture->found, ==, "old/o1 (1)");
}

/* Thrown away after it was found: it is looked for again instead. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  GListModel *list = G_LIST_MODEL (natter_chat_get_conversations (fixture->store.chat));

  find (fixture, "hails", "1 match in 1 conversation");
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (natter_conversation_get_id (conversation), "weather"))
        natter_conversation_set_trashed (conversation, TRUE);
    }
  g_signal_emit_by_name (get_row (fixture, "w3"), "clicked");
  g_assert_false (has_chosen (fixture));
}

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *before = NULL;

  natter_sidebar_list_focus (fixture->sidebar, 1);
  before = get_focus (fixture);
  natter_sidebar_search (fixture->sidebar, before);
  find (fixture, "apples", "6 matches in 3 conversations");
  g_assert_true (press (fixture->entry, GDK_KEY_Down));
  g_assert_true (natter_sidebar_stop_search (fixture->sidebar));
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "");
  g_assert_true (fixture->ended == before);
  g_assert_true (get_focus (fixture) == before);
  g_assert_true (lists_conversations (fixture));
  /* it has no focus to give back now */
  g_assert_false (natter_sidebar_stop_search (fixture->sidebar));
}

/* Only titles: what is in the trash is not searched. */
static void
test_trash (Fixture       *fixture,
            gconstpointer  data)
{
  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_TRASH);
  gtk_editable_set_text (fixture->entry, "apples");
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, "Nothing found");
  g_assert_null (results (fixture));

  natter_sidebar_set_view (fixture->sidebar, NATTER_SIDEBAR_CONVERSATIONS);
  find (fixture, "apples", "6 matches in 3 conversations");
}

/* What is stored while results are shown is there once the search gets the focus. */
static void
test_refresh (Fixture       *fixture,
              gconstpointer  data)
{
  Wanted wanted = { fixture, "7 matches in 3 conversations" };
  g_autoptr(NatterSearchItem) before = NULL;

  find (fixture, "apples", "6 matches in 3 conversations");
  g_set_object (&before, natter_search_row_get_item (NATTER_SEARCH_ROW (get_row (fixture, "f2"))));
  search_test_put (&fixture->store, SEARCH_TEST_MESSAGE ("weather", "w4", "user",
                                                         .parent_id = "w2"), "Late apples");
  natter_sidebar_search (fixture->sidebar, NULL);
  natter_test_run_until (has_status, &wanted);
  assert_found (fixture, "f1 f2 o1 title:fruit w3 w4");
  /* what is found again is the same */
  g_assert_true (natter_search_row_get_item (NATTER_SEARCH_ROW (get_row (fixture, "f2"))) ==
                 before);
}

static gboolean
has_all (gpointer data)
{
  return g_list_model_get_n_items (results (data)) == 120;
}

static gboolean
scroll_on (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *scroller = ui_test_find (GTK_WIDGET (fixture->sidebar->results),
                                      GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return has_all (data);
}

/* Rows are made as they are scrolled to; the total is that of all. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  for (int i = 0; i < 120; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%03d", i);

      search_test_put (&fixture->store, SEARCH_TEST_MESSAGE ("weather", id, "user",
                                                             .parent_id = "w2"), "a pear");
    }
  find (fixture, "pear", "120 matches in 1 conversation");
  g_assert_cmpuint (g_list_model_get_n_items (results (fixture)), ==, 40);
  natter_test_run_until (scroll_on, fixture);
  find (fixture, "pear a", "240 matches in 1 conversation");
  g_assert_cmpuint (g_list_model_get_n_items (results (fixture)), ==, 40);
}

static void
test_help (Fixture       *fixture,
           gconstpointer  data)
{
  Wanted wanted = { fixture, "2 matches in 2 conversations" };
  GtkWidget *button = NULL;
  GtkWidget *label = NULL;

  find (fixture, "apples", "6 matches in 3 conversations");
  button = ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_MENU_BUTTON,
                         "How to Narrow the Search");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  label = ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, "from:me");
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "apples from:me ");
  g_assert_true (is_in (get_focus (fixture), fixture->entry));
  natter_test_run_until (has_status, &wanted);
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
    { "/search-view/rows", test_rows },
    { "/search-view/nothing", test_nothing },
    { "/search-view/operators", test_operators },
    { "/search-view/typing", test_typing },
    { "/search-view/keys", test_keys },
    { "/search-view/enter", test_enter },
    { "/search-view/click", test_click },
    { "/search-view/stale", test_stale },
    { "/search-view/end", test_end },
    { "/search-view/trash", test_trash },
    { "/search-view/refresh", test_refresh },
    { "/search-view/many", test_many },
    { "/search-view/help", test_help },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
