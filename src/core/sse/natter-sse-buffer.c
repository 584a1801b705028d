/* natter-sse-buffer.c: bytes with a limit, and the making of valid UTF-8. Owned by one parser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sse-buffer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"

#define MIN_SIZE 128

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */

/* The length of the character at @bytes or, with *valid FALSE, of what one U+FFFD stands for: the
 * longest beginning of a character (Unicode 3.9, "maximal subpart"), as in WHATWG's decoder. */
static gsize
measure_char (const guint8 *bytes,
              gsize         length,
              gboolean     *valid)
{
  guint8 lead = bytes[0];
  guint8 low = 0x80;
  guint8 high = 0xbf;
  gsize n = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

  *valid = FALSE;
  if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4)
    return 1;

  if (lead == 0xe0)
    low = 0xa0;
  else if (lead == 0xed)
    high = 0x9f;
  else if (lead == 0xf0)
    low = 0x90;
  else if (lead == 0xf4)
    high = 0x8f;

  for (gsize i = 1; i < n; i++)
    {
      if (i >= length || bytes[i] < low || bytes[i] > high)
        return i;
      low = 0x80;
      high = 0xbf;
    }

  *valid = TRUE;

  return n;
}

void
natter_sse_buffer_clear (NatterSseBuffer *self)
{
  g_clear_pointer (&self->bytes, g_free);
  self->length = self->allocated = 0;
}

/*
 * natter_sse_buffer_append:
 * @limit: bytes that the buffer may hold
 *
 * Returns: whether there was room
 */
gboolean
natter_sse_buffer_append (NatterSseBuffer *self,
                          const void      *bytes,
                          gsize            length,
                          gsize            limit)
{
  gsize needed = self->length + length + 1;

  if (length > limit - MIN (self->length, limit))
    return FALSE;

  if (needed > self->allocated)
    {
      self->allocated = MAX (needed, MIN (MAX (self->allocated * 2, MIN_SIZE), limit + 1));
      self->bytes = g_realloc (self->bytes, self->allocated);
    }

  if (length > 0)
    memcpy (self->bytes + self->length, bytes, length);
  self->length += length;
  self->bytes[self->length] = '\0';

  return TRUE;
}

/*
 * natter_sse_buffer_set_valid:
 * @text: bytes of any kind, not of this buffer
 * @limit: bytes that the buffer may hold
 *
 * Replaces what is in the buffer by @text as valid UTF-8, in which NUL may occur.
 *
 * Returns: whether there was room
 */
gboolean
natter_sse_buffer_set_valid (NatterSseBuffer *self,
                             const char      *text,
                             gsize            length,
                             gsize            limit)
{
  const guint8 *bytes = (const guint8 *) text;

  self->length = 0;
  if (g_utf8_validate_len (text, length, NULL))
    return natter_sse_buffer_append (self, text, length, limit);

  for (gsize i = 0; i < length;)
    {
      gboolean valid = FALSE;
      gsize n = measure_char (bytes + i, length - i, &valid);

      if (!natter_sse_buffer_append (self, valid ? (const void *) (bytes + i) : replacement,
                                     valid ? n : strlen (replacement), limit))
        return FALSE;
      i += n;
    }

  return TRUE;
}

const char *
natter_sse_buffer_get (const NatterSseBuffer *self)
{
  return self->length > 0 ? self->bytes : "";
}

/* Tells the person that a buffer had no room. */
void
natter_sse_buffer_set_limit_error (gsize    limit,
                                   GError **error)
{
  g_autofree char *size = g_format_size_full (limit, G_FORMAT_SIZE_IEC_UNITS);

  /* Translators: %s is a size like "64.0 MiB" */
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE,
               _("The server sent more than %s in one piece. Natter stopped reading and kept what "
                 "came before."), size);
}
