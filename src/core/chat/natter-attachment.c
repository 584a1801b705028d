/* natter-attachment.c: an image or document that goes with a message, or that a model made.
 * Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-attachment.h"

struct _NatterAttachment
{
  grefcount  references;
  char      *mime_type;
  char      *name;
  GBytes    *data;
};

G_DEFINE_BOXED_TYPE (NatterAttachment, natter_attachment, natter_attachment_ref,
                     natter_attachment_unref)

/**
 * natter_attachment_new:
 * @mime_type: what it is, "image/png"
 * @name: (nullable): the file's name
 * @data: its bytes
 *
 * Returns: (transfer full): an attachment
 */
NatterAttachment *
natter_attachment_new (const char *mime_type,
                       const char *name,
                       GBytes     *data)
{
  NatterAttachment *self = g_new0 (NatterAttachment, 1);

  g_ref_count_init (&self->references);
  self->mime_type = g_ascii_strdown (mime_type, -1);
  self->name = g_strdup (name);
  self->data = g_bytes_ref (data);

  return self;
}

NatterAttachment *
natter_attachment_ref (NatterAttachment *self)
{
  g_ref_count_inc (&self->references);

  return self;
}

void
natter_attachment_unref (NatterAttachment *self)
{
  if (!g_ref_count_dec (&self->references))
    return;

  g_free (self->mime_type);
  g_free (self->name);
  g_bytes_unref (self->data);
  g_free (self);
}

const char *
natter_attachment_get_mime_type (NatterAttachment *self)
{
  return self->mime_type;
}

/**
 * natter_attachment_get_name:
 *
 * Returns: (nullable): the file's name
 */
const char *
natter_attachment_get_name (NatterAttachment *self)
{
  return self->name;
}

/**
 * natter_attachment_get_data:
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
natter_attachment_get_data (NatterAttachment *self)
{
  return self->data;
}

gboolean
natter_attachment_is_image (NatterAttachment *self)
{
  return g_str_has_prefix (self->mime_type, "image/");
}

gboolean
natter_attachment_is_text (NatterAttachment *self)
{
  return g_str_has_prefix (self->mime_type, "text/") ||
         g_str_equal (self->mime_type, "application/json");
}

/**
 * natter_attachment_dup_base64:
 *
 * Returns: (transfer full): the bytes in base64, without line breaks
 */
char *
natter_attachment_dup_base64 (NatterAttachment *self)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (self->data, &size);

  return g_base64_encode (data, size);
}

/**
 * natter_attachment_dup_data_url:
 *
 * Returns: (transfer full): "data:image/png;base64,…", RFC 2397
 */
char *
natter_attachment_dup_data_url (NatterAttachment *self)
{
  g_autofree char *base64 = natter_attachment_dup_base64 (self);

  return g_strdup_printf ("data:%s;base64,%s", self->mime_type, base64);
}
