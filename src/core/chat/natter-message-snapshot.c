/* natter-message-snapshot.c: what a model is to see of a message, as it was when it was asked. A
 * snapshot is made on the main thread, never changed, and may be read on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-private.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"

static NatterMessage *
new_snapshot (NatterMessage *message)
{
  NatterMessage *snapshot = g_object_new (NATTER_TYPE_MESSAGE, NULL);

  snapshot->role = message->role;
  snapshot->content = natter_content_ref (message->content);
  g_set_str (&snapshot->model, message->model);

  return snapshot;
}

/**
 * natter_message_dup_snapshot:
 *
 * What it says now, who says it, and with which model. Costs the same however long it is. It has no
 * id.
 *
 * Returns: (transfer full): a message that stays as @self is now; @self if it is a snapshot itself
 */
NatterMessage *
natter_message_dup_snapshot (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->id ? new_snapshot (self) : g_object_ref (self);
}

static gboolean
is_loaded (NatterMessage *self)
{
  GPtrArray *attachments = self->content->attachments;

  for (guint i = 0; i < attachments->len; i++)
    if (!natter_attachment_get_data (g_ptr_array_index (attachments, i)))
      return FALSE;

  return TRUE;
}

static void
explain_missing (NatterAttachment  *attachment,
                 const GError      *reason,
                 GError           **error)
{
  const char *name = natter_attachment_get_name (attachment);
  g_autofree char *message = NULL;

  if (!name)
    name = natter_attachment_get_mime_type (attachment);
  /* Translators: the first %s is a file's name, or its type like image/png; the second a sentence
   * that says why */
  message = g_strdup_printf (_("“%s”, which goes with a message above, can’t be read: %s\n"
                               "Delete that message, or restore a backup that has the file."),
                             name, reason->message);
  g_propagate_error (error, natter_error_new (NATTER_ERROR_FAILED, message));
}

/**
 * natter_message_dup_loaded:
 * @self: a snapshot
 * @error: why an attachment can't be read
 *
 * Blocks while it reads: for threads that may wait.
 *
 * Returns: (transfer full) (nullable): a snapshot with the bytes of all attachments at hand; @self
 *   if they are
 */
NatterMessage *
natter_message_dup_loaded (NatterMessage  *self,
                           GError        **error)
{
  g_autoptr(NatterMessage) loaded = NULL;
  GPtrArray *attachments = NULL;

  g_return_val_if_fail (NATTER_IS_MESSAGE (self) && !self->id, NULL);

  if (is_loaded (self))
    return g_object_ref (self);

  loaded = new_snapshot (self);
  attachments = natter_content_own (&loaded->content)->attachments;
  for (guint i = 0; i < attachments->len; i++)
    {
      g_autoptr(NatterAttachment) attachment = g_ptr_array_steal_index (attachments, i);
      g_autoptr(GError) reason = NULL;
      NatterAttachment *other = natter_attachment_dup_loaded (attachment, &reason);

      if (!other)
        {
          explain_missing (attachment, reason, error);
          return NULL;
        }

      g_ptr_array_insert (attachments, (int) i, other);
    }

  return g_steal_pointer (&loaded);
}
