/* natter-table-row.c: a row of a table: one text for each column. Its widths are those of the whole
 * table, which the grid decides. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-table-row.h"

#include <string.h>

#include "natter-text-block.h"

#define GAP        14    /* pixels on both sides of a cell's text, a half each */
#define PADDING    5     /* … above and below it */
#define MAX_WORD   180   /* a longer word is broken */

typedef struct
{
  NatterTextBlock *text;
  gsize            start;     /* bytes of the block's text */
  gsize            end;
  NatterAlign      align;
  int              natural;   /* pixels, -1: not known */
  int              minimum;
} Cell;

struct _NatterTableRow
{
  GtkWidget    parent_instance;

  gboolean     is_header;
  NatterBlock *block;
  gsize        start;
  gsize        end;
  guint        hash;         /* of what it shows */
  GArray      *cells;
  const int   *widths;       /* pixels of each column's text */
};

G_DEFINE_FINAL_TYPE (NatterTableRow, natter_table_row, GTK_TYPE_WIDGET)

static Cell *
get_cell (NatterTableRow *self,
          guint           column)
{
  return &g_array_index (self->cells, Cell, column);
}

/* The spans of the cell, counted from its own beginning; their targets are borrowed. */
static GArray *
collect_spans (NatterBlock *block,
               const Cell  *cell)
{
  guint n_spans = 0;
  const NatterSpan *spans = natter_block_get_spans (block, &n_spans);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  guint low = 0;
  guint high = n_spans;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (spans[middle].start < cell->start)
        low = middle + 1;
      else
        high = middle;
    }

  for (; low < n_spans && spans[low].start < cell->end; low++)
    {
      NatterSpan span = spans[low];

      span.start -= (guint) cell->start;
      span.end = (guint) (MIN (span.end, cell->end) - cell->start);
      g_array_append_val (found, span);
    }

  return found;
}

static void
name_cell (Cell           *cell,
           guint           column,
           guint           index,
           NatterTableRow *header)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (cell->text);

  gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) column + 1,
                                  GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) index + 1, -1);
  if (header && column < header->cells->len)
    gtk_accessible_update_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      natter_markable_get_text (NATTER_MARKABLE (get_cell (header, column)->text), NULL), -1);
}

static void
show_cell (NatterTableRow *self,
           Cell           *cell)
{
  g_autoptr(GArray) spans = collect_spans (self->block, cell);

  natter_text_block_set_text (cell->text, natter_block_get_text (self->block) + cell->start,
                              cell->end - cell->start, (NatterSpan *) (gpointer) spans->data,
                              spans->len);
  cell->natural = -1;
}

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  gtk_widget_unparent (GTK_WIDGET (cell->text));
}

static void
set_n_cells (NatterTableRow *self,
             guint           n_columns)
{
  if (self->cells->len > n_columns)
    g_array_set_size (self->cells, n_columns);

  while (self->cells->len < n_columns)
    {
      GtkWidget *text = natter_text_block_new (self->is_header
                                                 ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                                 : GTK_ACCESSIBLE_ROLE_CELL);
      Cell cell = { .text = NATTER_TEXT_BLOCK (text), .natural = -1 };

      /* The table's text is selected as a whole. */
      gtk_widget_set_focusable (text, FALSE);
      gtk_widget_set_parent (text, GTK_WIDGET (self));
      g_array_append_val (self->cells, cell);
    }
}

static guint
hash_bytes (guint       hash,
            const void *bytes,
            gsize       length)
{
  const guchar *p = bytes;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ p[i]) * 16777619u;

  return hash;
}

/* Words, styles and columns: all that a row shows. */
static guint
hash_line (NatterBlock *block,
           gsize        start,
           gsize        end)
{
  const Cell line = { .start = start, .end = end };
  g_autoptr(GArray) spans = collect_spans (block, &line);
  guint hash = hash_bytes (2166136261u, natter_block_get_text (block) + start, end - start);

  for (guint i = 0; i < spans->len; i++)
    {
      const NatterSpan *span = &g_array_index (spans, NatterSpan, i);
      const guint parts[] = { span->kind, span->start, span->end };

      hash = hash_bytes (hash, parts, sizeof (parts));
      if (span->target)
        hash = hash_bytes (hash, span->target, strlen (span->target));
    }
  for (guint i = 0; i < natter_block_get_n_columns (block); i++)
    {
      NatterAlign align = natter_block_get_align (block, i);

      hash = hash_bytes (hash, &align, sizeof (align));
    }

  return hash;
}

static int
get_cell_height (const Cell *cell,
                 int         width)
{
  int height = 0;

  gtk_widget_measure (GTK_WIDGET (cell->text), GTK_ORIENTATION_VERTICAL, width, NULL, &height,
                      NULL, NULL);

  return height;
}

static void
natter_table_row_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  NatterTableRow *self = NATTER_TABLE_ROW (widget);

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->widths)
    *minimum = natter_table_row_get_height (self);
  *natural = *minimum;
}

/* A text is as wide as its words; where they stand is where it stands. */
static void
allocate_cell (NatterTableRow *self,
               Cell           *cell,
               int             x,
               int             room,
               int             height)
{
  int width = MIN (cell->natural, room);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int rest = room - width;
  int before = cell->align == NATTER_ALIGN_CENTER ? rest / 2
               : (cell->align == NATTER_ALIGN_END) != rtl ? rest
                                                          : 0;

  gtk_widget_allocate (GTK_WIDGET (cell->text), width, height, -1,
                       gsk_transform_translate (
                         NULL, &GRAPHENE_POINT_INIT ((float) (x + before), PADDING)));
}

static void
natter_table_row_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  NatterTableRow *self = NATTER_TABLE_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; self->widths && i < self->cells->len; i++)
    {
      Cell *cell = get_cell (self, i);
      int room = self->widths[i];

      x += GAP / 2;
      natter_table_row_measure_column (self, i, NULL, NULL);
      allocate_cell (self, cell, rtl ? width - x - room : x, room,
                     get_cell_height (cell, MIN (cell->natural, room)));
      x += room + GAP / 2;
    }
}

static void
natter_table_row_dispose (GObject *object)
{
  NatterTableRow *self = NATTER_TABLE_ROW (object);

  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_object (&self->block);

  G_OBJECT_CLASS (natter_table_row_parent_class)->dispose (object);
}

static void
natter_table_row_class_init (NatterTableRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_table_row_dispose;
  widget_class->measure = natter_table_row_measure;
  widget_class->size_allocate = natter_table_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "tablerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
natter_table_row_init (NatterTableRow *self)
{
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);
}

/**
 * natter_table_row_new:
 * @is_header: whether it names the columns
 *
 * Returns: (transfer floating): a row without cells
 */
GtkWidget *
natter_table_row_new (gboolean is_header)
{
  NatterTableRow *self = g_object_new (NATTER_TYPE_TABLE_ROW, NULL);

  self->is_header = is_header;
  if (is_header)
    gtk_widget_add_css_class (GTK_WIDGET (self), "header");

  return GTK_WIDGET (self);
}

/**
 * natter_table_row_set_text:
 * @block: a table
 * @start: where in its text the row's line begins
 * @end: where it ends
 * @index: which row of the table it is, the header being 0
 * @header: (nullable): the row that names the columns
 *
 * Shows a line of the table. A row that says what it did before is not laid out again.
 */
void
natter_table_row_set_text (NatterTableRow *self,
                           NatterBlock    *block,
                           gsize           start,
                           gsize           end,
                           guint           index,
                           NatterTableRow *header)
{
  const char *text = natter_block_get_text (block);
  guint hash = hash_line (block, start, end);
  gboolean is_same;
  gsize from = start;

  g_return_if_fail (NATTER_IS_TABLE_ROW (self));

  is_same = self->block == block && self->hash == hash && self->start == start && self->end == end;
  g_set_object (&self->block, block);
  self->hash = hash;
  self->start = start;
  self->end = end;
  if (is_same)
    return;

  set_n_cells (self, natter_block_get_n_columns (block));
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *tab = memchr (text + from, '\t', end - from);
      Cell *cell = get_cell (self, i);

      cell->start = from;
      cell->end = tab ? (gsize) (tab - text) : end;
      cell->align = natter_block_get_align (block, i);
      show_cell (self, cell);
      name_cell (cell, i, index, header);
      from = tab ? cell->end + 1 : end;
    }
}

gsize
natter_table_row_get_start (NatterTableRow *self)
{
  return self->start;
}

gsize
natter_table_row_get_end (NatterTableRow *self)
{
  return self->end;
}

static int
measure_word (NatterTextBlock *text,
              int              natural)
{
  PangoLayout *layout = natter_text_block_get_layout (text);
  int width = 0;

  /* At no width at all there is a word in each line. */
  pango_layout_set_width (layout, 0);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_get_pixel_size (layout, &width, NULL);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return MIN (MIN (width, MAX_WORD), natural);
}

/**
 * natter_table_row_measure_column:
 * @column: which of its cells
 * @minimum: (out) (optional): the pixels that its longest word needs, within reason
 * @natural: (out) (optional): those that it needs on one line
 */
void
natter_table_row_measure_column (NatterTableRow *self,
                                 guint           column,
                                 int            *minimum,
                                 int            *natural)
{
  Cell *cell = get_cell (self, column);

  if (cell->natural < 0)
    {
      gtk_widget_measure (GTK_WIDGET (cell->text), GTK_ORIENTATION_HORIZONTAL, -1, &cell->minimum,
                          &cell->natural, NULL, NULL);
      cell->minimum = MAX (cell->minimum, measure_word (cell->text, cell->natural));
    }
  if (minimum)
    *minimum = cell->minimum;
  if (natural)
    *natural = cell->natural;
}

/* Measures again when asked: the font is another. */
void
natter_table_row_forget_widths (NatterTableRow *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    get_cell (self, i)->natural = -1;
}

void
natter_table_row_set_widths (NatterTableRow *self,
                             const int      *widths)
{
  self->widths = widths;
}

/**
 * natter_table_row_get_height:
 *
 * Returns: the pixels that its tallest cell needs at the widths that are set
 */
int
natter_table_row_get_height (NatterTableRow *self)
{
  int height = 0;

  for (guint i = 0; self->widths && i < self->cells->len; i++)
    {
      Cell *cell = get_cell (self, i);

      natter_table_row_measure_column (self, i, NULL, NULL);
      height = MAX (height, get_cell_height (cell, MIN (cell->natural, self->widths[i])));
    }

  return height + 2 * PADDING;
}

/**
 * natter_table_row_set_marks:
 * @marks: (array length=n_marks): places in the text of the whole table
 */
void
natter_table_row_set_marks (NatterTableRow   *self,
                            const NatterMark *marks,
                            guint             n_marks)
{
  g_autoptr(GArray) own = g_array_new (FALSE, FALSE, sizeof (NatterMark));

  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = get_cell (self, i);

      g_array_set_size (own, 0);
      for (guint j = 0; j < n_marks; j++)
        {
          NatterMark mark = marks[j];

          if (mark.end <= cell->start || mark.start >= cell->end)
            continue;
          mark.start = MAX (mark.start, cell->start) - cell->start;
          mark.end = MIN (mark.end, cell->end) - cell->start;
          g_array_append_val (own, mark);
        }
      natter_markable_set_marks (NATTER_MARKABLE (cell->text),
                                 (NatterMark *) (gpointer) own->data, own->len);
    }
}

/* The cell whose column a point is in, or the nearest one. */
static Cell *
find_cell (NatterTableRow *self,
           double          x)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double from_start = rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;

  for (guint i = 0; self->widths && i < self->cells->len; i++)
    {
      from_start -= self->widths[i] + GAP;
      if (from_start < 0)
        return get_cell (self, i);
    }

  return self->cells->len > 0 ? get_cell (self, self->cells->len - 1) : NULL;
}

/**
 * natter_table_row_get_offset_at:
 *
 * Returns: the offset in the table's text that is nearest to a point
 */
gsize
natter_table_row_get_offset_at (NatterTableRow *self,
                                double          x,
                                double          y)
{
  Cell *cell = find_cell (self, x);
  graphene_point_t point;

  if (!cell || !gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (cell->text),
                                          &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return self->start;

  return cell->start +
         natter_markable_get_offset_at (NATTER_MARKABLE (cell->text), point.x, point.y);
}

/**
 * natter_table_row_get_rect_at:
 * @offset: in the table's text
 * @rect: (out): where a caret before it stands
 *
 * Returns: whether it is in this row
 */
gboolean
natter_table_row_get_rect_at (NatterTableRow  *self,
                              gsize            offset,
                              graphene_rect_t *rect)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = get_cell (self, i);
      graphene_point_t origin;

      if (offset < cell->start || offset > cell->end)
        continue;
      if (!natter_markable_get_rect_at (NATTER_MARKABLE (cell->text), offset - cell->start, rect) ||
          !gtk_widget_compute_point (GTK_WIDGET (cell->text), GTK_WIDGET (self),
                                     &GRAPHENE_POINT_INIT (0, 0), &origin))
        return FALSE;

      graphene_rect_offset (rect, origin.x, origin.y);
      return TRUE;
    }

  return FALSE;
}
