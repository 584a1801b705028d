/* test-measure.c: how large the text of a conversation is, and how wide its lines: kept, in steps,
 * for all blocks, and without moving a reader.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-widget.h"
#include "natter-code-text.h"
#include "natter-measure.h"
#include "natter-settings.h"
#include "natter-table-block.h"
#include "natter-text-block.h"
#include "natter-transcript-test.h"
#include "natter-zoom-row.h"

static NatterMeasure *
get_measure (void)
{
  NatterMeasure *measure = natter_measure_get_default ();

  natter_measure_step (measure, 0);
  natter_measure_set_text_width (measure, NATTER_TEXT_WIDTH_COMFORTABLE);

  return measure;
}

static void
test_steps (void)
{
  NatterMeasure *measure = get_measure ();
  guint notified = 0;
  gulong id = g_signal_connect_swapped (measure, "notify::zoom", G_CALLBACK (ui_test_count_cb),
                                        &notified);

  natter_measure_set_zoom (measure, 100);
  g_assert_cmpuint (notified, ==, 0);
  natter_measure_step (measure, 1);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 110);
  natter_measure_step (measure, -1);
  natter_measure_step (measure, -1);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 90);
  natter_measure_step (measure, 0);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 100);
  g_assert_cmpuint (notified, ==, 4);

  for (guint i = 0; i < 30; i++)
    natter_measure_step (measure, 1);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 300);
  g_assert_false (natter_measure_can_step (measure, 1));
  g_assert_true (natter_measure_can_step (measure, -1));
  for (guint i = 0; i < 30; i++)
    natter_measure_step (measure, -1);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 50);
  g_assert_false (natter_measure_can_step (measure, -1));

  /* What was set by hand is between two steps. */
  natter_measure_set_zoom (measure, 137);
  natter_measure_step (measure, -1);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 135);
  natter_measure_set_zoom (measure, 1000);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 300);
  natter_measure_step (measure, 0);
  g_signal_handler_disconnect (measure, id);
}

/* As many letters in a line at any size. */
static void
test_width (void)
{
  NatterMeasure *measure = get_measure ();
  int comfortable = natter_measure_get_pixels (measure);

  natter_measure_set_zoom (measure, 200);
  g_assert_cmpint (natter_measure_get_pixels (measure), ==, 2 * comfortable);
  natter_measure_step (measure, 0);
  natter_measure_set_text_width (measure, NATTER_TEXT_WIDTH_NARROW);
  g_assert_cmpint (natter_measure_get_pixels (measure), <, comfortable);
  natter_measure_set_text_width (measure, NATTER_TEXT_WIDTH_WIDE);
  g_assert_cmpint (natter_measure_get_pixels (measure), >, comfortable);
  natter_measure_set_text_width (measure, NATTER_TEXT_WIDTH_FULL);
  g_assert_cmpint (natter_measure_get_pixels (measure), >, 10000);
  natter_measure_set_text_width (measure, NATTER_TEXT_WIDTH_COMFORTABLE);
}

static void
test_is_kept (void)
{
  NatterMeasure *measure = get_measure ();
  NatterSettings *settings = natter_settings_new (NULL);
  GSettings *gsettings = natter_settings_get_gsettings (settings);

  natter_settings_bind_measure (settings, measure);
  natter_measure_set_zoom (measure, 150);
  natter_measure_set_text_width (measure, NATTER_TEXT_WIDTH_WIDE);
  g_assert_cmpuint (g_settings_get_uint (gsettings, "text-zoom"), ==, 150);
  g_assert_cmpint (g_settings_get_enum (gsettings, "text-width"), ==, NATTER_TEXT_WIDTH_WIDE);
  g_settings_set_uint (gsettings, "text-zoom", 80);
  g_assert_cmpuint (natter_measure_get_zoom (measure), ==, 80);

  g_settings_unbind (measure, "zoom");
  g_settings_unbind (measure, "text-width");
  g_assert_finalize_object (settings);
  get_measure ();
}

static double
get_font_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *font = pango_context_get_font_description (context);

  return pango_font_description_get_size (font);
}

/* Each kind by as much, code too, which has a font of its own. */
static void
test_all_blocks (void)
{
  static const char text[] = "# Heading\n\nProse.\n\n```c\nint a;\n```\n\n| a |\n|---|\n| b |\n";
  NatterMeasure *measure = get_measure ();
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, text);
  NatterConversationView *view = g_object_new (NATTER_TYPE_CONVERSATION_VIEW, NULL);
  GtkWidget *window = NULL;
  GtkWidget *shown[3];
  double before[G_N_ELEMENTS (shown)];

  natter_conversation_append (conversation, answer);
  natter_conversation_view_set_conversation (view, conversation);
  window = ui_test_window_new (GTK_WIDGET (view));
  shown[0] = ui_test_wait_for (window, NATTER_TYPE_TEXT_BLOCK, NULL);
  shown[1] = ui_test_wait_for (window, NATTER_TYPE_CODE_TEXT, NULL);
  shown[2] = ui_test_wait_for (window, NATTER_TYPE_TABLE_BLOCK, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    before[i] = get_font_size (shown[i]);

  natter_measure_set_zoom (measure, 200);
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_assert_cmpfloat_with_epsilon (get_font_size (shown[i]), 2 * before[i], 2);

  get_measure ();
  ui_test_assert_gone (window, view);
}

static void
test_reader_stays (TranscriptTest *fixture,
                   gconstpointer   data)
{
  NatterMeasure *measure = get_measure ();
  NatterMessage *message = transcript_get_message (fixture, 301);
  GtkWidget *row = NULL;
  double y = 0;

  transcript_show (fixture, 301, NULL);
  row = transcript_find_row (fixture, message);
  g_assert_nonnull (row);
  y = transcript_get_y (fixture, row);
  for (guint i = 0; i < 3; i++)
    {
      natter_measure_step (measure, 1);
      transcript_settle (fixture);
    }
  /* Rows before it are in sight, too, and grew: it may go down, but not away. */
  row = transcript_find_row (fixture, message);
  g_assert_nonnull (row);
  g_assert_cmpfloat (transcript_get_y (fixture, row), <, 2 * y);
  g_assert_cmpfloat (transcript_get_y (fixture, row), >=, y - 0.5);
  get_measure ();
}

static void
test_row_in_the_menu (void)
{
  NatterMeasure *measure = get_measure ();
  GtkWidget *row = natter_zoom_row_new ();
  GtkWidget *window = ui_test_window_new (row);
  GtkWidget *reset = NULL;
  const char *name = "Reset Zoom: 110%";

  g_assert_nonnull (ui_test_find (window, GTK_TYPE_LABEL, "100%"));
  natter_measure_step (measure, 1);
  g_assert_nonnull (ui_test_find (window, GTK_TYPE_LABEL, "110%"));
  g_assert_nonnull (ui_test_find (window, GTK_TYPE_BUTTON, "Zoom In"));
  g_assert_nonnull (ui_test_find (window, GTK_TYPE_BUTTON, "Zoom Out"));
  reset = ui_test_find (window, GTK_TYPE_BUTTON, "Reset Zoom");
  gtk_test_accessible_assert_property (reset, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  natter_measure_step (measure, 0);
  ui_test_assert_gone (window, row);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/measure/steps", test_steps);
  g_test_add_func ("/measure/width", test_width);
  g_test_add_func ("/measure/is-kept", test_is_kept);
  g_test_add_func ("/measure/all-blocks", test_all_blocks);
  g_test_add_func ("/measure/row-in-the-menu", test_row_in_the_menu);
  g_test_add ("/measure/reader-stays", TranscriptTest, NULL, transcript_set_up, test_reader_stays,
              transcript_tear_down);

  return g_test_run ();
}
