/* natter-math-block.h: a formula on lines of its own. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MATH_BLOCK (natter_math_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterMathBlock, natter_math_block, NATTER, MATH_BLOCK, GtkWidget)

GtkWidget *natter_math_block_new       (void);
void       natter_math_block_set_block (NatterMathBlock *self,
                                        NatterBlock     *block);

G_END_DECLS
