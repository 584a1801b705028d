/* natter-table-block.h: a table of an answer. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-markable.h"

G_BEGIN_DECLS

#define NATTER_TYPE_TABLE_BLOCK (natter_table_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterTableBlock, natter_table_block, NATTER, TABLE_BLOCK, GtkWidget)

/* a NatterMarkable */
GtkWidget *natter_table_block_new       (void);
void       natter_table_block_set_block (NatterTableBlock *self,
                                         NatterBlock      *block);

G_END_DECLS
