/* natter-image-block.h: an image of a message, or what stands for it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-attachment.h"
#include "natter-block.h"
#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGE_BLOCK (natter_image_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterImageBlock, natter_image_block, NATTER, IMAGE_BLOCK, GtkWidget)

GtkWidget *natter_image_block_new              (void);
void       natter_image_block_set_attachment   (NatterImageBlock   *self,
                                                NatterAttachment   *attachment);
void       natter_image_block_set_block        (NatterImageBlock   *self,
                                                NatterBlock        *block);
/* where the image stands, if it is known; to be told before the block */
void       natter_image_block_set_conversation (NatterImageBlock   *self,
                                                NatterConversation *conversation);

G_END_DECLS
