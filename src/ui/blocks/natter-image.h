/* natter-image.h: an image, decoded. Main thread only, but for decoding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-image-type.h"

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGE (natter_image_get_type ())
G_DECLARE_FINAL_TYPE (NatterImage, natter_image, NATTER, IMAGE, GObject)

void                   natter_image_decode_async  (GBytes              *bytes,
                                                   guint                max_size,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
NatterImage           *natter_image_decode_finish (GAsyncResult        *result,
                                                   GError             **error);
GBytes                *natter_image_get_bytes     (NatterImage         *self);
GdkTexture            *natter_image_get_texture   (NatterImage         *self);
const NatterImageType *natter_image_get_kind      (NatterImage         *self);
void                   natter_image_get_size      (NatterImage         *self,
                                                   int                 *width,
                                                   int                 *height);

G_END_DECLS
