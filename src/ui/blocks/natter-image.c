/* natter-image.c: an image, decoded: in a thread, after its header was looked at, by the loader of
 * the kind that the header tells and no other. Main thread only, but for decoding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image.h"

#include <glib/gi18n-lib.h>

/* 40 megapixels are 160 MB for a moment; a header of a few bytes can ask for gigabytes. */
#define MAX_PIXELS (40 * 1000 * 1000)
#define MAX_SIDE   20000

struct _NatterImage
{
  GObject          parent_instance;

  GBytes          *bytes;
  GdkTexture      *texture;
  NatterImageType  type;
};

G_DEFINE_FINAL_TYPE (NatterImage, natter_image, G_TYPE_OBJECT)

typedef struct
{
  GBytes          *bytes;
  guint            max_size;
  NatterImageType  type;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_bytes_unref (job->bytes);
  g_free (job);
}

static void
natter_image_finalize (GObject *object)
{
  NatterImage *self = NATTER_IMAGE (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (natter_image_parent_class)->finalize (object);
}

static void
natter_image_class_init (NatterImageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_image_finalize;
}

static void
natter_image_init (NatterImage *self)
{
}

/* What the loader reads may differ from the header that was looked at. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Job             *job)
{
  double scale = 1;

  if (width > MAX_SIDE || height > MAX_SIDE || (gint64) width * height > MAX_PIXELS)
    {
      /* A size of nothing ends the loading with an error. */
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }

  if (job->max_size > 0)
    scale = MIN (1, (double) job->max_size / MAX (width, height));
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

static GdkPixbuf *
load (Job     *job,
      GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = NULL;
  g_autoptr(GdkPixbuf) upright = NULL;

  loader = gdk_pixbuf_loader_new_with_mime_type (job->type.mime_type, error);
  if (!loader)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), job);
  if (!gdk_pixbuf_loader_write_bytes (loader, job->bytes, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;

  if (gdk_pixbuf_loader_get_pixbuf (loader))
    upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  if (!upright)
    g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE,
                         _("The image is damaged."));

  return g_steal_pointer (&upright);
}

static GdkTexture *
make_texture (GdkPixbuf *pixbuf)
{
  g_autoptr(GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8
                                                                   : GDK_MEMORY_R8G8B8,
                                 pixels, (gsize) gdk_pixbuf_get_rowstride (pixbuf));
}

static void
decode (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  NatterImage *image;
  GError *error = NULL;

  pixbuf = load (job, &error);
  if (!pixbuf)
    {
      g_task_return_error (task, error);
      return;
    }

  image = g_object_new (NATTER_TYPE_IMAGE, NULL);
  image->bytes = g_bytes_ref (job->bytes);
  image->texture = make_texture (pixbuf);
  image->type = job->type;
  g_task_return_pointer (task, image, g_object_unref);
}

/**
 * natter_image_decode_async:
 * @bytes: what may be an image
 * @max_size: the pixels that its longer side is scaled down to, 0 for as it is
 * @cancellable: (nullable): to stop caring
 * @callback: called when it is decoded
 * @user_data: data for @callback
 *
 * Decodes PNG, JPEG, GIF (its first picture) and WebP of up to 40 megapixels, where the system can.
 */
void
natter_image_decode_async (GBytes              *bytes,
                           guint                max_size,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, natter_image_decode_async);
  job->bytes = g_bytes_ref (bytes);
  job->max_size = max_size;
  g_task_set_task_data (task, job, job_free);

  if (!natter_image_type_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               &job->type))
    g_task_return_new_error (task, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE,
                             _("This is no image of a kind that Natter shows."));
  else if (job->type.width > MAX_SIDE || job->type.height > MAX_SIDE ||
           (gint64) job->type.width * job->type.height > MAX_PIXELS)
    g_task_return_new_error (task, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY,
                             _("The image is too large to be shown: %u × %u pixels."),
                             job->type.width, job->type.height);
  else
    g_task_run_in_thread (task, decode);
}

/**
 * natter_image_decode_finish:
 * @result: the result given to the callback
 * @error: return location for an error: %GDK_PIXBUF_ERROR
 *
 * Returns: (transfer full): the image, or %NULL
 */
NatterImage *
natter_image_decode_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_image_get_bytes:
 *
 * Returns: (transfer none): the file that it was decoded from
 */
GBytes *
natter_image_get_bytes (NatterImage *self)
{
  g_return_val_if_fail (NATTER_IS_IMAGE (self), NULL);

  return self->bytes;
}

/**
 * natter_image_get_texture:
 *
 * Returns: (transfer none): its pixels
 */
GdkTexture *
natter_image_get_texture (NatterImage *self)
{
  g_return_val_if_fail (NATTER_IS_IMAGE (self), NULL);

  return self->texture;
}

/**
 * natter_image_get_kind:
 *
 * Returns: (transfer none): what its header tells
 */
const NatterImageType *
natter_image_get_kind (NatterImage *self)
{
  g_return_val_if_fail (NATTER_IS_IMAGE (self), NULL);

  return &self->type;
}

/**
 * natter_image_get_size:
 * @width: (out): pixels of the whole image, which may have been scaled down
 * @height: (out): as @width
 *
 * Tells how large the image is when it stands upright.
 */
void
natter_image_get_size (NatterImage *self,
                       int         *width,
                       int         *height)
{
  gboolean is_wide;

  g_return_if_fail (NATTER_IS_IMAGE (self));

  /* A photograph may say that it is to be turned. */
  is_wide = gdk_texture_get_width (self->texture) > gdk_texture_get_height (self->texture);
  *width = (int) (is_wide ? MAX (self->type.width, self->type.height)
                          : MIN (self->type.width, self->type.height));
  *height = (int) (is_wide ? MIN (self->type.width, self->type.height)
                           : MAX (self->type.width, self->type.height));
}
