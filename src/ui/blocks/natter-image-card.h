/* natter-image-card.h: what stands for an image that is not shown. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGE_CARD (natter_image_card_get_type ())
G_DECLARE_FINAL_TYPE (NatterImageCard, natter_image_card, NATTER, IMAGE_CARD, GtkWidget)

/* Its buttons activate "image.load", "image.load-host", "image.load-conversation", "image.open"
 * and "image.copy-address" of what it is in. */
GtkWidget *natter_image_card_new         (void);
void       natter_image_card_show_text   (NatterImageCard *self,
                                          const char      *title,
                                          const char      *detail);
void       natter_image_card_show_remote (NatterImageCard *self,
                                          const char      *title,
                                          const char      *address,
                                          const char      *host,
                                          gboolean         has_conversation);
void       natter_image_card_show_busy   (NatterImageCard *self);
void       natter_image_card_show_error  (NatterImageCard *self,
                                          const char      *message);

G_END_DECLS
