/* test-answer-page.c: what the page sets is asked for, and what it does not set is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-answer-page.h"

#include "natter-stop-list.h"
#include "natter-ui-test.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
  NatterAnswerPage *page;
  guint changed;
} Fixture;

static void
open_page (Fixture                    *fixture,
           const NatterAnswerSettings *settings)
{
  fixture->page = natter_answer_page_new (settings);
  g_signal_connect_swapped (fixture->page, "notify::settings", G_CALLBACK (ui_test_count_cb),
                            &fixture->changed);
  fixture->view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (fixture->view),
                           ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = ui_test_window_new (fixture->view);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(NatterAnswerSettings) automatic = natter_answer_settings_new ();

  open_page (fixture, automatic);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->page);
}

static GtkWidget *
find (Fixture    *fixture,
      GType       type,
      const char *title)
{
  return ui_test_find (GTK_WIDGET (fixture->page), type, title);
}

static const NatterAnswerSettings *
get (Fixture *fixture)
{
  return natter_answer_page_get_settings (fixture->page);
}

static GtkWidget *
find_spin (Fixture    *fixture,
           const char *title)
{
  GtkWidget *row = find (fixture, ADW_TYPE_ACTION_ROW, title);
  GtkWidget *spin = row ? ui_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL) : NULL;

  if (spin)
    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                         title);

  return spin;
}

static void
switch_on (Fixture    *fixture,
           const char *title,
           gboolean    is_on)
{
  adw_switch_row_set_active (ADW_SWITCH_ROW (find (fixture, ADW_TYPE_SWITCH_ROW, title)), is_on);
}

static void
test_automatic (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *summary = natter_answer_page_dup_summary (get (fixture));

  g_assert_true (natter_answer_settings_is_automatic (get (fixture)));
  g_assert_null (find (fixture, GTK_TYPE_SPIN_BUTTON, NULL));
  g_assert_null (find (fixture, ADW_TYPE_ENTRY_ROW, NULL));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find (fixture, ADW_TYPE_COMBO_ROW,
                                                                     NULL))), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, ADW_TYPE_BUTTON_ROW,
                                                  "_Reset to Automatic")));
  g_assert_cmpstr (summary, ==, "Automatic");
}

static const struct
{
  const char *set_title;
  const char *title;
  double value;
  gsize is_set;     /* where in the settings; 0: more than zero says it */
  gsize offset;
  gboolean is_whole;
} numbers[] = {
  { "Set _Temperature", "Temperature", 0.3,
    G_STRUCT_OFFSET (NatterAnswerSettings, has_temperature),
    G_STRUCT_OFFSET (NatterAnswerSettings, temperature), FALSE },
  { "Set Top-_P", "Top-P", 0.85, G_STRUCT_OFFSET (NatterAnswerSettings, has_top_p),
    G_STRUCT_OFFSET (NatterAnswerSettings, top_p), FALSE },
  { "Set _Seed", "Seed", -4711, G_STRUCT_OFFSET (NatterAnswerSettings, has_seed),
    G_STRUCT_OFFSET (NatterAnswerSettings, seed), TRUE },
  { "_Limit the Length", "Maximum Tokens", 500, G_STRUCT_OFFSET (NatterAnswerSettings, max_tokens),
    G_STRUCT_OFFSET (NatterAnswerSettings, max_tokens), TRUE },
  { "Set Reasoning _Budget", "Reasoning Budget in Tokens", 2048,
    G_STRUCT_OFFSET (NatterAnswerSettings, budget),
    G_STRUCT_OFFSET (NatterAnswerSettings, budget), TRUE },
};

static double
get_number (Fixture *fixture,
            guint    i)
{
  gconstpointer place = G_STRUCT_MEMBER_P (get (fixture), numbers[i].offset);

  return numbers[i].is_whole ? (double) *(const gint64 *) place : *(const double *) place;
}

static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      GtkWidget *spin;

      /* with the switch alone it is set, to what is then shown */
      switch_on (fixture, numbers[i].set_title, TRUE);
      spin = find_spin (fixture, numbers[i].title);
      g_assert_nonnull (spin);
      g_assert_true (G_STRUCT_MEMBER (gboolean, get (fixture), numbers[i].is_set));
      g_assert_cmpfloat_with_epsilon (get_number (fixture, i),
                                      gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), 1e-9);

      gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), numbers[i].value);
      g_assert_cmpfloat_with_epsilon (get_number (fixture, i), numbers[i].value, 1e-9);

      switch_on (fixture, numbers[i].set_title, FALSE);
      g_assert_null (find_spin (fixture, numbers[i].title));
      g_assert_true (natter_answer_settings_is_automatic (get (fixture)));
    }

  g_assert_cmpuint (fixture->changed, ==, 3 * G_N_ELEMENTS (numbers));
}

static void
test_effort (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const efforts[] = { NULL, "none", "minimal", "low", "medium", "high" };
  AdwComboRow *row = ADW_COMBO_ROW (find (fixture, ADW_TYPE_COMBO_ROW, "_Effort"));

  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==,
                    G_N_ELEMENTS (efforts));
  for (guint i = G_N_ELEMENTS (efforts); i-- > 0;)
    {
      adw_combo_row_set_selected (row, i);
      g_assert_cmpstr (get (fixture)->effort, ==, efforts[i]);
    }
}

static void
add_stop (Fixture    *fixture,
          const char *title,
          const char *text)
{
  g_signal_emit_by_name (find (fixture, ADW_TYPE_BUTTON_ROW, "_Add Stop Sequence"), "activated");
  gtk_editable_set_text (GTK_EDITABLE (find (fixture, ADW_TYPE_ENTRY_ROW, title)), text);
}

static void
test_stops (Fixture       *fixture,
            gconstpointer  data)
{
  add_stop (fixture, "Stop Sequence 1", "");
  g_assert_true (natter_answer_settings_is_automatic (get (fixture)));
  add_stop (fixture, "Stop Sequence 2", "\\n\\nUser:");
  add_stop (fixture, "Stop Sequence 3", "END");
  g_assert_cmpuint (g_strv_length (get (fixture)->stop), ==, 2);
  g_assert_cmpstr (get (fixture)->stop[0], ==, "\n\nUser:");
  g_assert_cmpstr (get (fixture)->stop[1], ==, "END");

  /* no more than providers take */
  add_stop (fixture, "Stop Sequence 4", "x");
  g_assert_null (find (fixture, ADW_TYPE_BUTTON_ROW, "_Add Stop Sequence"));

  g_signal_emit_by_name (ui_test_find (find (fixture, ADW_TYPE_ENTRY_ROW, "Stop Sequence 2"),
                                       GTK_TYPE_BUTTON, "Remove Stop Sequence"), "clicked");
  g_assert_nonnull (find (fixture, ADW_TYPE_BUTTON_ROW, "_Add Stop Sequence"));
  g_assert_null (find (fixture, ADW_TYPE_ENTRY_ROW, "Stop Sequence 4"));
  g_assert_cmpuint (g_strv_length (get (fixture)->stop), ==, 2);
  g_assert_cmpstr (get (fixture)->stop[0], ==, "END");
}

static void
test_reset (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *reset = find (fixture, ADW_TYPE_BUTTON_ROW, "_Reset to Automatic");

  switch_on (fixture, "Set _Temperature", TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture, ADW_TYPE_COMBO_ROW, NULL)), 5);
  add_stop (fixture, "Stop Sequence 1", "END");
  g_assert_true (gtk_widget_get_sensitive (reset));
  g_assert_false (natter_answer_settings_is_automatic (get (fixture)));

  g_signal_emit_by_name (reset, "activated");
  test_automatic (fixture, data);
}

/* What is there already is shown, and nothing of it changes for being shown, nor for a change of
 * something else: not even what is finer than what a row shows, or of another version. */
static void
test_filled (void)
{
  const char *stop[] = { "\n", "a\\b", NULL };
  NatterAnswerSettings settings = {
    .has_temperature = TRUE, .temperature = 0.123, .has_top_p = TRUE, .top_p = 0.9,
    .max_tokens = 42, .budget = 77, .has_seed = TRUE, .seed = G_GINT64_CONSTANT (1) << 60,
    .stop = (char **) stop, .effort = (char *) "heroic",
  };
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr(NatterAnswerSettings) expected = natter_answer_settings_copy (&settings);
  g_autofree char *summary = natter_answer_page_dup_summary (&settings);

  open_page (fixture, &settings);
  g_assert_true (natter_answer_settings_equal (get (fixture), &settings));
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (GTK_SPIN_BUTTON (
                                    find_spin (fixture, "Maximum Tokens"))), 42, 1e-9);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (fixture, ADW_TYPE_ENTRY_ROW,
                                                              "Stop Sequence 1"))), ==, "\\n");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (fixture, ADW_TYPE_ENTRY_ROW,
                                                              "Stop Sequence 2"))), ==, "a\\\\b");
  g_assert_cmpuint (fixture->changed, ==, 0);

  switch_on (fixture, "Set Top-_P", FALSE);
  expected->has_top_p = FALSE;
  g_assert_true (natter_answer_settings_equal (get (fixture), expected));
  g_assert_cmpuint (fixture->changed, ==, 1);

  g_assert_cmpstr (summary, ==, "Temperature 0.123 · Top-P 0.9 · Seed 1152921504606846976 · "
                                "At most 42 tokens · Reasoning budget 77 · 2 stop sequences");
  ui_test_assert_gone (fixture->window, fixture->page);
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
    { "/answer-page/automatic", test_automatic },
    { "/answer-page/numbers", test_numbers },
    { "/answer-page/effort", test_effort },
    { "/answer-page/stops", test_stops },
    { "/answer-page/reset", test_reset },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/answer-page/filled", test_filled);

  return g_test_run ();
}
