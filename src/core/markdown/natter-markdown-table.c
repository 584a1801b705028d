/* natter-markdown-table.c: a table's cells as lines of text, columns aligned by blanks. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-table.h"

#include <string.h>

/* A cell wider than this stands out of its column instead of pushing all others away. */
#define MAX_COLUMN_WIDTH 48

/* The rule under the header is seen under an empty name too. */
#define MIN_COLUMN_WIDTH 3

/* Blanks are added up to this size of the whole: a few bytes of Markdown can ask for gigabytes. */
#define MAX_ALIGNED_SIZE (1024 * 1024)

#define GAP "  "

typedef struct
{
  const char            *text;
  const NatterTableCell *cells;
  guint                  n_cells;
  guint                  n_columns;
  NatterSpan            *spans;
  guint                  n_spans;
  guint                  next_span;
  guint                 *widths;      /* of the columns, in the cells of a terminal */
  GString               *out;
} Table;

static guint
display_width (const char *text,
               gsize       length)
{
  guint width = 0;

  for (const char *p = text; p < text + length;)
    {
      gunichar c = (guchar) *p;

      if (c < 0x80)
        {
          width++;
          p++;
          continue;
        }

      c = g_utf8_get_char (p);
      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      p = g_utf8_next_char (p);
    }

  return width;
}

static guint
cell_width (Table                 *self,
            const NatterTableCell *cell)
{
  return display_width (self->text + cell->start, cell->end - cell->start);
}

static void
measure_columns (Table *self)
{
  gsize line = 0;

  for (guint i = 0; i < self->n_columns; i++)
    self->widths[i] = MIN_COLUMN_WIDTH;
  for (guint i = 0; i < self->n_cells; i++)
    {
      guint *width = &self->widths[i % self->n_columns];

      *width = MAX (*width, MIN (cell_width (self, &self->cells[i]), MAX_COLUMN_WIDTH));
    }

  for (guint i = 0; i < self->n_columns; i++)
    line += self->widths[i] + strlen (GAP);
  if (line * (self->n_cells / self->n_columns) > MAX_ALIGNED_SIZE)
    memset (self->widths, 0, self->n_columns * sizeof (guint));
}

static void
append_blanks (GString *out,
               guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

/* Returns where the cell's own text ends. */
static gsize
append_cell (Table                 *self,
             const NatterTableCell *cell,
             guint                  column)
{
  guint width = cell_width (self, cell);
  guint room = self->widths[column] > width ? self->widths[column] - width : 0;
  guint before = cell->align == NATTER_ALIGN_END      ? room
                 : cell->align == NATTER_ALIGN_CENTER ? room / 2
                                                      : 0;
  guint start;
  gsize end;

  append_blanks (self->out, before);
  start = (guint) self->out->len;
  g_string_append_len (self->out, self->text + cell->start, cell->end - cell->start);
  end = self->out->len;
  append_blanks (self->out, room - before);

  for (; self->next_span < self->n_spans; self->next_span++)
    {
      NatterSpan *span = &self->spans[self->next_span];

      if (span->start >= cell->end)
        break;
      span->start = span->start - cell->start + start;
      span->end = span->end - cell->start + start;
    }

  return end;
}

static void
append_row (Table *self,
            guint  first)
{
  gsize end = self->out->len;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const NatterTableCell *cell = &self->cells[first + i];
      gsize cell_end;

      if (i > 0)
        g_string_append (self->out, GAP);
      cell_end = append_cell (self, cell, i);
      if (cell->end > cell->start)
        end = cell_end;
    }

  /* No blanks at the end of a line: they would be copied, and make the row wider than it is. */
  g_string_truncate (self->out, end);
}

static void
append_rule (Table *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (i > 0)
        g_string_append (self->out, GAP);
      for (guint j = 0; j < MAX (self->widths[i], MIN_COLUMN_WIDTH); j++)
        g_string_append (self->out, "─");
    }
}

/**
 * natter_markdown_table_lay_out:
 * @text: the cells' texts, one after the other
 * @cells: (array length=n_cells): where each is, row by row, the header first
 * @n_cells: a multiple of @n_columns
 * @n_columns: the number of columns
 * @spans: (array length=n_spans): styles of @text, moved to where their text goes
 * @n_spans: the number of @spans
 * @out: where the lines are appended, without a line break at the end; empty before
 *
 * Makes lines of text out of a table for a font of one width. A cell's blanks count by display
 * width: two for a wide character, none for a combining one.
 */
void
natter_markdown_table_lay_out (const char            *text,
                               const NatterTableCell *cells,
                               guint                  n_cells,
                               guint                  n_columns,
                               NatterSpan            *spans,
                               guint                  n_spans,
                               GString               *out)
{
  g_autofree guint *widths = g_new0 (guint, n_columns);
  Table self = {
    .text = text,
    .cells = cells,
    .n_cells = n_cells,
    .n_columns = n_columns,
    .spans = spans,
    .n_spans = n_spans,
    .widths = widths,
    .out = out,
  };

  measure_columns (&self);
  for (guint i = 0; i + n_columns <= n_cells; i += n_columns)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      append_row (&self, i);
      if (i == 0)
        {
          g_string_append_c (out, '\n');
          append_rule (&self);
        }
    }
}
