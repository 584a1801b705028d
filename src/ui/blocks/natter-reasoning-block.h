/* natter-reasoning-block.h: what a model thought before its answer, folded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-message.h"

G_BEGIN_DECLS

#define NATTER_TYPE_REASONING_BLOCK (natter_reasoning_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterReasoningBlock, natter_reasoning_block, NATTER, REASONING_BLOCK,
                      GtkWidget)

GtkWidget *natter_reasoning_block_new    (void);
void       natter_reasoning_block_update (NatterReasoningBlock *self,
                                          NatterMessage        *message);

G_END_DECLS
