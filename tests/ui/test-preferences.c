/* test-preferences.c: what is changed in the preferences counts at once and is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-preferences-dialog.h"

#include "natter-answer-page.h"
#include "natter-prompt-page.h"
#include "natter-ui-test.h"

#define NOBODY "http://127.0.0.1:1/v1"

typedef struct
{
  char *folder;
  NatterChat *chat;
  NatterSettings *settings;
  GtkWidget *window;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->chat = ui_test_chat_new (fixture->folder);
  fixture->settings = natter_settings_new (NULL);
  fixture->window = ui_test_window_new (gtk_label_new ("content"));
  fixture->dialog =
    GTK_WIDGET (natter_preferences_dialog_new (fixture->chat, fixture->settings));
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  ui_test_wait_for (fixture->dialog, ADW_TYPE_COMBO_ROW, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->dialog);
  g_assert_finalize_object (fixture->settings);
  ui_test_assert_freed (fixture->chat);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static NatterProviderList *
load_saved (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "providers.json", NULL);
  NatterProviderList *providers = natter_provider_list_new (path);

  g_assert_true (natter_provider_list_load (providers, NULL));

  return providers;
}

static void
test_preferences_providers (Fixture       *fixture,
                            gconstpointer  data)
{
  const char *models[] = { "a", "b", NULL };
  NatterProvider *provider;
  GtkWidget *row;

  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_BUTTON_ROW, "_Add Provider…"));

  provider = ui_test_add_provider (fixture->chat, "A <b> & c", NOBODY, models);
  row = ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "A <b> & c");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, NOBODY " · 2 models");

  natter_provider_set_name (provider, "Work");
  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Work"));

  natter_provider_list_remove (natter_chat_get_providers (fixture->chat), provider);
  g_assert_null (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Work"));
}

static gboolean
answer_page_is_there (gpointer dialog)
{
  return ui_test_find (dialog, NATTER_TYPE_ANSWER_PAGE, NULL) != NULL;
}

static GtkWidget *
open_answers (GtkWidget *dialog)
{
  g_signal_emit_by_name (ui_test_find (dialog, ADW_TYPE_ACTION_ROW, "Answers"), "activated");
  natter_test_run_until (answer_page_is_there, dialog);

  return ui_test_find (dialog, NATTER_TYPE_ANSWER_PAGE, NULL);
}

static void
test_preferences_answers (Fixture       *fixture,
                          gconstpointer  data)
{
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  GtkWidget *row = ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Answers");
  g_autoptr(NatterProviderList) saved = NULL;
  const NatterAnswerSettings *settings;
  GtkWidget *page;

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Automatic");
  page = open_answers (fixture->dialog);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ui_test_find (page, ADW_TYPE_SWITCH_ROW,
                                                           "Set _Temperature")), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (ui_test_find (page, GTK_TYPE_SPIN_BUTTON, NULL)),
                             0.3);
  settings = natter_provider_list_get_answer_settings (providers);
  g_assert_true (settings->has_temperature);
  g_assert_cmpfloat_with_epsilon (settings->temperature, 0.3, 1e-9);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Temperature 0.3");

  /* written on closing at the latest */
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  saved = load_saved (fixture);
  g_assert_true (natter_answer_settings_equal (natter_provider_list_get_answer_settings (saved),
                                               settings));
}

static gboolean
prompt_page_is_there (gpointer dialog)
{
  return ui_test_find (dialog, NATTER_TYPE_PROMPT_PAGE, NULL) != NULL;
}

static void
test_preferences_prompt (Fixture       *fixture,
                         gconstpointer  data)
{
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  GtkWidget *row = ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "System Prompt");
  g_autoptr(NatterProviderList) saved = NULL;
  GtkWidget *view;

  g_signal_emit_by_name (row, "activated");
  natter_test_run_until (prompt_page_is_there, fixture->dialog);
  view = ui_test_find (ui_test_find (fixture->dialog, NATTER_TYPE_PROMPT_PAGE, NULL),
                       GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Be\nbrief.", -1);

  g_assert_cmpstr (natter_provider_list_get_system_prompt (providers), ==, "Be\nbrief.");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Be brief.");

  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  saved = load_saved (fixture);
  g_assert_cmpstr (natter_provider_list_get_system_prompt (saved), ==, "Be\nbrief.");
}

/* The window goes while something is not written yet. */
static void
test_preferences_not_lost (void)
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr(NatterProviderList) saved = NULL;

  set_up (fixture, NULL);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ui_test_find (open_answers (fixture->dialog),
                                                           ADW_TYPE_SWITCH_ROW, "Set _Seed")),
                             TRUE);
  ui_test_assert_gone (fixture->window, fixture->dialog);

  saved = load_saved (fixture);
  g_assert_true (natter_provider_list_get_answer_settings (saved)->has_seed);

  g_assert_finalize_object (fixture->settings);
  ui_test_assert_freed (fixture->chat);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
test_preferences_send_key (Fixture       *fixture,
                           gconstpointer  data)
{
  GtkWidget *row = ui_test_find (fixture->dialog, ADW_TYPE_COMBO_ROW, "_Send With");

  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_cmpint (natter_settings_get_send_key (fixture->settings), ==,
                   NATTER_SEND_KEY_CTRL_ENTER);
  natter_settings_set_send_key (fixture->settings, NATTER_SEND_KEY_ENTER);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
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
    { "/preferences/providers", test_preferences_providers },
    { "/preferences/answers", test_preferences_answers },
    { "/preferences/prompt", test_preferences_prompt },
    { "/preferences/send-key", test_preferences_send_key },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  g_test_add_func ("/preferences/not-lost", test_preferences_not_lost);

  return g_test_run ();
}
