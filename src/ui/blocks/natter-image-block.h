/* natter-image-block.h: an image that a model made or a person sent, decoded off the main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-attachment.h"

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGE_BLOCK (natter_image_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterImageBlock, natter_image_block, NATTER, IMAGE_BLOCK, GtkWidget)

GtkWidget *natter_image_block_new            (void);
void       natter_image_block_set_attachment (NatterImageBlock *self,
                                              NatterAttachment *attachment);

G_END_DECLS
