/* test-model-picker.c: the title that names the model, and the list to choose from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-picker.h"

#include "natter-choice-row.h"
#include "natter-model-browser.h"
#include "natter-ui-test.h"

/* Nothing listens there: a connection is refused at once. */
#define NOBODY "http://127.0.0.1:1/v1"

static const char *models[] = { "gpt-4.1", "gpt-4.1-mini", "o4-mini", NULL };

typedef struct
{
  char *folder;
  NatterChat *chat;
  NatterModelPicker *picker;
  GtkWidget *window;
  guint notified;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->chat = ui_test_chat_new (fixture->folder);
  fixture->picker = g_object_new (NATTER_TYPE_MODEL_PICKER, "chat", fixture->chat, NULL);
  g_signal_connect_swapped (fixture->picker, "notify::model-key", G_CALLBACK (ui_test_count_cb),
                            &fixture->notified);
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->picker));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->picker);
  ui_test_assert_freed (fixture->chat);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_title (Fixture    *fixture,
              const char *title)
{
  GtkWidget *button = ui_test_find (GTK_WIDGET (fixture->picker), GTK_TYPE_MENU_BUTTON, NULL);
  g_autofree char *label = g_strdup_printf ("Model: %s", title);

  g_assert_nonnull (ui_test_find (button, GTK_TYPE_LABEL, title));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
}

static void
test_picker_title (Fixture       *fixture,
                   gconstpointer  data)
{
  NatterProvider *provider;
  g_autofree char *key = NULL;

  assert_title (fixture, "No model");

  provider = ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  assert_title (fixture, "Choose a Model");

  key = natter_provider_list_make_key (provider, "gpt-4.1");
  natter_model_picker_set_model_key (fixture->picker, key);
  natter_model_picker_set_model_key (fixture->picker, key);
  g_assert_cmpuint (fixture->notified, ==, 1);
  assert_title (fixture, "gpt-4.1");
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->picker), GTK_TYPE_LABEL, "OpenAI"));

  natter_provider_set_name (provider, "Work");
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->picker), GTK_TYPE_LABEL, "Work"));

  natter_provider_list_remove (natter_chat_get_providers (fixture->chat), provider);
  assert_title (fixture, "No model");
}

static GtkWidget *
find_popover (Fixture *fixture)
{
  GtkWidget *button = ui_test_find (GTK_WIDGET (fixture->picker), GTK_TYPE_MENU_BUTTON, NULL);

  return GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
}

static gboolean
popover_is_open (gpointer data)
{
  return gtk_widget_get_mapped (find_popover (data));
}

static gboolean
failure_is_shown (gpointer data)
{
  return ui_test_find (find_popover (data), GTK_TYPE_LABEL, "Couldn’t load the models") != NULL &&
         ui_test_find (find_popover (data), GTK_TYPE_BUTTON, "_Retry") != NULL;
}

static gboolean
loading_is_shown (gpointer data)
{
  return ui_test_find (find_popover (data), GTK_TYPE_LABEL, "Loading models…") != NULL;
}

static void
test_picker_none (Fixture       *fixture,
                  gconstpointer  data)
{
  natter_model_picker_popup (fixture->picker);
  natter_test_run_until (popover_is_open, fixture);
  g_assert_nonnull (ui_test_find (find_popover (fixture), GTK_TYPE_BUTTON, "_Add a Provider"));
}

static void
test_picker_failed (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Nobody", NOBODY, NULL);

  natter_model_picker_popup (fixture->picker);
  natter_test_run_until (failure_is_shown, fixture);
  g_assert_nonnull (ui_test_find (find_popover (fixture), GTK_TYPE_LABEL,
                                  natter_provider_get_models_error (provider)->message));

  g_signal_emit_by_name (ui_test_find (find_popover (fixture), GTK_TYPE_BUTTON, "_Retry"),
                         "clicked");
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_LOADING);
  natter_test_run_until (loading_is_shown, fixture);
  natter_test_run_until (failure_is_shown, fixture);
}

static gboolean
has_models (gpointer provider)
{
  return natter_provider_get_models_state (provider) == NATTER_MODELS_READY;
}

static gboolean
echo_is_shown (gpointer data)
{
  return ui_test_find (find_popover (data), GTK_TYPE_LABEL, "echo") != NULL;
}

static void
test_picker_load (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  NatterProvider *provider =
    ui_test_add_provider (fixture->chat, "Test", natter_test_server_get_url (server), NULL);

  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_UNKNOWN);
  natter_model_picker_popup (fixture->picker);
  natter_test_run_until (has_models, provider);
  natter_test_run_until (echo_is_shown, fixture);
}

static void
test_picker_by_name (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  g_autofree char *key = natter_provider_list_make_key (provider, "my-own");
  GtkWidget *entry;

  natter_model_picker_popup (fixture->picker);
  natter_test_run_until (popover_is_open, fixture);
  entry = ui_test_find (find_popover (fixture), GTK_TYPE_SEARCH_ENTRY, NULL);

  /* Enter on an empty search must not choose anything */
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (fixture->notified, ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), " my-own ");
  g_signal_emit_by_name (entry, "search-changed");
  g_signal_emit_by_name (entry, "activate");

  g_assert_cmpuint (fixture->notified, ==, 1);
  g_assert_cmpstr (natter_model_picker_get_model_key (fixture->picker), ==, key);
  g_assert_true (natter_provider_is_manual_model (provider, "my-own"));
  assert_title (fixture, "my-own");
}

/* The row of a model under a heading, once the list shows it. */
typedef struct
{
  Fixture *fixture;
  const char *title;
  guint nth;
  GtkWidget *found;
} RowSearch;

static void
find_row (GtkWidget *widget,
          RowSearch *search,
          guint     *n_seen)
{
  if (!gtk_widget_get_child_visible (widget) || search->found)
    return;
  if (NATTER_IS_CHOICE_ROW (widget) &&
      g_str_equal (natter_choice_row_get_title (NATTER_CHOICE_ROW (widget)), search->title) &&
      (*n_seen)++ == search->nth)
    search->found = widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    find_row (child, search, n_seen);
}

static gboolean
has_row (gpointer data)
{
  RowSearch *search = data;
  guint n_seen = 0;

  search->found = NULL;
  find_row (find_popover (search->fixture), search, &n_seen);
  return search->found != NULL;
}

static GtkWidget *
wait_for_row (Fixture    *fixture,
              const char *title,
              guint       nth)
{
  RowSearch search = { fixture, title, nth, NULL };

  natter_test_run_until (has_row, &search);
  return search.found;
}

static gboolean
has_heading (gpointer data)
{
  return ui_test_find (find_popover (data), GTK_TYPE_LABEL, "Favourites") != NULL;
}

static gboolean
has_no_heading (gpointer data)
{
  return !has_heading (data);
}

static void
open_picker (Fixture *fixture)
{
  natter_model_picker_popup (fixture->picker);
  natter_test_run_until (popover_is_open, fixture);
}

static GtkWidget *
get_star (GtkWidget *row)
{
  return ui_test_find (row, GTK_TYPE_TOGGLE_BUTTON, NULL);
}

static void
assert_is_saved (Fixture    *fixture,
                 const char *text,
                 gboolean    is_there)
{
  g_autofree char *path = g_build_filename (fixture->folder, "providers.json", NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpint (strstr (contents, text) != NULL, ==, is_there);
}

static void
test_picker_favourite (Fixture       *fixture,
                       gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  NatterModelShelf *shelf =
    natter_provider_list_get_shelf (natter_chat_get_providers (fixture->chat));
  g_autofree char *key = natter_provider_list_make_key (provider, "o4-mini");
  GtkWidget *row;
  GtkWidget *star;

  open_picker (fixture);
  row = wait_for_row (fixture, "o4-mini", 0);
  star = get_star (row);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (star), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Favourite");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (star), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_FALSE);
  g_assert_false (has_heading (fixture));

  g_signal_emit_by_name (star, "clicked");
  g_assert_true (natter_model_shelf_is_favourite (shelf, key));
  assert_is_saved (fixture, "favourites", TRUE);
  natter_test_run_until (has_heading, fixture);

  /* it stands in both places now, marked in both, and says whose it is where that is not clear */
  row = wait_for_row (fixture, "o4-mini", 0);
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "OpenAI"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_star (row))));
  row = wait_for_row (fixture, "o4-mini", 1);
  g_assert_null (ui_test_find (row, GTK_TYPE_LABEL, "OpenAI"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_star (row))));

  g_signal_emit_by_name (get_star (row), "clicked");
  g_assert_false (natter_model_shelf_is_favourite (shelf, key));
  assert_is_saved (fixture, "favourites", FALSE);
  natter_test_run_until (has_no_heading, fixture);
  g_assert_cmpuint (fixture->notified, ==, 0);
}

static void
press (GtkWidget       *widget,
       guint            keyval,
       GdkModifierType  modifiers)
{
  /* what a class binds is found by its trigger; a key can't be made in a test */
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_bound = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                        j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            is_bound = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                     NULL);
        }
    }

  g_assert_true (is_bound);
}

static void
test_picker_favourite_key (Fixture       *fixture,
                           gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  NatterModelShelf *shelf =
    natter_provider_list_get_shelf (natter_chat_get_providers (fixture->chat));
  g_autofree char *key = natter_provider_list_make_key (provider, "gpt-4.1-mini");
  GtkWidget *list;
  GtkWidget *browser;

  open_picker (fixture);
  wait_for_row (fixture, "gpt-4.1-mini", 0);
  list = ui_test_find (find_popover (fixture), GTK_TYPE_LIST_VIEW, NULL);
  browser = gtk_widget_get_ancestor (list, NATTER_TYPE_MODEL_BROWSER);

  /* on no row it does nothing */
  press (browser, GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_null (natter_model_shelf_get_favourites (shelf)[0]);

  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), 1, GTK_LIST_SCROLL_SELECT, NULL);
  press (browser, GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_true (natter_model_shelf_is_favourite (shelf, key));

  /* the row that was selected still is, one further down */
  press (browser, GDK_KEY_d, GDK_CONTROL_MASK);
  g_assert_false (natter_model_shelf_is_favourite (shelf, key));
}

static gboolean
list_has_focus (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW);
}

static void
test_picker_down (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *entry;
  GtkWidget *list;
  GtkSelectionModel *selection;
  g_autoptr(GListModel) controllers = NULL;
  gboolean handled = FALSE;

  ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  open_picker (fixture);
  wait_for_row (fixture, "gpt-4.1", 0);
  entry = ui_test_find (find_popover (fixture), GTK_TYPE_SEARCH_ENTRY, NULL);
  list = ui_test_find (find_popover (fixture), GTK_TYPE_LIST_VIEW, NULL);
  g_assert_false (list_has_focus (fixture));

  controllers = gtk_widget_observe_controllers (entry);
  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Down, 0, 0, &handled);
    }

  g_assert_true (handled);
  natter_test_run_until (list_has_focus, fixture);
  selection = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
}

static void
test_picker_facts (Fixture       *fixture,
                   gconstpointer  data)
{
  NatterModelFacts facts = { .context_length = 131072,
                             .abilities = NATTER_MODEL_VISION | NATTER_MODEL_TOOLS };
  const char *none[] = { NULL };
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Test", NOBODY, none);
  g_autoptr(GListStore) list = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) known = natter_model_new_with_facts ("known", NULL, &facts);
  g_autoptr(NatterModel) unknown = natter_model_new ("unknown", NULL);
  g_autofree char *description = NULL;
  GtkWidget *row;

  g_list_store_append (list, known);
  g_list_store_append (list, unknown);
  natter_provider_set_fetched_models (provider, G_LIST_MODEL (list));

  open_picker (fixture);
  row = wait_for_row (fixture, "known", 0);
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_IMAGE, "Vision"));
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_IMAGE, "Tools"));
  g_assert_null (ui_test_find (row, GTK_TYPE_IMAGE, "Reasoning"));
  g_assert_null (ui_test_find (row, GTK_TYPE_IMAGE, "Makes Images"));
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "128K"));
  description = natter_choice_row_dup_description (NATTER_CHOICE_ROW (row));
  g_assert_cmpstr (description, ==, "Vision, Tools, 128K tokens");

  row = wait_for_row (fixture, "unknown", 0);
  g_assert_null (ui_test_find (row, GTK_TYPE_IMAGE, "Vision"));
  g_assert_null (ui_test_find (row, GTK_TYPE_IMAGE, "Tools"));
}

static gboolean
age_is_shown (gpointer data)
{
  return ui_test_find (find_popover (data), GTK_TYPE_LABEL, "Updated just now") != NULL;
}

static gboolean
old_age_is_told (gpointer data)
{
  return ui_test_find (find_popover (data), GTK_TYPE_LABEL, "Couldn’t update") != NULL;
}

/* A new list keeps what was chosen from the old one in its place; a failure keeps the old one. */
static void
test_picker_refresh (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  g_autofree char *url = g_strdup (natter_test_server_get_url (server));
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Test", url, models);
  GtkWidget *button;

  open_picker (fixture);
  natter_test_run_until (age_is_shown, fixture);
  wait_for_row (fixture, "gpt-4.1", 0);
  button = ui_test_find (find_popover (fixture), GTK_TYPE_BUTTON,
                         "Update Models\nUpdated just now");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Update the Models of Test");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_LOADING);
  natter_test_run_until (has_models, provider);
  natter_test_run_until (echo_is_shown, fixture);

  g_clear_object (&server);
  natter_test_run_until (age_is_shown, fixture);
  g_signal_emit_by_name (ui_test_wait_for (find_popover (fixture), GTK_TYPE_BUTTON,
                                           "Update Models\nUpdated just now"), "clicked");
  natter_test_run_until (old_age_is_told, fixture);
  wait_for_row (fixture, "echo", 0);
}

/* A list that is old is fetched when the picker opens, one that is not is left alone. */
static void
test_picker_young (Fixture       *fixture,
                   gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);

  open_picker (fixture);
  wait_for_row (fixture, "gpt-4.1", 0);
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_READY);
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
    { "/model-picker/title", test_picker_title },
    { "/model-picker/none", test_picker_none },
    { "/model-picker/failed", test_picker_failed },
    { "/model-picker/load", test_picker_load },
    { "/model-picker/by-name", test_picker_by_name },
    { "/model-picker/favourite", test_picker_favourite },
    { "/model-picker/favourite-key", test_picker_favourite_key },
    { "/model-picker/down", test_picker_down },
    { "/model-picker/facts", test_picker_facts },
    { "/model-picker/refresh", test_picker_refresh },
    { "/model-picker/young", test_picker_young },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
