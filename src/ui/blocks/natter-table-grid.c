/* natter-table-grid.c: the cells of a table, side by side. A column is as wide as its widest cell
 * where there is room, and as its longest word where there is none; below that what the table is in
 * scrolls it sideways. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-table-grid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-table-row.h"

#define GAP          14     /* as the rows have between two texts */
#define LINE         1      /* pixels between two rows */
#define LINE_ALPHA   0.15f
#define HEADER_ALPHA 0.4f

typedef struct
{
  int minimum;
  int natural;
} Column;

struct _NatterTableGrid
{
  GtkWidget    parent_instance;

  NatterBlock *block;
  GPtrArray   *rows;        /* of NatterTableRow, the header first */
  GArray      *columns;     /* Column; empty: not measured */
  GArray      *widths;      /* int: pixels of each column's text */
  int          fitted;      /* the width that these are for, -1: none */
};

G_DEFINE_FINAL_TYPE (NatterTableGrid, natter_table_grid, GTK_TYPE_WIDGET)

static NatterTableRow *
get_row (NatterTableGrid *self,
         guint            i)
{
  return g_ptr_array_index (self->rows, i);
}

static void
ensure_columns (NatterTableGrid *self)
{
  guint n_columns = natter_block_get_n_columns (self->block);

  if (self->columns->len == n_columns)
    return;

  g_array_set_size (self->columns, n_columns);
  memset (self->columns->data, 0, n_columns * sizeof (Column));
  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        Column *column = &g_array_index (self->columns, Column, j);
        int minimum, natural;

        natter_table_row_measure_column (get_row (self, i), j, &minimum, &natural);
        column->minimum = MAX (column->minimum, minimum);
        column->natural = MAX (column->natural, natural);
      }
  self->fitted = -1;
}

static void
sum_columns (NatterTableGrid *self,
             int             *minimum,
             int             *natural)
{
  *minimum = *natural = (int) self->columns->len * GAP;
  for (guint i = 0; i < self->columns->len; i++)
    {
      *minimum += g_array_index (self->columns, Column, i).minimum;
      *natural += g_array_index (self->columns, Column, i).natural;
    }
}

/* What is left beyond the longest words goes to the columns by how much more they want. */
static void
fit (NatterTableGrid *self,
     int              width)
{
  int minimum, natural, rest;

  ensure_columns (self);
  if (self->fitted == width)
    return;

  sum_columns (self, &minimum, &natural);
  rest = CLAMP (width - minimum, 0, natural - minimum);
  g_array_set_size (self->widths, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      int more = natural > minimum ? (int) ((gint64) rest * (column->natural - column->minimum) /
                                            (natural - minimum))
                                   : 0;

      g_array_index (self->widths, int, i) = column->minimum + more;
    }
  for (guint i = 0; i < self->rows->len; i++)
    natter_table_row_set_widths (get_row (self, i), (const int *) (gpointer) self->widths->data);
  self->fitted = width;
}

static int
get_table_width (NatterTableGrid *self)
{
  int width = (int) self->widths->len * GAP;

  for (guint i = 0; i < self->widths->len; i++)
    width += g_array_index (self->widths, int, i);

  return width;
}

static void
natter_table_grid_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NatterTableGrid *self = NATTER_TABLE_GRID (widget);
  int ignored;

  *minimum = *natural = 0;
  if (self->rows->len == 0)
    return;

  ensure_columns (self);
  sum_columns (self, minimum, natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  fit (self, for_size < 0 ? *natural : for_size);
  *minimum = -LINE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      /* A row's height is the grid's to ask for, at its widths; GTK wants to be asked, too. */
      gtk_widget_measure (GTK_WIDGET (get_row (self, i)), GTK_ORIENTATION_HORIZONTAL, -1, &ignored,
                          &ignored, NULL, NULL);
      *minimum += natter_table_row_get_height (get_row (self, i)) + LINE;
    }
  *natural = *minimum;
}

static void
natter_table_grid_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  NatterTableGrid *self = NATTER_TABLE_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int table_width;
  int y = 0;

  if (self->rows->len == 0)
    return;

  fit (self, width);
  table_width = get_table_width (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (get_row (self, i));
      int row_height = natter_table_row_get_height (get_row (self, i));

      /* The columns may be others where the row's own size is the same. */
      gtk_widget_queue_allocate (row);
      gtk_widget_allocate (row, table_width, row_height, -1,
                           gsk_transform_translate (
                             NULL, &GRAPHENE_POINT_INIT (rtl ? (float) (width - table_width) : 0,
                                                         (float) y)));
      y += row_height + LINE;
    }
}

static void
natter_table_grid_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  NatterTableGrid *self = NATTER_TABLE_GRID (widget);
  GdkRGBA color;
  float alpha;

  gtk_widget_get_color (widget, &color);
  alpha = color.alpha;
  for (guint i = 0; i + 1 < self->rows->len; i++)
    {
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (GTK_WIDGET (get_row (self, i)), widget, &bounds))
        continue;
      color.alpha = alpha * (i == 0 ? HEADER_ALPHA : LINE_ALPHA);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (bounds.origin.x,
                                                      bounds.origin.y + bounds.size.height,
                                                      bounds.size.width, LINE));
    }

  GTK_WIDGET_CLASS (natter_table_grid_parent_class)->snapshot (widget, snapshot);
}

/* Another font is another width of everything. */
static void
natter_table_grid_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  NatterTableGrid *self = NATTER_TABLE_GRID (widget);

  GTK_WIDGET_CLASS (natter_table_grid_parent_class)->css_changed (widget, change);

  g_array_set_size (self->columns, 0);
  for (guint i = 0; i < self->rows->len; i++)
    natter_table_row_forget_widths (get_row (self, i));
}

static GtkSizeRequestMode
natter_table_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natter_table_grid_dispose (GObject *object)
{
  NatterTableGrid *self = NATTER_TABLE_GRID (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->block);

  G_OBJECT_CLASS (natter_table_grid_parent_class)->dispose (object);
}

static void
natter_table_grid_finalize (GObject *object)
{
  NatterTableGrid *self = NATTER_TABLE_GRID (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->widths, g_array_unref);

  G_OBJECT_CLASS (natter_table_grid_parent_class)->finalize (object);
}

static void
natter_table_grid_class_init (NatterTableGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_table_grid_dispose;
  object_class->finalize = natter_table_grid_finalize;
  widget_class->measure = natter_table_grid_measure;
  widget_class->size_allocate = natter_table_grid_size_allocate;
  widget_class->snapshot = natter_table_grid_snapshot;
  widget_class->css_changed = natter_table_grid_css_changed;
  widget_class->get_request_mode = natter_table_grid_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "tablegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
natter_table_grid_init (NatterTableGrid *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  self->fitted = -1;
}

/**
 * natter_table_grid_new:
 *
 * Returns: (transfer floating): a grid without a table
 */
GtkWidget *
natter_table_grid_new (void)
{
  return g_object_new (NATTER_TYPE_TABLE_GRID, NULL);
}

static NatterTableRow *
ensure_row (NatterTableGrid *self,
            guint            i)
{
  if (i == self->rows->len)
    {
      GtkWidget *row = natter_table_row_new (i == 0);

      gtk_widget_set_parent (row, GTK_WIDGET (self));
      g_ptr_array_add (self->rows, row);
    }

  return get_row (self, i);
}

static void
name_table (NatterTableGrid *self,
            guint            n_rows)
{
  guint n_columns = natter_block_get_n_columns (self->block);
  g_autofree char *columns =
    g_strdup_printf (ngettext ("%u column", "%u columns", n_columns), n_columns);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  /* Translators: what a table is for those who do not see it: "Table, 3 columns, 12 rows" */
  g_autofree char *name = g_strdup_printf (_("Table, %s, %s"), columns, rows);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) n_columns,
                                  GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) n_rows, -1);
}

/**
 * natter_table_grid_set_block:
 * @block: a table
 * @n_shown: how many of its rows to show, the header being one
 * @n_rows: how many it has
 *
 * Shows a table, or what has become of it: only rows that are others are laid out anew.
 */
void
natter_table_grid_set_block (NatterTableGrid *self,
                             NatterBlock     *block,
                             guint            n_shown,
                             guint            n_rows)
{
  const char *text = natter_block_get_text (block);
  const char *end = text + natter_block_get_length (block);
  const char *line = text;
  guint n = 0;

  g_return_if_fail (NATTER_IS_TABLE_GRID (self));

  g_set_object (&self->block, block);
  while (line && n < n_shown)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));

      natter_table_row_set_text (ensure_row (self, n), block, (gsize) (line - text),
                                 (gsize) ((newline ? newline : end) - text), n,
                                 n > 0 ? get_row (self, 0) : NULL);
      n++;
      line = newline ? newline + 1 : NULL;
    }
  if (self->rows->len > n)
    g_ptr_array_set_size (self->rows, (int) n);

  g_array_set_size (self->columns, 0);
  name_table (self, n_rows - 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
natter_table_grid_get_n_rows (NatterTableGrid *self)
{
  return self->rows->len;
}

/**
 * natter_table_grid_set_marks:
 * @marks: (array length=n_marks): places in the table's text
 */
void
natter_table_grid_set_marks (NatterTableGrid  *self,
                             const NatterMark *marks,
                             guint             n_marks)
{
  g_return_if_fail (NATTER_IS_TABLE_GRID (self));

  for (guint i = 0; i < self->rows->len; i++)
    natter_table_row_set_marks (get_row (self, i), marks, n_marks);
}

/**
 * natter_table_grid_get_offset_at:
 *
 * Returns: the offset in the table's text that is nearest to a point
 */
gsize
natter_table_grid_get_offset_at (NatterTableGrid *self,
                                 double           x,
                                 double           y)
{
  g_return_val_if_fail (NATTER_IS_TABLE_GRID (self), 0);

  for (guint i = 0; i < self->rows->len; i++)
    {
      graphene_rect_t bounds;

      if (!gtk_widget_compute_bounds (GTK_WIDGET (get_row (self, i)), GTK_WIDGET (self), &bounds))
        return 0;
      if (i == 0 && y < bounds.origin.y)
        return 0;
      if (y < bounds.origin.y + bounds.size.height + LINE)
        return natter_table_row_get_offset_at (get_row (self, i), x - bounds.origin.x,
                                               y - bounds.origin.y);
    }

  return self->rows->len > 0 ? natter_table_row_get_end (get_row (self, self->rows->len - 1)) : 0;
}

/**
 * natter_table_grid_get_rect_at:
 * @offset: in the table's text
 * @rect: (out): where a caret before it stands
 *
 * Returns: %FALSE where its row is not shown
 */
gboolean
natter_table_grid_get_rect_at (NatterTableGrid *self,
                               gsize            offset,
                               graphene_rect_t *rect)
{
  g_return_val_if_fail (NATTER_IS_TABLE_GRID (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (get_row (self, i));
      graphene_rect_t bounds;

      if (offset > natter_table_row_get_end (NATTER_TABLE_ROW (row)))
        continue;
      if (!natter_table_row_get_rect_at (NATTER_TABLE_ROW (row), offset, rect) ||
          !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
        return FALSE;

      graphene_rect_offset (rect, bounds.origin.x, bounds.origin.y);
      return TRUE;
    }

  return FALSE;
}
