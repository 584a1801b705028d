/* test-table-block.c: a table as it is shown: its columns, folded, growing, marked, and copied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-block-list.h"
#include "natter-table-block.h"
#include "natter-table-grid.h"
#include "natter-table-row.h"
#include "natter-ui-test.h"

#define HEAD "| Name | Middle | Price |\n|---|:-:|--:|\n"

typedef struct
{
  NatterBlockList *list;
  GString         *text;
  NatterBlock     *block;
  GtkWidget       *window;
  GtkWidget       *widget;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  fixture->text = g_string_new (HEAD);
}

static void
add_rows (Fixture *fixture,
          guint    from,
          guint    n)
{
  for (guint i = from; i < from + n; i++)
    g_string_append_printf (fixture->text, "| row%u | `%u` | %u |\n", i, i, i * 7);
}

static void
show (Fixture *fixture)
{
  natter_block_list_update (fixture->list, fixture->text->str, fixture->text->len);
  fixture->block = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_cmpint (natter_block_get_kind (fixture->block), ==, NATTER_BLOCK_TABLE);
  fixture->widget = natter_table_block_new ();
  gtk_widget_set_valign (fixture->widget, GTK_ALIGN_START);
  natter_table_block_set_block (NATTER_TABLE_BLOCK (fixture->widget), fixture->block);
  fixture->window = ui_test_window_new (fixture->widget);
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

static GtkWidget *
get_grid (Fixture *fixture)
{
  return ui_test_find (fixture->widget, NATTER_TYPE_TABLE_GRID, NULL);
}

static GtkWidget *
get_row (Fixture *fixture,
         guint    n)
{
  GtkWidget *row = gtk_widget_get_first_child (get_grid (fixture));

  for (; n > 0; n--)
    row = gtk_widget_get_next_sibling (row);

  return row;
}

static GtkWidget *
get_cell (Fixture *fixture,
          guint    n_row,
          guint    column)
{
  GtkWidget *cell = gtk_widget_get_first_child (get_row (fixture, n_row));

  for (; column > 0; column--)
    cell = gtk_widget_get_next_sibling (cell);

  return cell;
}

static graphene_rect_t
get_bounds (GtkWidget *widget,
            GtkWidget *in)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, in, &bounds));

  return bounds;
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
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  graphene_rect_t one, other;

  add_rows (fixture, 0, 3);
  show (fixture);

  /* Beginnings are one under another, and ends. */
  one = get_bounds (get_cell (fixture, 0, 0), fixture->widget);
  other = get_bounds (get_cell (fixture, 3, 0), fixture->widget);
  g_assert_cmpfloat_with_epsilon (one.origin.x, other.origin.x, 0.1);
  one = get_bounds (get_cell (fixture, 0, 2), fixture->widget);
  other = get_bounds (get_cell (fixture, 3, 2), fixture->widget);
  g_assert_cmpfloat_with_epsilon (one.origin.x + one.size.width, other.origin.x + other.size.width,
                                  0.1);
  g_assert_cmpfloat (one.origin.x, <, other.origin.x);
}

/* A wide one wraps as far as it can, and is then scrolled inside itself. */
static void
test_wide (Fixture       *fixture,
           gconstpointer  data)
{
  int minimum, high, low;

  g_string_append (fixture->text,
                   "| many words of which some have to go into a second line | b | c |\n");
  show (fixture);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 100);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 1000, NULL, &low, NULL, NULL);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 300, NULL, &high, NULL, NULL);
  g_assert_cmpint (high, >, low + 10);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, minimum, NULL, &low, NULL, NULL);
  gtk_widget_measure (get_grid (fixture), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, minimum, NULL, &high, NULL, NULL);
  g_assert_cmpint (high, ==, low);
}

/* Of a table that grows, rows that are as before are not touched. */
static void
test_growing (Fixture       *fixture,
              gconstpointer  data)
{
  guint changed[3] = { 0 };

  add_rows (fixture, 0, 2);
  show (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    g_signal_connect_swapped (get_cell (fixture, i, 0), "text-changed",
                              G_CALLBACK (ui_test_count_cb), &changed[i]);

  add_rows (fixture, 2, 1);
  natter_block_list_update (fixture->list, fixture->text->str, fixture->text->len);
  g_assert_cmpuint (natter_table_grid_get_n_rows (NATTER_TABLE_GRID (get_grid (fixture))), ==, 4);
  g_assert_true (can_see (fixture, "row2"));
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    g_assert_cmpuint (changed[i], ==, 0);

  g_string_truncate (fixture->text, 0);
  g_string_append (fixture->text, HEAD "| row0 | `0` | 0 |\n| **row1** | `1` | 7 |\n");
  natter_block_list_finish (fixture->list, fixture->text->str, fixture->text->len);
  g_assert_cmpuint (changed[1], ==, 0);
  g_assert_cmpuint (changed[2], ==, 1);
  g_assert_cmpuint (natter_table_grid_get_n_rows (NATTER_TABLE_GRID (get_grid (fixture))), ==, 3);
}

static void
test_fold (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *more;

  add_rows (fixture, 0, 1000);
  show (fixture);
  g_assert_true (can_see (fixture, "row19\t"));
  g_assert_false (can_see (fixture, "row20\t"));
  more = ui_test_find (fixture->widget, GTK_TYPE_BUTTON, "Show More (of 1000 Rows)");
  g_assert_nonnull (more);
  g_signal_emit_by_name (more, "clicked");
  g_assert_true (can_see (fixture, "row20\t"));
  g_assert_false (can_see (fixture, "row999\t"));
  natter_markable_reveal (NATTER_MARKABLE (fixture->widget), G_MAXSIZE);
  g_assert_true (can_see (fixture, "row999\t"));
  g_assert_false (gtk_widget_get_visible (more));
}

/* A million cells are text, of which a few are shown. */
static void
test_million (Fixture       *fixture,
              gconstpointer  data)
{
  g_string_truncate (fixture->text, 0);
  for (guint i = 0; i < 100; i++)
    g_string_append (fixture->text, "|h");
  g_string_append_c (fixture->text, '\n');
  for (guint i = 0; i < 100; i++)
    g_string_append (fixture->text, "|-");
  g_string_append_c (fixture->text, '\n');
  for (guint i = 0; i < 1000000; i++)
    g_string_append (fixture->text, i % 100 == 99 ? "|x\n" : "|x");
  natter_block_list_finish (fixture->list, fixture->text->str, fixture->text->len);

  g_test_timer_start ();
  show (fixture);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
  g_assert_cmpuint (natter_table_grid_get_n_rows (NATTER_TABLE_GRID (get_grid (fixture))), <=, 4);
}

static void
test_offsets (Fixture       *fixture,
              gconstpointer  data)
{
  NatterMarkable *markable;
  const char *text;

  add_rows (fixture, 0, 4);
  show (fixture);
  markable = NATTER_MARKABLE (fixture->widget);
  text = natter_markable_get_text (markable, NULL);

  for (const char *p = text; *p; p++)
    {
      graphene_rect_t rect;

      g_assert_true (natter_markable_get_rect_at (markable, (gsize) (p - text), &rect));
      g_assert_cmpuint (natter_markable_get_offset_at (markable, rect.origin.x,
                                                       rect.origin.y + rect.size.height / 2),
                        ==, p - text);
    }
  g_assert_cmpuint (natter_markable_get_offset_at (markable, 0, -100), ==, 0);
  g_assert_cmpuint (natter_markable_get_offset_at (markable, 9999, 9999), ==, strlen (text));
}

static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  const NatterMark *found;
  guint n_found = 0;
  NatterMark mark = { .kind = NATTER_MARK_SELECTION };
  const char *text;

  add_rows (fixture, 0, 2);
  show (fixture);
  text = natter_block_get_text (fixture->block);
  mark.start = (gsize) (strstr (text, "row0") + 2 - text);
  mark.end = (gsize) (strstr (text, "row1") + 3 - text);
  natter_markable_set_marks (NATTER_MARKABLE (fixture->widget), &mark, 1);

  found = natter_markable_get_marks (NATTER_MARKABLE (get_cell (fixture, 1, 0)), &n_found);
  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpuint (found->start, ==, 2);
  g_assert_cmpuint (found->end, ==, 4);
  found = natter_markable_get_marks (NATTER_MARKABLE (get_cell (fixture, 2, 0)), &n_found);
  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpuint (found->end, ==, 3);
  natter_markable_get_marks (NATTER_MARKABLE (get_cell (fixture, 0, 0)), &n_found);
  g_assert_cmpuint (n_found, ==, 0);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  add_rows (fixture, 0, 2);
  show (fixture);
  gtk_test_accessible_assert_role (get_grid (fixture), GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_test_accessible_assert_property (get_grid (fixture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Table, 3 columns, 2 rows");
  gtk_test_accessible_assert_role (get_row (fixture, 1), GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_role (get_cell (fixture, 0, 2), GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
  gtk_test_accessible_assert_role (get_cell (fixture, 2, 2), GTK_ACCESSIBLE_ROLE_CELL);
  gtk_test_accessible_assert_property (get_cell (fixture, 2, 2),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Price");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_read (gpointer data)
{
  return *(char **) data != NULL;
}

static void
assert_copied (Fixture    *fixture,
               const char *action,
               const char *expected)
{
  g_autofree char *copied = NULL;

  gtk_widget_activate_action (fixture->widget, action, NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->widget), NULL, read_cb,
                                 &copied);
  natter_test_run_until (is_read, &copied);
  g_assert_cmpstr (copied, ==, expected);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_string_append (fixture->text, "| **a** | `b\\|c` | d\\|e |\n");
  show (fixture);
  assert_copied (fixture, "table.copy", "Name\tMiddle\tPrice\na\tb|c\td|e");
  assert_copied (fixture, "table.copy-markdown",
                 "| Name | Middle | Price |\n| --- | :-: | --: |\n| **a** | `b\\|c` | d\\|e |");
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/table-block/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("columns", test_columns);
  ADD ("wide", test_wide);
  ADD ("growing", test_growing);
  ADD ("fold", test_fold);
  ADD ("million", test_million);
  ADD ("offsets", test_offsets);
  ADD ("marks", test_marks);
  ADD ("accessible", test_accessible);
  ADD ("copy", test_copy);
#undef ADD

  return g_test_run ();
}
