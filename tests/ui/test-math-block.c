/* test-math-block.c: a formula on lines of its own stands in the middle, scrolls where it is too
 * wide, and can be marked and read aloud; a link whose text lies is asked about first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-ui-test.h"

#include "natter-block-widget.h"
#include "natter-link-opening.h"
#include "natter-markable.h"
#include "natter-markdown.h"
#include "natter-math-block.h"

#define WIDTH 360

static gboolean
is_allocated (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

static GtkWidget *
show_block (const char       *text,
            GtkTextDirection  direction,
            GtkWidget       **window)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, strlen (text));
  GtkWidget *widget = natter_block_widget_new ();

  g_assert_cmpuint (blocks->len, ==, 1);
  gtk_widget_set_default_direction (direction);
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  natter_block_widget_set_block (NATTER_BLOCK_WIDGET (widget), g_ptr_array_index (blocks, 0));
  *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*window), WIDTH, 200);
  gtk_window_set_child (GTK_WINDOW (*window), widget);
  gtk_window_present (GTK_WINDOW (*window));
  natter_test_run_until (is_allocated, widget);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);

  return GTK_WIDGET (natter_block_widget_get_markable (NATTER_BLOCK_WIDGET (widget)));
}

static GtkAdjustment *
get_adjustment (GtkWidget *math)
{
  GtkWidget *scroller = gtk_widget_get_first_child (math);

  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static void
check_middle (GtkTextDirection direction)
{
  GtkWidget *window;
  GtkWidget *math = show_block ("$$x^2 = 4.$$", direction, &window);
  graphene_rect_t start, end;
  gsize length = 0;
  const char *text = natter_markable_get_text (NATTER_MARKABLE (math), &length);
  float y;

  g_assert_true (NATTER_IS_MATH_BLOCK (math));
  g_assert_cmpstr (text, ==, "x² = 4.");
  g_assert_true (natter_markable_get_rect_at (NATTER_MARKABLE (math), 0, &start));
  g_assert_true (natter_markable_get_rect_at (NATTER_MARKABLE (math), length, &end));
  /* As far from the left as from the right, and from left to right. */
  g_assert_cmpfloat (start.origin.x, <, end.origin.x);
  g_assert_cmpfloat_with_epsilon (start.origin.x,
                                  (float) gtk_widget_get_width (math) - end.origin.x, 4);

  y = start.origin.y + start.size.height / 2;
  g_assert_cmpuint (natter_markable_get_offset_at (NATTER_MARKABLE (math), 0, y), ==, 0);
  g_assert_cmpuint (natter_markable_get_offset_at (NATTER_MARKABLE (math), WIDTH, y), ==, length);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_middle (void)
{
  check_middle (GTK_TEXT_DIR_LTR);
  check_middle (GTK_TEXT_DIR_RTL);
}

/* A long one is neither wrapped nor cut: it scrolls, and the end can be brought into view. */
static void
test_wide (void)
{
  g_autoptr(GString) text = g_string_new ("$$x");
  GtkWidget *window;
  GtkWidget *math;
  GtkAdjustment *adjustment;

  for (guint i = 0; i < 40; i++)
    g_string_append (text, " + x_{n}");
  g_string_append (text, "$$");
  math = show_block (text->str, GTK_TEXT_DIR_LTR, &window);
  adjustment = get_adjustment (math);

  g_assert_cmpint (gtk_widget_get_width (math), <=, WIDTH);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >,
                     2 * gtk_adjustment_get_page_size (adjustment));
  g_assert_cmpint (gtk_widget_get_height (math), <, 60);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 1);

  natter_markable_reveal (NATTER_MARKABLE (math), G_MAXSIZE);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_accessible (void)
{
  GtkWidget *window;
  GtkWidget *math = show_block ("$$e^{i\\pi} + x_n^2 = 0$$", GTK_TEXT_DIR_LTR, &window);

  gtk_test_accessible_assert_role (math, GTK_ACCESSIBLE_ROLE_MATH);
  gtk_test_accessible_assert_property (math, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "e^(iπ) + x_n² = 0");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The marks of the whole are those of what is drawn. */
static void
test_marks (void)
{
  static const NatterMark mark = { NATTER_MARK_SELECTION, 0, 1 };
  GtkWidget *window;
  GtkWidget *math = show_block ("$$x$$", GTK_TEXT_DIR_LTR, &window);
  GtkWidget *text = math;
  guint n_marks = 0;

  natter_markable_set_marks (NATTER_MARKABLE (math), &mark, 1);
  for (text = gtk_widget_get_first_child (math); !NATTER_IS_MARKABLE (text);)
    text = gtk_widget_get_first_child (text);
  natter_markable_get_marks (NATTER_MARKABLE (text), &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

static gboolean
has_no_dialog (gpointer window)
{
  return !has_dialog (window);
}

/* Where text and target name different hosts, nothing is opened before an answer; the address can
 * be copied instead. */
static void
test_lying_link (void)
{
  GtkWidget *window = adw_application_window_new (NULL);
  GtkWidget *label = gtk_label_new ("x");
  g_auto(GValue) copied = G_VALUE_INIT;
  AdwDialog *dialog;

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), label);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 400);
  gtk_window_present (GTK_WINDOW (window));
  natter_test_run_until (ui_test_is_mapped, label);

  g_value_init (&copied, G_TYPE_STRING);
  natter_link_opening_start (label, "https://bank.example", "https://m\303\274nchen.example/a");
  natter_test_run_until (has_dialog, window);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "bank.example"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)),
                            "xn--mnchen-3ya.example"));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "cancel");

  g_signal_emit_by_name (dialog, "response", "copy");
  g_assert_true (gdk_content_provider_get_value (
    gdk_clipboard_get_content (gtk_widget_get_clipboard (window)), &copied, NULL));
  g_assert_cmpstr (g_value_get_string (&copied), ==, "https://xn--mnchen-3ya.example/a");
  adw_dialog_force_close (dialog);
  natter_test_run_until (has_no_dialog, window);

  /* What is not allowed is not even asked about. */
  natter_link_opening_start (label, "x", "file:///etc/passwd");
  g_assert_true (has_no_dialog (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/math-block/middle", test_middle);
  g_test_add_func ("/math-block/wide", test_wide);
  g_test_add_func ("/math-block/accessible", test_accessible);
  g_test_add_func ("/math-block/marks", test_marks);
  g_test_add_func ("/math-block/lying link", test_lying_link);

  return g_test_run ();
}
