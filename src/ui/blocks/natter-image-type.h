/* natter-image-type.h: what the first bytes of an image say. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *mime_type;   /* static */
  const char *extension;
  guint       width;       /* pixels */
  guint       height;
} NatterImageType;

gboolean natter_image_type_read (const guchar    *bytes,
                                 gsize            length,
                                 NatterImageType *type);

G_END_DECLS
