/* natter-sheets-picture.c: an attached image on sheets of paper. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sheets-private.h"

#include <gdk/gdk.h>

#include "natter-image-type.h"

/* More than a page shows, and less than would fill the memory. */
#define MAX_PIXELS (64.0 * 1024 * 1024)

#define SPACE 6.0
#define POINTS_PER_PIXEL 0.75
#define MAX_SHARE 0.6   /* of a page's height */

static cairo_surface_t *
decode (GBytes *bytes)
{
  gsize length = 0;
  const guchar *data = g_bytes_get_data (bytes, &length);
  NatterImageType type = { 0 };
  g_autoptr(GdkTexture) texture = NULL;
  cairo_surface_t *surface = NULL;

  if (!natter_image_type_read (data, length, &type) ||
      (double) type.width * type.height > MAX_PIXELS)
    return NULL;

  texture = gdk_texture_new_from_bytes (bytes, NULL);
  if (!texture)
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture),
                                        gdk_texture_get_height (texture));
  gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);

  return surface;
}

/**
 * natter_sheets_add_picture:
 * @bytes: an image as a file has it
 *
 * Returns: whether it could be read
 */
gboolean
natter_sheets_add_picture (NatterSheets *self,
                           GBytes       *bytes)
{
  double width = self->size.width - self->frame.left - self->frame.right;
  double height = natter_sheets_get_body (self) * MAX_SHARE;
  cairo_surface_t *picture = decode (bytes);
  NatterPiece *piece = NULL;

  if (!picture)
    return FALSE;

  piece = natter_piece_new (NATTER_PIECE_PICTURE);
  piece->picture = picture;
  piece->scale = MIN (POINTS_PER_PIXEL, MIN (width / cairo_image_surface_get_width (picture),
                                             height / cairo_image_surface_get_height (picture)));
  piece->x = self->frame.left;
  piece->height = cairo_image_surface_get_height (picture) * piece->scale;
  piece->space = SPACE;
  piece->keep = TRUE;
  natter_sheets_add (self, piece);

  return TRUE;
}
