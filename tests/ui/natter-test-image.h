/* natter-test-image.h: images for tests, made of nothing. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A PNG file with two colours that run into one another. */
static inline GBytes *
test_image_new (guint width,
                guint height)
{
  guchar *pixels = g_malloc (4 * (gsize) width * height);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guchar *pixel = pixels + 4 * ((gsize) y * width + x);

        pixel[0] = (guchar) (x * 255 / width);
        pixel[1] = (guchar) (y * 255 / height);
        pixel[2] = 160;
        pixel[3] = 255;
      }

  bytes = g_bytes_new_take (pixels, 4 * (gsize) width * height);
  texture = gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_R8G8B8A8, bytes,
                                    4 * (gsize) width);

  return gdk_texture_save_to_png_bytes (texture);
}

G_END_DECLS
