/* natter-code-block.h: a block of code. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-markable.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CODE_BLOCK (natter_code_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterCodeBlock, natter_code_block, NATTER, CODE_BLOCK, GtkWidget)

/* a NatterMarkable */
GtkWidget *natter_code_block_new       (void);
void       natter_code_block_set_block (NatterCodeBlock *self,
                                        NatterBlock     *block);

G_END_DECLS
