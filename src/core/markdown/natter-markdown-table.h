/* natter-markdown-table.h: a table's cells as lines of text, a tab between two of a line. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-block.h"

G_BEGIN_DECLS

typedef struct
{
  guint       start;   /* bytes of the text that holds all cells one after the other */
  guint       end;
  NatterAlign align;
} NatterTableCell;

void natter_markdown_table_join (const char            *text,
                                 const NatterTableCell *cells,
                                 guint                  n_cells,
                                 guint                  n_columns,
                                 NatterSpan            *spans,
                                 guint                  n_spans,
                                 GString               *out);

G_END_DECLS
