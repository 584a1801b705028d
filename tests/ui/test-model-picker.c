/* test-model-picker.c: the title that names the model, and the list to choose from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-picker.h"

#include "natter-model-choices.h"
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

static guint
count_kind (GListModel       *list,
            NatterChoiceKind  kind)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterModelChoice) choice = g_list_model_get_item (list, i);

      n += natter_model_choice_get_kind (choice) == kind;
    }

  return n;
}

static void
test_choices_search (Fixture       *fixture,
                     gconstpointer  data)
{
  const char *local[] = { "Qwen3:8b", NULL };
  NatterModelChoices *choices;
  GListModel *list;
  guint start = 0;
  guint end = 0;

  ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  choices = natter_model_choices_new (natter_chat_get_providers (fixture->chat));
  list = natter_model_choices_get_list (choices);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);

  /* providers that come later are followed, each a section */
  ui_test_add_provider (fixture->chat, "Ollama", "http://127.0.0.1:2/v1", local);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);
  gtk_section_model_get_section (GTK_SECTION_MODEL (list), 1, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 3);

  /* words in any order and case; nothing is called so, which each provider offers to use */
  natter_model_choices_set_search (choices, " MINI gpt ");
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_MODEL), ==, 1);
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_BY_NAME), ==, 2);

  /* called exactly so at one of them */
  natter_model_choices_set_search (choices, "gpt-4.1");
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_MODEL), ==, 2);
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_BY_NAME), ==, 1);

  natter_model_choices_set_search (choices, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);
  g_assert_finalize_object (choices);
}

static void
test_choices_empty (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *none[] = { NULL };
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Bare", NOBODY, none);
  NatterModelChoices *choices =
    natter_model_choices_new (natter_chat_get_providers (fixture->chat));
  GListModel *list = natter_model_choices_get_list (choices);

  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_EMPTY), ==, 1);
  g_assert_null (natter_model_choices_find_usable (choices));

  natter_provider_add_manual_model (provider, "by-hand");
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_EMPTY), ==, 0);
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_MODEL), ==, 1);
  g_assert_finalize_object (choices);
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
    { "/model-choices/search", test_choices_search },
    { "/model-choices/empty", test_choices_empty },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
