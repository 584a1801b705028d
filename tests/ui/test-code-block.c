/* test-code-block.c: code as it is shown: folded, growing, coloured, marked, and copied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-block-list.h"
#include "natter-block-options.h"
#include "natter-code-bar.h"
#include "natter-code-block.h"
#include "natter-code-lines.h"
#include "natter-code-text.h"
#include "natter-contrast.h"
#include "natter-highlighter.h"
#include "natter-language.h"
#include "natter-ui-test.h"

typedef struct
{
  NatterBlockList *list;
  GString         *text;
  NatterBlock     *block;
  GtkWidget       *window;
  GtkWidget       *scroller;
  GtkWidget       *widget;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  fixture->text = g_string_new ("```c\n");
}

static void
add_lines (Fixture *fixture,
           guint    from,
           guint    n)
{
  for (guint i = from; i < from + n; i++)
    g_string_append_printf (fixture->text, "int n%u = %u; // line\n", i, i);
}

/* What is there so far, in a window, which is scrolled where it is tall. */
static void
show (Fixture *fixture)
{
  natter_block_list_update (fixture->list, fixture->text->str, fixture->text->len);
  fixture->block = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  fixture->widget = natter_code_block_new ();
  gtk_widget_set_valign (fixture->widget, GTK_ALIGN_START);
  natter_code_block_set_block (NATTER_CODE_BLOCK (fixture->widget), fixture->block);
  fixture->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scroller), fixture->widget);
  fixture->window = ui_test_window_new (fixture->scroller);
  natter_test_run_until (ui_test_is_laid_out, fixture->widget);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window)
    {
      g_clear_object (&fixture->block);
      ui_test_assert_gone (fixture->window, fixture->widget);
    }
  g_object_unref (fixture->list);
  g_string_free (fixture->text, TRUE);
}

static void
close_fence (Fixture *fixture)
{
  g_string_append (fixture->text, "```\n");
  natter_block_list_finish (fixture->list, fixture->text->str, fixture->text->len);
}

static gboolean
can_see (Fixture    *fixture,
         const char *words)
{
  const char *text = natter_block_get_text (fixture->block);
  const char *found = strstr (text, words);
  graphene_rect_t rect;

  g_assert_nonnull (found);

  return natter_markable_get_rect_at (NATTER_MARKABLE (fixture->widget), (gsize) (found - text),
                                      &rect);
}

static void
press (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_fold (Fixture       *fixture,
           gconstpointer  data)
{
  add_lines (fixture, 0, 100);
  close_fence (fixture);
  show (fixture);

  g_assert_true (can_see (fixture, "n23 ="));
  g_assert_false (can_see (fixture, "n24 ="));
  press (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show All (100 Lines)"));
  g_assert_true (can_see (fixture, "n99 ="));
  press (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show Less"));
  g_assert_false (can_see (fixture, "n99 ="));
}

static void
test_short (Fixture       *fixture,
            gconstpointer  data)
{
  add_lines (fixture, 0, 30);
  close_fence (fixture);
  show (fixture);

  g_assert_true (can_see (fixture, "n29 ="));
  g_assert_null (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show All (30 Lines)"));
}

/* While it is written, its end is seen; then its beginning. */
static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  int height;

  add_lines (fixture, 0, 40);
  show (fixture);
  g_assert_true (natter_block_is_open (fixture->block));
  g_assert_true (can_see (fixture, "n39 ="));
  g_assert_false (can_see (fixture, "n0 ="));
  height = gtk_widget_get_height (fixture->widget);

  add_lines (fixture, 40, 40);
  natter_block_list_update (fixture->list, fixture->text->str, fixture->text->len);
  g_assert_true (can_see (fixture, "n79 ="));
  g_assert_false (can_see (fixture, "n39 ="));

  close_fence (fixture);
  g_assert_true (can_see (fixture, "n0 ="));
  g_assert_false (can_see (fixture, "n79 ="));
  ui_test_wait_for (fixture->widget, GTK_TYPE_BUTTON, "Show All (80 Lines)");
  g_assert_cmpint (gtk_widget_get_height (fixture->widget), ==, height);
}

/* Unfolded while it is written, it stays so, and goes on. */
static void
test_open_unfolded (Fixture       *fixture,
                    gconstpointer  data)
{
  add_lines (fixture, 0, 40);
  show (fixture);
  press (gtk_widget_get_last_child (fixture->widget));
  add_lines (fixture, 40, 40);
  natter_block_list_update (fixture->list, fixture->text->str, fixture->text->len);
  g_assert_true (can_see (fixture, "n0 ="));
  g_assert_true (can_see (fixture, "n79 ="));
}

/* Another widget shows the same block as the reader left it. */
static void
test_unfolded_stays (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GtkWidget) other = g_object_ref_sink (natter_code_block_new ());
  graphene_rect_t rect;

  add_lines (fixture, 0, 100);
  close_fence (fixture);
  show (fixture);
  press (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show All (100 Lines)"));
  natter_code_block_set_block (NATTER_CODE_BLOCK (other), fixture->block);
  g_assert_true (natter_markable_get_rect_at (NATTER_MARKABLE (other), G_MAXSIZE, &rect));
}

static void
test_huge (Fixture       *fixture,
           gconstpointer  data)
{
  add_lines (fixture, 0, 10000);
  close_fence (fixture);
  show (fixture);

  press (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show More (of 10000 Lines)"));
  g_assert_true (can_see (fixture, "n1999 ="));
  g_assert_false (can_see (fixture, "n9999 ="));

  /* What is searched for is there all the same. */
  natter_markable_reveal (NATTER_MARKABLE (fixture->widget), G_MAXSIZE);
  g_assert_true (can_see (fixture, "n9999 ="));
}

/* A line of megabytes is laid out in parts. */
static void
test_long_line (Fixture       *fixture,
                gconstpointer  data)
{
  for (guint i = 0; i < 400000; i++)
    g_string_append (fixture->text, "abcdefghij");
  g_string_append_c (fixture->text, '\n');
  g_test_timer_start ();
  close_fence (fixture);
  show (fixture);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
  g_assert_cmpint (gtk_widget_get_height (fixture->widget), <, 1000);
}

static void
test_offsets (Fixture       *fixture,
              gconstpointer  data)
{
  NatterMarkable *markable;
  const char *text;

  g_string_append (fixture->text, "a\tb漢c\n\n  é d\n");
  add_lines (fixture, 0, 12);
  close_fence (fixture);
  show (fixture);
  markable = NATTER_MARKABLE (fixture->widget);
  text = natter_markable_get_text (markable, NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gsize offset = (gsize) (p - text);
      graphene_rect_t rect;

      g_assert_true (natter_markable_get_rect_at (markable, offset, &rect));
      g_assert_cmpuint (natter_markable_get_offset_at (
                          markable, rect.origin.x,
                          rect.origin.y + rect.size.height / 2), ==, offset);
    }
  g_assert_cmpuint (natter_markable_get_offset_at (markable, 0, -100), ==, 0);
  g_assert_cmpuint (natter_markable_get_offset_at (markable, 0, 5000), ==, strlen (text));
}

static gboolean
is_stuck (gpointer data)
{
  Fixture *fixture = data;
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (ui_test_find (fixture->widget, NATTER_TYPE_CODE_BAR, NULL),
                                    fixture->scroller, &bounds) &&
         bounds.origin.y >= 0 && bounds.origin.y < 40;
}

/* Wherever in it the reader is, Copy is in view. */
static void
test_bar (Fixture       *fixture,
          gconstpointer  data)
{
  GtkAdjustment *down;

  add_lines (fixture, 0, 300);
  close_fence (fixture);
  show (fixture);
  press (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show All (300 Lines)"));
  ui_test_wait_for (fixture->widget, GTK_TYPE_BUTTON, "Show Less");

  down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture->scroller));
  gtk_adjustment_set_value (down, 2000);
  natter_test_run_until (is_stuck, fixture);
  g_assert_true (is_stuck (fixture));
  gtk_adjustment_set_value (down, 0);
  natter_test_run_until (is_stuck, fixture);
  g_assert_true (is_stuck (fixture));
}

static void
test_wrap (Fixture       *fixture,
           gconstpointer  data)
{
  NatterBlockOptions *options = natter_block_options_get_default ();
  int height;

  for (guint i = 0; i < 60; i++)
    g_string_append (fixture->text, "words in a line ");
  g_string_append_c (fixture->text, '\n');
  close_fence (fixture);
  show (fixture);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 600, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, <, 100);

  natter_block_options_set_wrap_code (options, TRUE);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 600, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, >, 200);
  natter_block_options_set_wrap_code (options, FALSE);
}

static gboolean
has_runs (gpointer data)
{
  guint n_runs = 0;

  natter_highlighter_get_runs (natter_highlighter_get_default (), data, &n_runs);

  return n_runs > 0;
}

static void
test_colours (Fixture       *fixture,
              gconstpointer  data)
{
  const NatterHighlightRun *runs;
  guint n_runs = 0;

  g_string_append (fixture->text, "int main (void) { return 42; } /* é */\n");
  show (fixture);
  g_assert_false (has_runs (fixture->block));

  /* Only what is closed has colours. */
  close_fence (fixture);
  natter_test_run_until (has_runs, fixture->block);
  runs = natter_highlighter_get_runs (natter_highlighter_get_default (), fixture->block, &n_runs);
  g_assert_cmpuint (runs[0].start, ==, 0);
  g_assert_cmpuint (runs[0].end, ==, 3);
  g_assert_cmpuint (runs[n_runs - 1].end, ==, natter_block_get_length (fixture->block));

  /* Another text has none of them. */
  g_string_assign (fixture->text, "```c\nreturn int 7;\n```\n");
  natter_block_list_finish (fixture->list, fixture->text->str, fixture->text->len);
  g_assert_false (has_runs (fixture->block));
  natter_test_run_until (has_runs, fixture->block);
}

static void
test_languages (void)
{
  static const char *const aliases[][2] = {
    { "js", "js" }, { "JavaScript", "js" }, { "ts", "typescript" }, { "py", "python3" },
    { "sh", "sh" }, { "bash", "sh" }, { "zsh", "sh" }, { "c++", "cpp" }, { "C#", "c-sharp" },
    { "yml", "yaml" }, { "rs", "rust" }, { "js{1,3}", "js" }, { "python:main.py", "python3" },
    { "{.rust}", "rust" }, { "c", "c" }, { "h", "c" }, { "objective-c", "objc" },
    { "golang", "go" }, { "dockerfile", "docker" }, { "tex", "latex" }, { "ps1", "powershell" },
  };
  static const char *const unknown[] = { "", " ", "text", "java-script!", "x++", "{" };

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      const NatterLanguage *language = natter_language_find (aliases[i][0]);

      g_assert_nonnull (language);
      g_assert_cmpstr (language->id, ==, aliases[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (natter_language_find (unknown[i]));
}

static void
test_lines (void)
{
  g_autoptr(GString) text = g_string_new ("a\n\nbc");
  NatterCodeLines lines;
  gsize start, end;

  natter_code_lines_init (&lines);
  natter_code_lines_feed (&lines, text->str, text->len);
  g_assert_cmpuint (natter_code_lines_get_n (&lines), ==, 3);
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "漢");
  g_string_append (text, "\nd");
  natter_code_lines_feed (&lines, text->str, text->len);
  g_assert_cmpuint (natter_code_lines_get_n (&lines), ==, 7);

  /* The parts of a long line follow one another, whole characters each. */
  natter_code_lines_get (&lines, text->str, 2, &start, &end);
  g_assert_cmpuint (start, ==, 3);
  for (guint i = 3; i < 6; i++)
    {
      gsize last = end;

      g_assert_true (natter_code_lines_is_cut (&lines, text->str, i - 1));
      natter_code_lines_get (&lines, text->str, i, &start, &end);
      g_assert_cmpuint (start, ==, last);
      g_assert_true (((guchar) text->str[start] & 0xC0) != 0x80);
    }
  g_assert_false (natter_code_lines_is_cut (&lines, text->str, 5));
  natter_code_lines_get (&lines, text->str, 6, &start, &end);
  g_assert_cmpuint (end, ==, text->len);
  g_assert_cmpuint (natter_code_lines_find (&lines, 2), ==, 1);
  g_assert_cmpuint (natter_code_lines_find (&lines, G_MAXSIZE), ==, 6);
  g_assert_cmpuint (natter_code_lines_get_columns ("a\tb漢é", 8), ==, 12);
  natter_code_lines_clear (&lines);
}

static void
test_contrast (void)
{
  GdkRGBA pale = { 0.6f, 0.6f, 0.6f, 1 };
  const GdkRGBA ground = { 0.9f, 0.9f, 0.9f, 1 };

  g_assert_cmpfloat (natter_contrast_get_ratio (&pale, &ground), <, 3);
  natter_contrast_raise (&pale, FALSE);
  g_assert_cmpfloat (natter_contrast_get_ratio (&pale, &ground), >=, 7);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/code-block/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("fold", test_fold);
  ADD ("short", test_short);
  ADD ("open", test_open);
  ADD ("open-unfolded", test_open_unfolded);
  ADD ("unfolded-stays", test_unfolded_stays);
  ADD ("huge", test_huge);
  ADD ("long-line", test_long_line);
  ADD ("offsets", test_offsets);
  ADD ("bar", test_bar);
  ADD ("wrap", test_wrap);
  ADD ("colours", test_colours);
#undef ADD
  g_test_add_func ("/code-block/languages", test_languages);
  g_test_add_func ("/code-block/lines", test_lines);
  g_test_add_func ("/code-block/contrast", test_contrast);

  return g_test_run ();
}
