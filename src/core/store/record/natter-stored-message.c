/* natter-stored-message.c: a message as it is stored. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-stored-message.h"

G_DEFINE_BOXED_TYPE (NatterStoredMessage, natter_stored_message, natter_stored_message_ref,
                     natter_stored_message_unref)
G_DEFINE_BOXED_TYPE (NatterStoredEdit, natter_stored_edit, natter_stored_edit_ref,
                     natter_stored_edit_unref)

static void
clear (NatterStoredMessage *self)
{
  g_free ((gpointer) self->id);
  g_free ((gpointer) self->conversation_id);
  g_free ((gpointer) self->parent_id);
  g_free ((gpointer) self->role);
  g_free ((gpointer) self->provider);
  g_free ((gpointer) self->model);
  g_free ((gpointer) self->finish_reason);
  g_free ((gpointer) self->error_category);
  g_free ((gpointer) self->error_message);
  g_free ((gpointer) self->error_body);
  g_free ((gpointer) self->request_id);
  g_free ((gpointer) self->trashed_with);
  g_free ((gpointer) self->unreadable);
  g_ptr_array_unref (self->parts);
}

static GPtrArray *
copy_parts (GPtrArray *parts)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);

  for (guint i = 0; parts && i < parts->len; i++)
    g_ptr_array_add (copy, natter_stored_part_ref (g_ptr_array_index (parts, i)));

  return copy;
}

/**
 * natter_stored_message_new:
 * @values: what it holds; everything is copied, the parts are referenced
 *
 * Returns: (transfer full): a message that nobody changes
 */
NatterStoredMessage *
natter_stored_message_new (const NatterStoredMessage *values)
{
  NatterStoredMessage *self = g_atomic_rc_box_new (NatterStoredMessage);

  *self = *values;
  self->id = g_strdup (values->id);
  self->conversation_id = g_strdup (values->conversation_id);
  self->parent_id = g_strdup (values->parent_id);
  self->role = g_strdup (values->role);
  self->provider = g_strdup (values->provider);
  self->model = g_strdup (values->model);
  self->finish_reason = g_strdup (values->finish_reason);
  self->error_category = g_strdup (values->error_category);
  self->error_message = g_strdup (values->error_message);
  self->error_body = g_strdup (values->error_body);
  self->request_id = g_strdup (values->request_id);
  self->trashed_with = g_strdup (values->trashed_with);
  self->unreadable = g_strdup (values->unreadable);
  self->parts = copy_parts (values->parts);

  return self;
}

NatterStoredMessage *
natter_stored_message_ref (NatterStoredMessage *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_stored_message_unref (NatterStoredMessage *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * natter_stored_message_dup_text:
 *
 * Returns: (transfer full): the parts that are text, one after the other
 */
char *
natter_stored_message_dup_text (const NatterStoredMessage *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const NatterStoredPart *part = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      part = g_ptr_array_index (self->parts, i);
      if (part->kind == NATTER_PART_TEXT && part->text)
        g_string_append_len (text, part->text, (gssize) part->length);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
clear_edit (NatterStoredEdit *self)
{
  g_free ((gpointer) self->text);
}

/**
 * natter_stored_edit_new:
 * @time: when the text was replaced, in milliseconds since 1970, UTC
 * @text: what it was
 *
 * Returns: (transfer full): a former text that nobody changes
 */
NatterStoredEdit *
natter_stored_edit_new (gint64      time,
                        const char *text)
{
  NatterStoredEdit *self = g_atomic_rc_box_new (NatterStoredEdit);

  self->time = time;
  self->text = g_strdup (text);

  return self;
}

NatterStoredEdit *
natter_stored_edit_ref (NatterStoredEdit *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_stored_edit_unref (NatterStoredEdit *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_edit);
}
