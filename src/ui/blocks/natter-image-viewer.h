/* natter-image-viewer.h: an image as large as it is. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-image.h"

G_BEGIN_DECLS

#define NATTER_TYPE_IMAGE_VIEWER (natter_image_viewer_get_type ())
G_DECLARE_FINAL_TYPE (NatterImageViewer, natter_image_viewer, NATTER, IMAGE_VIEWER, AdwDialog)

AdwDialog *natter_image_viewer_new      (NatterImage       *image,
                                         const char        *description,
                                         const char        *name);
double     natter_image_viewer_get_zoom (NatterImageViewer *self);

G_END_DECLS
