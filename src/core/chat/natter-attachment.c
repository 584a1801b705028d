/* natter-attachment.c: an image or document that goes with a message, or that a model made. The
 * bytes of one that is stored are not kept here but loaded when they are needed: a conversation may
 * have more of them than there is memory. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-attachment.h"

#include "natter-hand-over.h"

struct _NatterAttachment
{
  gatomicrefcount  references;
  char            *mime_type;
  char            *name;
  GBytes          *data;    /* or, where they are kept: */
  NatterBlobs     *blobs;
  char            *blob;
  gsize            size;
};

G_DEFINE_BOXED_TYPE (NatterAttachment, natter_attachment, natter_attachment_ref,
                     natter_attachment_unref)

static NatterAttachment *
create (const char *mime_type,
        const char *name)
{
  NatterAttachment *self = g_new0 (NatterAttachment, 1);

  g_atomic_ref_count_init (&self->references);
  self->mime_type = g_ascii_strdown (mime_type, -1);
  self->name = g_strdup (name);

  return self;
}

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
  NatterAttachment *self = create (mime_type, name);

  self->data = g_bytes_ref (data);
  self->size = g_bytes_get_size (data);

  return self;
}

/**
 * natter_attachment_new_stored:
 * @mime_type: what it is, "image/png"
 * @name: (nullable): the file's name
 * @size: of it, in bytes
 * @blobs: where it is kept
 * @blob: its name there
 *
 * Returns: (transfer full): an attachment whose bytes have to be loaded
 */
NatterAttachment *
natter_attachment_new_stored (const char  *mime_type,
                              const char  *name,
                              gsize        size,
                              NatterBlobs *blobs,
                              const char  *blob)
{
  NatterAttachment *self = create (mime_type, name);

  self->size = size;
  self->blobs = natter_blobs_ref (blobs);
  self->blob = g_strdup (blob);

  return self;
}

NatterAttachment *
natter_attachment_ref (NatterAttachment *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_attachment_unref (NatterAttachment *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_free (self->mime_type);
  g_free (self->name);
  g_free (self->blob);
  g_clear_pointer (&self->blobs, natter_blobs_unref);
  g_clear_pointer (&self->data, g_bytes_unref);
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
 * natter_attachment_get_size:
 *
 * Returns: how many bytes it has
 */
gsize
natter_attachment_get_size (NatterAttachment *self)
{
  return self->size;
}

/**
 * natter_attachment_get_blob:
 *
 * Returns: (nullable): the name under which it is kept, %NULL when its bytes are at hand
 */
const char *
natter_attachment_get_blob (NatterAttachment *self)
{
  return self->blob;
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
 * natter_attachment_get_data:
 *
 * Returns: (transfer none) (nullable): its bytes, %NULL when they have to be loaded
 */
GBytes *
natter_attachment_get_data (NatterAttachment *self)
{
  return self->data;
}

/**
 * natter_attachment_load:
 * @self: an attachment
 * @error: why they can't be read, as from natter_blobs_load()
 *
 * Blocks while it reads: for threads that may wait.
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
natter_attachment_load (NatterAttachment  *self,
                        GError           **error)
{
  if (self->data)
    return g_bytes_ref (self->data);

  return natter_blobs_load (self->blobs, self->blob, error);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = NULL;

  NATTER_TAKE_OVER (data);
  bytes = natter_attachment_load (data, &error);
  if (bytes)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * natter_attachment_load_async:
 * @self: an attachment
 * @cancellable: (nullable): gives up
 * @callback: called when its bytes are there
 * @user_data: for @callback
 *
 * Loads its bytes, which the attachment itself does not keep.
 */
void
natter_attachment_load_async (NatterAttachment    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_attachment_load_async);
  g_task_set_task_data (task, natter_attachment_ref (self),
                        (GDestroyNotify) natter_attachment_unref);
  g_task_set_return_on_cancel (task, TRUE);
  NATTER_HAND_OVER (self);
  g_task_run_in_thread (task, load_thread);
}

/**
 * natter_attachment_load_finish:
 * @result: what the callback was given
 * @error: why they can't be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
natter_attachment_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_attachment_dup_loaded:
 * @self: an attachment
 * @error: why they can't be read, as from natter_blobs_load()
 *
 * Blocks while it reads: for threads that may wait.
 *
 * Returns: (transfer full) (nullable): the attachment with its bytes at hand
 */
NatterAttachment *
natter_attachment_dup_loaded (NatterAttachment  *self,
                              GError           **error)
{
  g_autoptr(GBytes) data = NULL;

  if (self->data)
    return natter_attachment_ref (self);

  data = natter_attachment_load (self, error);

  return data ? natter_attachment_new (self->mime_type, self->name, data) : NULL;
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
  gconstpointer data = NULL;

  g_return_val_if_fail (self->data != NULL, NULL);

  data = g_bytes_get_data (self->data, &size);

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
