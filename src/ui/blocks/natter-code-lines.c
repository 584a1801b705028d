/* natter-code-lines.c: where the lines of a growing text begin. A line that is longer than anybody
 * reads is shown as several: laying out megabytes at once would stop the window. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-code-lines.h"

#include <string.h>

#define MAX_LINE   4096   /* bytes */
#define TAB_WIDTH  8      /* columns */

void
natter_code_lines_init (NatterCodeLines *self)
{
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->length = 0;
}

void
natter_code_lines_clear (NatterCodeLines *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
}

/* Forgets the text: another one comes. */
void
natter_code_lines_reset (NatterCodeLines *self)
{
  g_array_set_size (self->starts, 0);
  self->length = 0;
}

static void
add_start (NatterCodeLines *self,
           gsize            start)
{
  g_array_append_val (self->starts, start);
}

/**
 * natter_code_lines_feed:
 * @text: the whole text; what was given before is its beginning, unchanged
 * @length: bytes of @text
 *
 * Reads what is new, in time proportional to it.
 */
void
natter_code_lines_feed (NatterCodeLines *self,
                        const char      *text,
                        gsize            length)
{
  gsize start;

  if (self->starts->len == 0)
    add_start (self, 0);
  start = g_array_index (self->starts, gsize, self->starts->len - 1);

  for (gsize at = self->length; at < length;)
    {
      gsize limit = start + MAX_LINE;
      gsize end = MIN (limit, length);
      const char *newline = at < end ? memchr (text + at, '\n', end - at) : NULL;

      if (newline)
        {
          start = at = (gsize) (newline - text) + 1;
        }
      else if (limit < length)
        {
          for (; limit > start + 1 && ((guchar) text[limit] & 0xC0) == 0x80; limit--)
            ;
          if (text[limit] == '\n')
            limit++;
          start = at = limit;
        }
      else
        {
          break;
        }
      add_start (self, start);
    }
  self->length = length;
}

guint
natter_code_lines_get_n (const NatterCodeLines *self)
{
  return self->starts->len;
}

/* Whether the line goes on in the next one without a break in the text. */
gboolean
natter_code_lines_is_cut (const NatterCodeLines *self,
                          const char            *text,
                          guint                  line)
{
  return line + 1 < self->starts->len &&
         text[g_array_index (self->starts, gsize, line + 1) - 1] != '\n';
}

/* The line without its break. */
void
natter_code_lines_get (const NatterCodeLines *self,
                       const char            *text,
                       guint                  line,
                       gsize                 *start,
                       gsize                 *end)
{
  *start = g_array_index (self->starts, gsize, line);
  if (line + 1 == self->starts->len)
    *end = self->length;
  else
    *end = g_array_index (self->starts, gsize, line + 1) -
           (natter_code_lines_is_cut (self, text, line) ? 0 : 1);
}

/* The line that an offset is in, or behind which it is. */
guint
natter_code_lines_find (const NatterCodeLines *self,
                        gsize                  offset)
{
  guint low = 0;
  guint high = self->starts->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->starts, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * natter_code_lines_get_columns:
 *
 * Returns: how many columns a line takes: two for a wide character, none for a combining one
 */
guint
natter_code_lines_get_columns (const char *text,
                               gsize       length)
{
  guint columns = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      if (c == '\t')
        columns = (columns / TAB_WIDTH + 1) * TAB_WIDTH;
      else if (c < 0x80)
        columns++;
      else
        columns += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return columns;
}
