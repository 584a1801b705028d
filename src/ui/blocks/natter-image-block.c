/* natter-image-block.c: an image that a model made or a person sent. It is decoded in a thread;
 * what is no image, or a vector image that a stranger drew, is named instead. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image-block.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 420   /* pixels; a row is never taller than a screen */

struct _NatterImageBlock
{
  GtkWidget         parent_instance;

  GtkWidget        *picture;
  GtkWidget        *label;
  NatterAttachment *attachment;
  GCancellable     *cancellable;
};

G_DEFINE_FINAL_TYPE (NatterImageBlock, natter_image_block, GTK_TYPE_WIDGET)

static void
decode (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (natter_attachment_get_data (data), &error);

  if (texture)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
show_text (NatterImageBlock *self)
{
  const char *type = natter_attachment_get_mime_type (self->attachment);
  g_autofree char *size =
    g_format_size (g_bytes_get_size (natter_attachment_get_data (self->attachment)));
  /* Translators: a file that can't be shown: its type, then its size */
  g_autofree char *text = g_strdup_printf (_("Attachment: %s, %s"), type, size);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (self->label, TRUE);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (source);
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GError) error = NULL;

  texture = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!texture)
    {
      show_text (self);
      return;
    }

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_size_request (self->picture, -1,
                               MIN (gdk_texture_get_height (texture), MAX_HEIGHT));
  gtk_widget_set_visible (self->picture, TRUE);
}

static void
natter_image_block_dispose (GObject *object)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->attachment, natter_attachment_unref);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_image_block_parent_class)->dispose (object);
}

static void
natter_image_block_class_init (NatterImageBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_image_block_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
natter_image_block_init (NatterImageBlock *self)
{
  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), _("Image"));
  gtk_widget_set_halign (self->picture, GTK_ALIGN_START);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * natter_image_block_new:
 *
 * Returns: (transfer floating): a block that shows nothing yet
 */
GtkWidget *
natter_image_block_new (void)
{
  return g_object_new (NATTER_TYPE_IMAGE_BLOCK, NULL);
}

/**
 * natter_image_block_set_attachment:
 * @attachment: what to show
 */
void
natter_image_block_set_attachment (NatterImageBlock *self,
                                   NatterAttachment *attachment)
{
  g_autoptr(GTask) task = NULL;
  const char *type = natter_attachment_get_mime_type (attachment);

  g_return_if_fail (NATTER_IS_IMAGE_BLOCK (self));

  if (self->attachment == attachment)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->attachment, natter_attachment_unref);
  self->attachment = natter_attachment_ref (attachment);
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_widget_set_visible (self->label, FALSE);

  if (!natter_attachment_is_image (attachment) || g_str_has_prefix (type, "image/svg"))
    {
      show_text (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, natter_image_block_set_attachment);
  g_task_set_task_data (task, natter_attachment_ref (attachment),
                        (GDestroyNotify) natter_attachment_unref);
  g_task_run_in_thread (task, decode);
}
