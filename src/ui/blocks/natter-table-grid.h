/* natter-table-grid.h: the cells of a table, side by side. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-markable.h"

G_BEGIN_DECLS

#define NATTER_TYPE_TABLE_GRID (natter_table_grid_get_type ())
G_DECLARE_FINAL_TYPE (NatterTableGrid, natter_table_grid, NATTER, TABLE_GRID, GtkWidget)

/* Offsets are bytes of the block's text. */
GtkWidget *natter_table_grid_new           (void);
void       natter_table_grid_set_block     (NatterTableGrid  *self,
                                            NatterBlock      *block,
                                            guint             n_shown,
                                            guint             n_rows);
guint      natter_table_grid_get_n_rows    (NatterTableGrid  *self);
void       natter_table_grid_set_marks     (NatterTableGrid  *self,
                                            const NatterMark *marks,
                                            guint             n_marks);
gsize      natter_table_grid_get_offset_at (NatterTableGrid  *self,
                                            double            x,
                                            double            y);
gboolean   natter_table_grid_get_rect_at   (NatterTableGrid  *self,
                                            gsize             offset,
                                            graphene_rect_t  *rect);

G_END_DECLS
