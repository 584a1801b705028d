/* natter-table-row.h: a row of a table: one text for each column. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-markable.h"

G_BEGIN_DECLS

#define NATTER_TYPE_TABLE_ROW (natter_table_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterTableRow, natter_table_row, NATTER, TABLE_ROW, GtkWidget)

GtkWidget *natter_table_row_new            (gboolean          is_header);
/* start and end are those of its line; header (nullable) names the columns */
void       natter_table_row_set_text       (NatterTableRow   *self,
                                            NatterBlock      *block,
                                            gsize             start,
                                            gsize             end,
                                            guint             index,
                                            NatterTableRow   *header);
gsize      natter_table_row_get_start      (NatterTableRow   *self);
gsize      natter_table_row_get_end        (NatterTableRow   *self);
void       natter_table_row_measure_column (NatterTableRow   *self,
                                            guint             column,
                                            int              *minimum,
                                            int              *natural);
void       natter_table_row_forget_widths  (NatterTableRow   *self);
/* the widths of the columns without gaps, borrowed until they are others */
void       natter_table_row_set_widths     (NatterTableRow   *self,
                                            const int        *widths);
int        natter_table_row_get_height     (NatterTableRow   *self);
void       natter_table_row_set_marks      (NatterTableRow   *self,
                                            const NatterMark *marks,
                                            guint             n_marks);
gsize      natter_table_row_get_offset_at  (NatterTableRow   *self,
                                            double            x,
                                            double            y);
gboolean   natter_table_row_get_rect_at    (NatterTableRow   *self,
                                            gsize             offset,
                                            graphene_rect_t  *rect);

G_END_DECLS
