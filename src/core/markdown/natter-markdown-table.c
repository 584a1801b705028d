/* natter-markdown-table.c: a table's cells as lines of text, a tab between two of a line: what is
 * copied is what a spreadsheet takes, and where each cell is needs no list. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-table.h"

/* A tab or a break inside of a cell would be the end of it. */
static void
append_cell (GString    *out,
             const char *text,
             gsize       length)
{
  gsize start = out->len;

  g_string_append_len (out, text, (gssize) length);
  for (gsize i = start; i < out->len; i++)
    {
      if (out->str[i] == '\t' || out->str[i] == '\n' || out->str[i] == '\r')
        out->str[i] = ' ';
    }
}

/**
 * natter_markdown_table_join:
 * @text: the cells' texts, one after the other
 * @cells: (array length=n_cells): where each is, row by row, the header first
 * @n_cells: a multiple of @n_columns
 * @n_columns: the number of columns
 * @spans: (array length=n_spans): styles of @text, moved to where their text goes
 * @n_spans: the number of @spans
 * @out: where the lines are appended, without a line break at the end; empty before
 *
 * Makes lines of text out of a table: as many as it has rows, each with all its columns.
 */
void
natter_markdown_table_join (const char            *text,
                            const NatterTableCell *cells,
                            guint                  n_cells,
                            guint                  n_columns,
                            NatterSpan            *spans,
                            guint                  n_spans,
                            GString               *out)
{
  guint next = 0;

  for (guint i = 0; i < n_cells; i++)
    {
      guint start;

      if (i > 0)
        g_string_append_c (out, i % n_columns == 0 ? '\n' : '\t');
      start = (guint) out->len;
      append_cell (out, text + cells[i].start, cells[i].end - cells[i].start);

      for (; next < n_spans && spans[next].start < cells[i].end; next++)
        {
          spans[next].start = spans[next].start - cells[i].start + start;
          spans[next].end = spans[next].end - cells[i].start + start;
        }
    }
}
