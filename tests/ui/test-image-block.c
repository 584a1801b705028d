/* test-image-block.c: images at once where they are ours, and never without asking where they are
 * others'.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-block-options.h"
#include "natter-image-block.h"
#include "natter-image-card.h"
#include "natter-image-viewer.h"
#include "natter-images.h"
#include "natter-markdown.h"
#include "natter-test-image.h"
#include "natter-ui-test.h"

#define ADDRESS "https://image.example/a.png?what=was+said"

typedef struct
{
  NatterConversation *conversation;
  GtkWidget          *window;
  GtkWidget          *widget;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = natter_conversation_new ();
  fixture->widget = natter_image_block_new ();
  natter_image_block_set_conversation (NATTER_IMAGE_BLOCK (fixture->widget),
                                       fixture->conversation);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (fixture->window, fixture->widget);
  g_assert_finalize_object (fixture->conversation);
}

static void
present (Fixture *fixture)
{
  gtk_widget_set_valign (fixture->widget, GTK_ALIGN_START);
  fixture->window = ui_test_window_new (fixture->widget);
}

static void
show (Fixture    *fixture,
      const char *target)
{
  g_autofree char *text = g_strdup_printf ("![A cat](<%s>)", target);
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, strlen (text));

  g_assert_cmpint (natter_block_get_kind (g_ptr_array_index (blocks, 0)), ==, NATTER_BLOCK_IMAGE);
  natter_image_block_set_block (NATTER_IMAGE_BLOCK (fixture->widget),
                                g_ptr_array_index (blocks, 0));
  present (fixture);
}

static gboolean
has_picture (gpointer data)
{
  GtkWidget *picture = ui_test_find (data, GTK_TYPE_PICTURE, NULL);

  return picture && gtk_picture_get_paintable (GTK_PICTURE (picture)) &&
         gtk_widget_get_width (picture) > 0;
}

static void
show_attachment (Fixture    *fixture,
                 const char *type,
                 GBytes     *bytes)
{
  g_autoptr(NatterAttachment) attachment = natter_attachment_new (type, "cat.png", bytes);

  natter_image_block_set_attachment (NATTER_IMAGE_BLOCK (fixture->widget), attachment);
  present (fixture);
}

/* Its place is there before it is decoded. */
static void
test_attachment (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GBytes) bytes = test_image_new (300, 200);
  int height;

  show_attachment (fixture, "image/png", bytes);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 700, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, ==, 200);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 150, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, ==, 100);
  natter_test_run_until (has_picture, fixture->widget);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 700, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, ==, 200);
}

static void
test_tall (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = test_image_new (20, 4000);
  int height;

  show_attachment (fixture, "image/png", bytes);
  natter_test_run_until (has_picture, fixture->widget);
  gtk_widget_measure (fixture->widget, GTK_ORIENTATION_VERTICAL, 700, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, <=, 420);
}

/* What is no image, or only says so, is named. */
static void
test_no_image (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41);

  show_attachment (fixture, "image/png", bytes);
  g_assert_nonnull (ui_test_wait_for (fixture->widget, GTK_TYPE_LABEL,
                                      "Attachment: image/png, 41 bytes"));
  g_assert_null (ui_test_find (fixture->widget, GTK_TYPE_PICTURE, NULL));
}

static void
test_data_url (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GBytes) bytes = test_image_new (40, 30);
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes));
  g_autofree char *url = g_strconcat ("data:image/png;base64,", base64, NULL);

  show (fixture, url);
  natter_test_run_until (has_picture, fixture->widget);
}

static void
test_bad_data_url (Fixture       *fixture,
                   gconstpointer  data)
{
  show (fixture, "data:image/png;base64,AAAA");
  g_assert_nonnull (ui_test_wait_for (fixture->widget, GTK_TYPE_LABEL,
                                      "This is no image of a kind that Natter shows."));
}

/* Nothing is asked of anybody; the whole address can be read. */
static void
test_remote (Fixture       *fixture,
             gconstpointer  data)
{
  show (fixture, ADDRESS);
  g_assert_nonnull (ui_test_find (fixture->widget, GTK_TYPE_LABEL, "A cat"));
  g_assert_nonnull (ui_test_find (fixture->widget, GTK_TYPE_LABEL, ADDRESS));
  g_assert_nonnull (ui_test_find (fixture->widget, ADW_TYPE_SPLIT_BUTTON, NULL));
  g_assert_null (ui_test_find (fixture->widget, ADW_TYPE_SPINNER, NULL));
  g_assert_false (natter_images_is_allowed (natter_images_get_default (), ADDRESS,
                                            fixture->conversation));
}

static void
test_nowhere (Fixture       *fixture,
              gconstpointer  data)
{
  show (fixture, data);
  g_assert_nonnull (ui_test_find (fixture->widget, GTK_TYPE_LABEL,
                                  "An image at an address that Natter does not load from."));
  g_assert_null (ui_test_find (fixture->widget, ADW_TYPE_SPLIT_BUTTON, NULL));
  gtk_widget_activate_action (fixture->widget, "image.load", NULL);
  g_assert_null (ui_test_find (fixture->widget, ADW_TYPE_SPINNER, NULL));
}

/* Allowed, it is asked for; there is nobody at such an address, which is said. */
static void
test_load (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *card;

  show (fixture, "https://127.0.0.1:1/a.png");
  card = ui_test_find (fixture->widget, NATTER_TYPE_IMAGE_CARD, NULL);
  gtk_widget_activate_action (fixture->widget, "image.load", NULL);
  g_assert_nonnull (ui_test_find (fixture->widget, ADW_TYPE_SPINNER, NULL));
  while (!gtk_widget_has_css_class (card, "failure"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ui_test_find (fixture->widget, ADW_TYPE_SPINNER, NULL));
  g_assert_nonnull (ui_test_find (fixture->widget, ADW_TYPE_SPLIT_BUTTON, NULL));
}

static void
test_consent (void)
{
  NatterImages *images = natter_images_get_default ();
  NatterBlockOptions *options = natter_block_options_get_default ();
  g_autoptr(NatterConversation) one = natter_conversation_new ();
  g_autoptr(NatterConversation) other = natter_conversation_new ();

  /* An image is one address, to the last letter. */
  natter_images_allow (images, "https://one.example/a");
  g_assert_true (natter_images_is_allowed (images, "https://one.example/a", one));
  g_assert_false (natter_images_is_allowed (images, "https://one.example/a?b", one));

  natter_images_allow_conversation (images, one);
  g_assert_true (natter_images_is_allowed (images, "https://two.example/a", one));
  g_assert_false (natter_images_is_allowed (images, "https://two.example/a", other));
  g_assert_false (natter_images_is_allowed (images, "https://two.example/a", NULL));

  /* A host is a whole name. */
  natter_images_allow_host (images, "https://Three.example/a");
  g_assert_true (natter_images_is_allowed (images, "https://three.example/b", other));
  g_assert_false (natter_images_is_allowed (images, "https://not-three.example/b", other));
  g_assert_false (natter_images_is_allowed (images, "https://three.example.org/b", other));
  g_assert_false (natter_images_is_allowed (images, "https://three.example@four.example/", other));
  natter_block_options_remove_image_host (options, "three.example");
  g_assert_false (natter_images_is_allowed (images, "https://three.example/b", other));

  /* What costs money is what was asked for just now, or one by one. */
  natter_images_allow_host (images, "https://four.example/a");
  natter_block_options_set_metered (options, TRUE);
  g_assert_true (natter_images_is_allowed (images, "https://one.example/a", one));
  g_assert_false (natter_images_is_allowed (images, "https://two.example/a", one));
  g_assert_true (natter_images_is_allowed (images, "https://four.example/a", other));
  g_assert_false (natter_images_is_allowed (images, "https://four.example/b", other));
  natter_images_allow_conversation (images, other);
  g_assert_true (natter_images_is_allowed (images, "https://two.example/a", other));
  natter_block_options_set_metered (options, FALSE);
  g_assert_true (natter_images_is_allowed (images, "https://two.example/a", one));
  g_assert_true (natter_images_is_allowed (images, "https://four.example/b", NULL));
  natter_block_options_remove_image_host (options, "four.example");

  /* Nothing makes an address allowed that is none. */
  natter_images_allow (images, "http://one.example/a");
  g_assert_false (natter_images_is_allowed (images, "http://one.example/a", one));
}

static void
test_viewer (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GBytes) bytes = test_image_new (2000, 1000);
  AdwDialog *dialog;
  double zoom;

  show_attachment (fixture, "image/png", bytes);
  natter_test_run_until (has_picture, fixture->widget);
  g_signal_emit_by_name (ui_test_find (fixture->widget, GTK_TYPE_BUTTON, NULL), "clicked");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_true (NATTER_IS_IMAGE_VIEWER (dialog));
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "cat.png");
  natter_test_run_until (has_picture, dialog);

  zoom = natter_image_viewer_get_zoom (NATTER_IMAGE_VIEWER (dialog));
  g_assert_cmpfloat (zoom, <, 1);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "viewer.zoom-in", NULL);
  g_assert_cmpfloat (natter_image_viewer_get_zoom (NATTER_IMAGE_VIEWER (dialog)), >, zoom);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "viewer.original", NULL);
  g_assert_cmpfloat_with_epsilon (natter_image_viewer_get_zoom (NATTER_IMAGE_VIEWER (dialog)), 1,
                                  0.001);
  adw_dialog_force_close (dialog);
}

static const struct
{
  const char *bytes;
  gsize       length;
  const char *type;     /* NULL: not an image */
  guint       width;
  guint       height;
} headers[] = {
#define BYTES(literal) literal, sizeof (literal) - 1
  { BYTES ("\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\2\0\0\0\3"), "image/png", 258, 3 },
  { BYTES ("\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\0\0\0\0\3"), NULL, 0, 0 },
  { BYTES ("\211PNG\r\n\032\n\0\0\0\rIHDR\0\0"), NULL, 0, 0 },
  { BYTES ("GIF89a\4\1\5\0"), "image/gif", 260, 5 },
  { BYTES ("\377\330\377\340\0\4ab\377\377\300\0\21\10\1\0\0\7\0"), "image/jpeg", 7, 256 },
  { BYTES ("\377\330\377\340\377\377ab"), NULL, 0, 0 },
  { BYTES ("\377\330\377\304\0\4ab\377\302\0\21\10\0\2\0\3\0"), "image/jpeg", 3, 2 },
  { BYTES ("RIFF\0\0\0\0WEBPVP8X\12\0\0\0\0\0\0\0\11\1\0\23\0\0"), "image/webp", 266, 20 },
  { BYTES ("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\57\5\300\2\0\0\0\0\0\0"), "image/webp", 6, 12 },
  { BYTES ("<svg width='3' height='4'></svg>"), NULL, 0, 0 },
  { BYTES (""), NULL, 0, 0 },
#undef BYTES
};

static void
test_header (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterImageType type = { 0 };
  gboolean known = natter_image_type_read ((const guchar *) headers[i].bytes, headers[i].length,
                                           &type);

  g_assert_cmpint (known, ==, headers[i].type != NULL);
  if (!known)
    return;

  g_assert_cmpstr (type.mime_type, ==, headers[i].type);
  g_assert_cmpuint (type.width, ==, headers[i].width);
  g_assert_cmpuint (type.height, ==, headers[i].height);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterImage) image = natter_image_decode_finish (result, data);

  g_assert_null (image);
}

static gboolean
has_failed (gpointer error)
{
  return *(GError **) error != NULL;
}

#define BOMB(side) "\211PNG\r\n\032\n\0\0\0\rIHDR\0" side "\0" side "\10\6\0\0\0"
#define BOMB_LENGTH 29

/* A few bytes that ask for terabytes; and sides that are not too long, but too long together. */
static const char *const bombs[] = { BOMB ("\1\0\0"), BOMB ("\0\43\50") };

static void
test_bomb (gconstpointer data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, BOMB_LENGTH);
  g_autoptr(GError) error = NULL;

  natter_image_decode_async (bytes, 0, NULL, decoded_cb, &error);
  natter_test_run_until (has_failed, &error);
  g_assert_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY);
}

int
main (int    argc,
      char **argv)
{
  static const char *const nowhere[] = {
    "http://image.example/a.png", "file:///etc/passwd", "javascript:alert(1)", "a.png",
    "data:text/html;base64,AAAA", "https://a\342\200\256b.example/",
  };

  ui_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/image-block/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("attachment", test_attachment);
  ADD ("tall", test_tall);
  ADD ("no-image", test_no_image);
  ADD ("data-url", test_data_url);
  ADD ("bad-data-url", test_bad_data_url);
  ADD ("remote", test_remote);
  ADD ("load", test_load);
  ADD ("viewer", test_viewer);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_autofree char *path = g_strdup_printf ("/image-block/nowhere/%u", i);

      g_test_add (path, Fixture, nowhere[i], set_up, test_nowhere, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/image-block/header/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_header);
    }
  g_test_add_func ("/image-block/consent", test_consent);
  g_test_add_data_func ("/image-block/bomb/long", bombs[0], test_bomb);
  g_test_add_data_func ("/image-block/bomb/large", bombs[1], test_bomb);

  return g_test_run ();
}
