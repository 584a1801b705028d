/* natter-block-widget.h: shows one block with its nesting: quote bars, list marker, content.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-conversation.h"
#include "natter-markable.h"

G_BEGIN_DECLS

#define NATTER_TYPE_BLOCK_WIDGET (natter_block_widget_get_type ())
G_DECLARE_FINAL_TYPE (NatterBlockWidget, natter_block_widget, NATTER, BLOCK_WIDGET, GtkWidget)

GtkWidget      *natter_block_widget_new          (void);
/* where the block stands; to be told before the block */
void            natter_block_widget_set_conversation (NatterBlockWidget  *self,
                                                      NatterConversation *conversation);
void            natter_block_widget_set_block    (NatterBlockWidget *self,
                                                  NatterBlock       *block);
NatterMarkable *natter_block_widget_get_markable (NatterBlockWidget *self);

G_END_DECLS
