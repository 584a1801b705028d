/* natter-stored-part.c: a piece of a message as it is stored. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-stored-part.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (NatterStoredPart, natter_stored_part, natter_stored_part_ref,
                     natter_stored_part_unref)

G_DEFINE_ENUM_TYPE (NatterPartKind, natter_part_kind,
                    G_DEFINE_ENUM_VALUE (NATTER_PART_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_REASONING, "reasoning"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_REFUSAL, "refusal"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_IMAGE, "image"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_TOOL_CALL, "tool-call"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_CITATION, "citation"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_CARRY, "carry"),
                    G_DEFINE_ENUM_VALUE (NATTER_PART_NOTE, "note"))

/**
 * natter_part_kind_to_string:
 * @kind: a kind of part
 *
 * Returns: (transfer none): its stable name, "tool-call"
 */
const char *
natter_part_kind_to_string (NatterPartKind kind)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (NATTER_TYPE_PART_KIND);
  const GEnumValue *value = g_enum_get_value (klass, (int) kind);

  g_return_val_if_fail (value, NULL);

  return value->value_nick;
}

/**
 * natter_part_kind_from_string:
 * @nick: (nullable): a stable name
 * @kind: (out): the kind of that name
 *
 * Returns: whether there is one
 */
gboolean
natter_part_kind_from_string (const char     *nick,
                              NatterPartKind *kind)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (NATTER_TYPE_PART_KIND);
  const GEnumValue *value = nick ? g_enum_get_value_by_nick (klass, nick) : NULL;

  if (value)
    *kind = (NatterPartKind) value->value;

  return value != NULL;
}

static void
clear (NatterStoredPart *self)
{
  g_free ((gpointer) self->id);
  g_free ((gpointer) self->name);
  g_free ((gpointer) self->mime_type);
  g_free ((gpointer) self->text);
  g_free ((gpointer) self->blob);
  if (self->data)
    g_bytes_unref (self->data);
}

/* The text may hold NULs: a model can send them. */
static char *
copy_text (const char *text,
           gsize       length)
{
  char *copy = g_malloc (length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';

  return copy;
}

/**
 * natter_stored_part_new:
 * @values: what it holds; everything is copied, the bytes are referenced
 *
 * Returns: (transfer full): a part that nobody changes
 */
NatterStoredPart *
natter_stored_part_new (const NatterStoredPart *values)
{
  NatterStoredPart *self = g_atomic_rc_box_new (NatterStoredPart);

  *self = *values;
  self->id = g_strdup (values->id);
  self->name = g_strdup (values->name);
  self->mime_type = g_strdup (values->mime_type);
  if (values->text)
    {
      self->length = values->length ? values->length : strlen (values->text);
      self->text = copy_text (values->text, self->length);
    }
  self->blob = g_strdup (values->blob);
  if (values->data)
    {
      self->data = g_bytes_ref (values->data);
      self->size = (gint64) g_bytes_get_size (values->data);
    }

  return self;
}

/**
 * natter_stored_part_new_text:
 * @kind: a kind that is only text
 * @text: the text
 *
 * Returns: (transfer full): a part
 */
NatterStoredPart *
natter_stored_part_new_text (NatterPartKind  kind,
                             const char     *text)
{
  return natter_stored_part_new (&(NatterStoredPart) { .kind = kind, .text = text });
}

NatterStoredPart *
natter_stored_part_ref (NatterStoredPart *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_stored_part_unref (NatterStoredPart *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}
