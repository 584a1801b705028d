/* natter-image-block.c: an image of a message, or what stands for it: one that a person sent or a
 * model made is shown at once, one that a model only names when the reader has allowed it. Its
 * place is as large as its header says before it is decoded, so that nothing moves. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image-block.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "natter-image-card.h"
#include "natter-image-viewer.h"
#include "natter-images.h"
#include "natter-link-opening.h"
#include "natter-link.h"

#define MAX_HEIGHT 420   /* pixels; a row is never taller than a screen */
#define MIN_SIDE   32    /* of what can be pressed */

struct _NatterImageBlock
{
  GtkWidget           parent_instance;

  GtkWidget          *card;      /* one of the two is there */
  GtkWidget          *button;    /* with the picture */
  NatterImage        *image;
  int                 width;     /* pixels of the picture, 0: not known */
  int                 height;

  NatterAttachment   *attachment;
  NatterBlock        *block;
  NatterConversation *conversation;
  GCancellable       *cancellable;
};

G_DEFINE_FINAL_TYPE (NatterImageBlock, natter_image_block, GTK_TYPE_WIDGET)

static const char *
get_target (NatterImageBlock *self)
{
  return self->block ? natter_block_get_target (self->block) : NULL;
}

static const char *
get_description (NatterImageBlock *self)
{
  if (self->block)
    return natter_block_get_text (self->block);

  return natter_attachment_get_name (self->attachment)
           ? natter_attachment_get_name (self->attachment) : "";
}

static void open_viewer (NatterImageBlock *self);

static NatterImageCard *
ensure_card (NatterImageBlock *self)
{
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->image);
  if (!self->card)
    {
      self->card = natter_image_card_new ();
      gtk_widget_set_parent (self->card, GTK_WIDGET (self));
    }

  return NATTER_IMAGE_CARD (self->card);
}

static GtkWidget *
ensure_button (NatterImageBlock *self)
{
  g_clear_pointer (&self->card, gtk_widget_unparent);
  if (!self->button)
    {
      GtkWidget *picture = gtk_picture_new ();

      gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_CONTAIN);
      self->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->button), picture);
      gtk_widget_add_css_class (self->button, "picture-button");
      gtk_widget_add_css_class (self->button, "flat");
      gtk_widget_set_overflow (self->button, GTK_OVERFLOW_HIDDEN);
      gtk_widget_set_tooltip_text (self->button, _("View Image"));
      g_signal_connect_object (self->button, "clicked", G_CALLBACK (open_viewer), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (self->button, GTK_WIDGET (self));
    }

  return gtk_button_get_child (GTK_BUTTON (self->button));
}

static void
set_size (NatterImageBlock *self,
          int               width,
          int               height)
{
  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
show_picture (NatterImageBlock *self,
              NatterImage      *image)
{
  GtkWidget *picture = ensure_button (self);
  const char *description = get_description (self);
  int width, height;

  if (!*description)
    description = _("Image");
  g_set_object (&self->image, image);
  gtk_picture_set_paintable (GTK_PICTURE (picture),
                             GDK_PAINTABLE (natter_image_get_texture (image)));
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description, -1);
  natter_image_get_size (image, &width, &height);
  set_size (self, width, height);
}

/* What is at hand tells its size before it is decoded. */
static void
reserve (NatterImageBlock *self,
         GBytes           *bytes)
{
  NatterImageType type;

  if (!natter_image_type_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &type))
    return;

  gtk_picture_set_paintable (GTK_PICTURE (ensure_button (self)), NULL);
  set_size (self, (int) MIN (type.width, G_MAXINT16), (int) MIN (type.height, G_MAXINT16));
}

static void
show_attachment_text (NatterImageBlock *self)
{
  g_autofree char *size = g_format_size (natter_attachment_get_size (self->attachment));
  /* Translators: a file that can't be shown: its type, then its size */
  g_autofree char *text = g_strdup_printf (_("Attachment: %s, %s"),
                                           natter_attachment_get_mime_type (self->attachment),
                                           size);

  natter_image_card_show_text (ensure_card (self), get_description (self), text);
}

static void
show_remote (NatterImageBlock *self)
{
  const char *target = get_target (self);
  g_autofree char *address = natter_link_dup_address (target);
  g_autofree char *host = natter_link_dup_host (target);

  natter_image_card_show_remote (ensure_card (self), get_description (self), address,
                                 host ? host : "", self->conversation != NULL);
}

static void
stop_loading (NatterImageBlock *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_failure (NatterImageBlock *self,
              const GError     *error)
{
  if (self->attachment)
    show_attachment_text (self);
  else if (natter_image_place_of (get_target (self)) == NATTER_IMAGE_PLACE_REMOTE)
    natter_image_card_show_error (ensure_card (self), error->message);
  else
    natter_image_card_show_text (ensure_card (self), get_description (self), error->message);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterImageBlock) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterImage) image = natter_images_load_finish (NATTER_IMAGES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (image)
    show_picture (self, image);
  else
    show_failure (self, error);
}

static void
load (NatterImageBlock *self)
{
  NatterImages *images = natter_images_get_default ();
  NatterImage *known = natter_images_find (images, get_target (self), self->attachment);

  stop_loading (self);
  if (known)
    {
      show_picture (self, known);
      return;
    }

  self->cancellable = g_cancellable_new ();
  natter_images_load_async (images, get_target (self), self->attachment, self->cancellable,
                            loaded_cb, g_object_ref (self));
}

static void
update_remote (NatterImageBlock *self)
{
  show_remote (self);
  if (!natter_images_is_allowed (natter_images_get_default (), get_target (self),
                                 self->conversation))
    return;

  natter_image_card_show_busy (NATTER_IMAGE_CARD (self->card));
  load (self);
}

static void
update (NatterImageBlock *self)
{
  stop_loading (self);
  switch (natter_image_place_of (get_target (self)))
    {
    case NATTER_IMAGE_PLACE_HERE:
      natter_image_card_show_text (ensure_card (self), get_description (self), "");
      load (self);
      break;

    case NATTER_IMAGE_PLACE_REMOTE:
      update_remote (self);
      break;

    case NATTER_IMAGE_PLACE_NOWHERE:
    default:
      natter_image_card_show_text (ensure_card (self), get_description (self),
                                   _("An image at an address that Natter does not load from."));
      break;
    }
}

static void
allowed_cb (NatterImageBlock *self)
{
  if (self->block && !self->image && !self->cancellable &&
      natter_image_place_of (get_target (self)) == NATTER_IMAGE_PLACE_REMOTE)
    update_remote (self);
}

static void
open_viewer (NatterImageBlock *self)
{
  g_autofree char *name = NULL;
  const char *known = self->attachment ? natter_attachment_get_name (self->attachment) : NULL;

  if (!self->image)
    return;

  /* Translators: the suggested name of a file with an image, before its extension */
  name = known ? g_strdup (known)
               : g_strdup_printf ("%s.%s", _("image"),
                                  natter_image_get_kind (self->image)->extension);
  adw_dialog_present (natter_image_viewer_new (self->image, get_description (self), name),
                      GTK_WIDGET (self));
}

static void
load_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (widget);
  NatterImages *images = natter_images_get_default ();

  if (!self->block)
    return;

  if (g_str_equal (name, "image.load-host"))
    natter_images_allow_host (images, get_target (self));
  else if (g_str_equal (name, "image.load-conversation") && self->conversation)
    natter_images_allow_conversation (images, self->conversation);
  else
    natter_images_allow (images, get_target (self));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (widget);

  if (self->block)
    natter_link_opening_start (widget, get_description (self), get_target (self));
}

static void
copy_address_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (widget);

  if (self->block)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), get_target (self));
}

/* The picture at a width: never larger than it is, nor taller than a screen. */
static void
fit (NatterImageBlock *self,
     int               room,
     int              *width,
     int              *height)
{
  double scale = MIN (1, (double) MAX_HEIGHT / self->height);

  if (room >= 0)
    scale = MIN (scale, (double) room / self->width);
  *width = MAX ((int) (self->width * scale), MIN_SIDE);
  *height = MAX ((int) (self->height * scale), MIN_SIDE);
}

static void
natter_image_block_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (widget);
  int width, height, ignored;

  *minimum = *natural = 0;
  if (self->card)
    {
      gtk_widget_measure (self->card, orientation, for_size, minimum, natural, NULL, NULL);
      return;
    }
  if (!self->button || self->width == 0)
    return;

  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &ignored, &ignored, NULL, NULL);
  fit (self, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, &width, &height);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
  /* Any height is enough at some width. */
  *minimum = orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 ? height : MIN_SIDE;
}

static void
natter_image_block_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int picture_width, picture_height;

  if (self->card)
    gtk_widget_allocate (self->card, width, height, baseline, NULL);
  if (!self->button || self->width == 0)
    return;

  fit (self, width, &picture_width, &picture_height);
  gtk_widget_allocate (self->button, picture_width, picture_height, -1,
                       rtl ? gsk_transform_translate (
                               NULL,
                               &GRAPHENE_POINT_INIT ((float) (width - picture_width), 0))
                           : NULL);
}

static GtkSizeRequestMode
natter_image_block_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natter_image_block_dispose (GObject *object)
{
  NatterImageBlock *self = NATTER_IMAGE_BLOCK (object);

  stop_loading (self);
  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_clear_object (&self->block);
  g_clear_object (&self->image);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->attachment, natter_attachment_unref);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_image_block_parent_class)->dispose (object);
}

static void
natter_image_block_class_init (NatterImageBlockClass *klass)
{
  static const char *const loads[] = { "image.load", "image.load-host", "image.load-conversation" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_image_block_dispose;
  widget_class->measure = natter_image_block_measure;
  widget_class->size_allocate = natter_image_block_size_allocate;
  widget_class->get_request_mode = natter_image_block_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "imageblock");

  for (gsize i = 0; i < G_N_ELEMENTS (loads); i++)
    gtk_widget_class_install_action (widget_class, loads[i], NULL, load_action);
  gtk_widget_class_install_action (widget_class, "image.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "image.copy-address", NULL, copy_address_action);
}

static void
natter_image_block_init (NatterImageBlock *self)
{
  g_signal_connect_object (natter_images_get_default (), "allowed", G_CALLBACK (allowed_cb), self,
                           G_CONNECT_SWAPPED);
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
  GBytes *bytes = NULL;

  g_return_if_fail (NATTER_IS_IMAGE_BLOCK (self));

  if (self->attachment == attachment)
    return;

  stop_loading (self);
  g_clear_pointer (&self->attachment, natter_attachment_unref);
  self->attachment = natter_attachment_ref (attachment);
  show_attachment_text (self);
  if (!natter_attachment_is_image (attachment))
    return;

  bytes = natter_attachment_get_data (attachment);
  if (bytes)
    reserve (self, bytes);
  load (self);
}

static void
block_changed_cb (NatterImageBlock *self)
{
  g_clear_object (&self->image);
  update (self);
}

/**
 * natter_image_block_set_block:
 * @block: an image that an answer names
 */
void
natter_image_block_set_block (NatterImageBlock *self,
                              NatterBlock      *block)
{
  g_return_if_fail (NATTER_IS_IMAGE_BLOCK (self));

  if (self->block == block)
    return;

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_set_object (&self->block, block);
  g_signal_connect_object (block, "changed", G_CALLBACK (block_changed_cb), self,
                           G_CONNECT_SWAPPED);
  block_changed_cb (self);
}

/**
 * natter_image_block_set_conversation:
 * @conversation: (nullable): where the image stands
 */
void
natter_image_block_set_conversation (NatterImageBlock   *self,
                                     NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_IMAGE_BLOCK (self));

  g_set_object (&self->conversation, conversation);
}
