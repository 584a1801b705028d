/* natter-sheets-table.c: a table on sheets of paper: rows that are not divided, unless one alone is
 * taller than a page, and a header that comes again on each. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sheets-private.h"

#include <string.h>

#define FONT "Adwaita Sans, Cantarell, Sans 9"
#define HEADER_FONT "Adwaita Sans, Cantarell, Sans Bold 9"
#define PADDING_X 5.0
#define PADDING_Y 3.0
#define SPACE 6.0

/* However wide the others are. */
#define MIN_COLUMN 24.0

typedef struct
{
  NatterSheets *sheets;
  NatterBlock  *block;
  NatterPiece  *shape;
  guint         n_columns;
  GPtrArray    *rows;      /* of GPtrArray of PangoLayout */
  GArray       *edges;     /* double */
  NatterPiece  *header;    /* borrowed; or NULL while there is none */
} Table;

static PangoLayout *
new_cell (Table *self,
          gsize  start,
          gsize  end,
          guint  column)
{
  static const PangoAlignment alignments[] = {
    PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT,
  };
  const char *text = natter_block_get_text (self->block) + start;
  PangoLayout *layout = natter_sheets_new_layout (self->sheets, text, (gssize) (end - start),
                                                  self->rows->len == 0 ? HEADER_FONT : FONT);
  g_autoptr(PangoAttrList) attributes = natter_sheets_dup_attributes (self->block, start, end);

  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, alignments[natter_block_get_align (self->block, column)]);

  return layout;
}

/* As many cells in each row as there are columns. */
static void
read_rows (Table *self)
{
  const char *text = natter_block_get_text (self->block);
  gsize length = natter_block_get_length (self->block);

  for (gsize at = 0; at <= length; at++)
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_object_unref);
      gsize end = at;

      for (guint column = 0; column < self->n_columns; column++)
        {
          end = at + strcspn (text + at, "\t\n");
          g_ptr_array_add (row, new_cell (self, at, end, column));
          at = text[end] == '\t' && column + 1 < self->n_columns ? end + 1 : end;
        }
      at = end + strcspn (text + end, "\n");
      g_ptr_array_add (self->rows, row);
    }
}

static double
get_natural (Table *self,
             guint  column)
{
  double widest = MIN_COLUMN;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (self->rows, i);
      int width = 0;

      pango_layout_get_size (g_ptr_array_index (row, column), &width, NULL);
      widest = MAX (widest, pango_units_to_double (width) + 2 * PADDING_X + 1);
    }

  return widest;
}

/* Columns that ask for less than their share get it; the others share what is left. */
static double
get_share (const double *natural,
           guint         n,
           double        width)
{
  double share = width / n;

  for (guint round = 0; round < n; round++)
    {
      double left = width;
      guint n_wide = 0;

      for (guint i = 0; i < n; i++)
        if (natural[i] <= share)
          left -= natural[i];
        else
          n_wide++;
      if (n_wide == 0 || left / n_wide <= share + 0.01)
        break;
      share = left / n_wide;
    }

  return share;
}

static void
set_edges (Table  *self,
           double  left,
           double  width)
{
  g_autofree double *natural = g_new (double, self->n_columns);
  double share = 0;
  double x = left;
  double total = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      natural[i] = get_natural (self, i);
      total += natural[i];
    }
  share = total <= width ? width : get_share (natural, self->n_columns, width);

  g_array_append_val (self->edges, x);
  for (guint i = 0; i < self->n_columns; i++)
    {
      x += MIN (natural[i], share);
      g_array_append_val (self->edges, x);
    }
}

/* Right to left, the first column is the last place. */
static guint
get_place (Table *self,
           guint  column)
{
  return self->shape->rtl ? self->n_columns - 1 - column : column;
}

static GPtrArray *
get_iters (Table     *self,
           GPtrArray *row)
{
  GPtrArray *iters = g_ptr_array_new_with_free_func ((GDestroyNotify) pango_layout_iter_free);

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint place = get_place (self, i);
      double width = g_array_index (self->edges, double, place + 1) -
                     g_array_index (self->edges, double, place) - 2 * PADDING_X;

      pango_layout_set_width (g_ptr_array_index (row, i),
                              pango_units_from_double (MAX (width, 1)));
      g_ptr_array_add (iters, pango_layout_get_iter (g_ptr_array_index (row, i)));
    }

  return iters;
}

/* Adds lines of a cell until @limit; clears its place in @iters when there are no more. */
static double
fill_cell (Table       *self,
           NatterPiece *piece,
           GPtrArray   *iters,
           guint        column,
           double       limit)
{
  double x = g_array_index (self->edges, double, get_place (self, column)) + PADDING_X;
  PangoLayoutIter *iter = g_ptr_array_index (iters, column);
  double top = PADDING_Y;

  while (iter)
    {
      double height = natter_piece_get_line_height (iter);

      if (top > PADDING_Y && top + height + PADDING_Y > limit)
        break;
      natter_piece_add_line (piece, iter, x, top);
      top += height;
      if (!pango_layout_iter_next_line (iter))
        {
          pango_layout_iter_free (g_steal_pointer (&g_ptr_array_index (iters, column)));
          iter = NULL;
        }
    }

  return top + PADDING_Y;
}

static gboolean
has_more (GPtrArray *iters)
{
  for (guint i = 0; i < iters->len; i++)
    if (g_ptr_array_index (iters, i))
      return TRUE;

  return FALSE;
}

/* One piece, unless the row is taller than a page. */
static void
add_row (Table     *self,
         GPtrArray *row,
         gboolean   is_header)
{
  double body = natter_sheets_get_body (self->sheets);
  double limit = body - (self->header ? self->header->height : 0);
  g_autoptr(GPtrArray) iters = get_iters (self, row);

  while (has_more (iters))
    {
      NatterPiece *piece = natter_piece_new (NATTER_PIECE_ROW);

      piece->edges = g_array_ref (self->edges);
      piece->is_header = is_header;
      piece->keep = is_header;
      piece->header = self->header;
      piece->n_bars = self->shape->n_bars;
      piece->rtl = self->shape->rtl;
      piece->space = is_header ? self->shape->space : 0;
      for (guint i = 0; i < self->n_columns; i++)
        {
          double height = fill_cell (self, piece, iters, i, limit);

          piece->height = MAX (piece->height, height);
        }
      natter_sheets_add (self->sheets, piece);

      /* One that fills half of the page does not come again. */
      if (is_header && !has_more (iters) && piece->height < body / 2)
        self->header = piece;
    }
}

/**
 * natter_sheets_add_table:
 * @block: a table
 * @shape: what its pieces have in common
 */
void
natter_sheets_add_table (NatterSheets *self,
                         NatterBlock  *block,
                         NatterPiece  *shape)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GArray) edges = g_array_new (FALSE, FALSE, sizeof (double));
  Table table = { self, block, shape, MAX (natter_block_get_n_columns (block), 1), rows, edges };
  double indent = shape->n_bars * NATTER_SHEETS_BAR_STEP;
  double width = self->size.width - self->frame.left - self->frame.right - indent;

  read_rows (&table);
  set_edges (&table, self->frame.left + (shape->rtl ? 0 : indent), width);
  for (guint i = 0; i < rows->len; i++)
    add_row (&table, g_ptr_array_index (rows, i), i == 0);
  self->space = SPACE;
}
