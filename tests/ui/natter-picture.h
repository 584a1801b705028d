/* natter-picture.h: what a widget looks like, against a picture that was looked at and kept. The
 * pictures are of one set of fonts, which the Debian 13 root has; where text comes out otherwise,
 * there is nothing to compare. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-ui-test.h"

G_BEGIN_DECLS

/* The same libraries draw the same pixels. What may differ is rounding: so much in a channel, and
 * more in so many pixels of a thousand. */
#define PICTURE_TOLERANCE 6
#define PICTURE_OTHERS    1

#define PICTURE_FONT "DejaVu Sans 11"

typedef struct
{
  const char       *name;
  gboolean          dark;
  GtkTextDirection  direction;
  int               scale;    /* of text, in per cent */
} PictureLook;

static const PictureLook picture_looks[] = {
  { "light", FALSE, GTK_TEXT_DIR_LTR, 100 },
  { "dark", TRUE, GTK_TEXT_DIR_LTR, 100 },
  { "rtl", FALSE, GTK_TEXT_DIR_RTL, 100 },
  { "large", FALSE, GTK_TEXT_DIR_LTR, 200 },
};

static inline gboolean
picture_is_updating (void)
{
  return g_getenv ("NATTER_UPDATE_PICTURES") != NULL;
}

static inline void
picture_set_look (const PictureLook *look)
{
  GtkSettings *settings = gtk_settings_get_default ();

  gtk_widget_set_default_direction (look->direction);
  g_object_set (settings, "gtk-font-name", PICTURE_FONT, "gtk-xft-dpi",
                96 * 1024 * look->scale / 100, "gtk-xft-antialias", 1, "gtk-xft-hinting", 0,
                "gtk-xft-rgba", "none", "gtk-cursor-blink", FALSE, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* How wide some words are in the fonts of the pictures: the same only where they are the same. */
static inline char *
picture_dup_fonts (void)
{
  static const char *const families[] = { PICTURE_FONT, "Monospace 11" };
  static const char *const words[] = { "Hamburgefonstiv 0123", "שלום عالم", "漢字 ∑ ½" };
  g_autoptr(GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr(GString) fonts = g_string_new (pango_version_string ());

  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      PangoFontDescription *font = pango_font_description_from_string (families[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (words); j++)
        {
          g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (label, words[j]);
          int width, height;

          pango_layout_set_font_description (layout, font);
          pango_layout_get_size (layout, &width, &height);
          g_string_append_printf (fonts, " %d×%d", width, height);
        }
      pango_font_description_free (font);
    }
  g_string_append_c (fonts, '\n');

  return g_string_free_and_steal (g_steal_pointer (&fonts));
}

/* Before any look but the first: they are measured at one size. */
static inline gboolean
picture_has_fonts (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "blocks", "fonts.txt", NULL);
  g_autofree char *known = NULL;
  g_autofree char *here = NULL;

  picture_set_look (&picture_looks[0]);
  here = picture_dup_fonts ();
  if (picture_is_updating ())
    return g_file_set_contents (path, here, -1, NULL);

  return g_file_get_contents (path, &known, NULL, NULL) && g_str_equal (known, here);
}

static inline void
picture_painted_cb (guint *frames)
{
  (*frames)++;
}

static inline gboolean
picture_has_settled (gpointer frames)
{
  return *(guint *) frames >= 4;
}

/* Sizes take some frames to come to rest. */
static inline void
picture_wait (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint frames = 0;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (picture_painted_cb),
                                        &frames);

  gdk_frame_clock_begin_updating (clock);
  natter_test_run_until (picture_has_settled, &frames);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, id);
}

static inline GdkTexture *
picture_take (GtkWidget *window)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr(GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
}

static inline guchar *
picture_dup_pixels (GdkTexture *texture,
                    gsize      *n_pixels)
{
  gsize stride = 4 * (gsize) gdk_texture_get_width (texture);
  guchar *pixels = NULL;

  *n_pixels = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture);
  pixels = g_malloc (4 * *n_pixels);
  gdk_texture_download (texture, pixels, stride);

  return pixels;
}

/* Returns how many pixels of a thousand are others. */
static inline double
picture_compare (GdkTexture *a,
                 GdkTexture *b)
{
  gsize n_pixels, n_others = 0;
  g_autofree guchar *ones = picture_dup_pixels (a, &n_pixels);
  g_autofree guchar *others = picture_dup_pixels (b, &n_pixels);

  for (gsize i = 0; i < n_pixels; i++)
    {
      gboolean is_other = FALSE;

      for (gsize c = 0; c < 4; c++)
        is_other |= ABS ((int) ones[4 * i + c] - (int) others[4 * i + c]) > PICTURE_TOLERANCE;
      n_others += is_other;
    }

  return 1000.0 * (double) n_others / (double) n_pixels;
}

/* Where they differ, what is there now is left in the build folder, to be looked at. */
static inline void
picture_check (GtkWidget  *window,
               const char *name,
               const char *look)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, look);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "blocks", file, NULL);
  g_autofree char *here = g_test_build_filename (G_TEST_BUILT, "ui", file, NULL);
  g_autoptr(GdkTexture) known = NULL;
  g_autoptr(GdkTexture) taken = NULL;
  g_autoptr(GError) error = NULL;
  double others;

  picture_wait (window);
  taken = picture_take (window);
  if (picture_is_updating ())
    {
      g_assert_true (gdk_texture_save_to_png (taken, path));
      return;
    }

  gdk_texture_save_to_png (taken, here);
  known = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (taken), ==, gdk_texture_get_width (known));
  g_assert_cmpint (gdk_texture_get_height (taken), ==, gdk_texture_get_height (known));
  others = picture_compare (taken, known);
  if (others > PICTURE_OTHERS)
    g_test_message ("%s: %.1f of 1,000 pixels are others; see %s", file, others, here);
  g_assert_cmpfloat (others, <=, PICTURE_OTHERS);
  g_remove (here);
}

G_END_DECLS
