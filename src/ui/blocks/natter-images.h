/* natter-images.h: where images come from, and which of them may. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-attachment.h"
#include "natter-conversation.h"
#include "natter-image.h"

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGES (natter_images_get_type ())
G_DECLARE_FINAL_TYPE (NatterImages, natter_images, NATTER, IMAGES, GObject)

typedef enum
{
  NATTER_IMAGE_PLACE_NOWHERE,   /* an address that no image is loaded from */
  NATTER_IMAGE_PLACE_HERE,      /* the address is the image: data: */
  NATTER_IMAGE_PLACE_REMOTE,    /* https: only if it is allowed */
} NatterImagePlace;

NatterImagePlace  natter_image_place_of                  (const char          *target);

/* signal "allowed": more may be loaded than before */
NatterImages     *natter_images_get_default              (void);
gboolean          natter_images_is_allowed               (NatterImages        *self,
                                                          const char          *target,
                                                          NatterConversation  *conversation);
void              natter_images_allow                    (NatterImages        *self,
                                                          const char          *target);
void              natter_images_allow_host               (NatterImages        *self,
                                                          const char          *target);
void              natter_images_allow_conversation       (NatterImages        *self,
                                                          NatterConversation  *conversation);
NatterImage      *natter_images_find                     (NatterImages        *self,
                                                          const char          *target,
                                                          NatterAttachment    *attachment);
void              natter_images_load_async               (NatterImages        *self,
                                                          const char          *target,
                                                          NatterAttachment    *attachment,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);
NatterImage      *natter_images_load_finish              (NatterImages        *self,
                                                          GAsyncResult        *result,
                                                          GError             **error);

G_END_DECLS
