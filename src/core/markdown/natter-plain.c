/* natter-plain.c: text as it was typed, in pieces no taller than a screen. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-plain.h"

#include <string.h>

#include "natter-block-private.h"
#include "natter-fence.h"
#include "natter-link.h"
#include "natter-markdown-reveal.h"

#define MAX_LINES 20
#define MAX_CHARACTERS 2000

static gsize
line_end (const char *text,
          gsize       length,
          gsize       from)
{
  const char *newline = memchr (text + from, '\n', length - from);

  return newline ? (gsize) (newline - text) : length;
}

/* The piece that begins at @start ends with a line, but takes an empty last one along. */
static gsize
end_of_piece (const char *text,
              gsize       length,
              gsize       start)
{
  gsize end = line_end (text, length, start);
  glong n_characters = g_utf8_strlen (text + start, (gssize) (end - start));

  for (guint n_lines = 1; end < length; n_lines++)
    {
      gsize next = line_end (text, length, end + 1);

      n_characters += g_utf8_strlen (text + end, (gssize) (next - end));
      if ((n_lines >= MAX_LINES || n_characters > MAX_CHARACTERS) && end + 1 < length)
        break;
      end = next;
    }

  return end;
}

static NatterBlock *
make_piece (const char *text,
            gsize       length)
{
  NatterBlockShape shape = { .kind = NATTER_BLOCK_PARAGRAPH };
  g_autoptr(GString) piece = g_string_sized_new (length + 1);
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  gsize start = 0;
  gsize end;

  natter_fence_append_text (piece, text, length);
  for (; natter_link_find (piece->str, piece->len, &start, &end); start = end)
    {
      g_autofree char *target = g_strndup (piece->str + start, end - start);
      NatterSpan span = { NATTER_SPAN_LINK, (guint) start, (guint) end, NULL };

      if (!natter_link_is_allowed (target))
        continue;
      span.target = g_steal_pointer (&target);
      g_array_append_val (spans, span);
    }
  natter_reveal_hidden (piece, spans, NULL, 0, NATTER_HIDDEN_IN_PROSE);

  return natter_block_new (&shape, piece->str, piece->len, (NatterSpan *) (void *) spans->data,
                           spans->len);
}

/**
 * natter_plain_parse:
 * @text: any valid UTF-8
 * @length: bytes in @text
 * @last: (out): where the last piece begins: what comes before it stays as it is when @text grows
 *
 * Cuts a text at line breaks. No character is lost: the pieces joined by line breaks are the text,
 * with U+FFFD for NUL and the names of those characters that are not seen.
 *
 * Returns: (transfer full) (element-type NatterBlock): paragraphs
 */
GPtrArray *
natter_plain_parse (const char *text,
                    gsize       length,
                    gsize      *last)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (g_object_unref);

  *last = 0;
  for (gsize start = 0, end; start < length; start = end + 1)
    {
      end = end_of_piece (text, length, start);
      g_ptr_array_add (blocks, make_piece (text + start, end - start));
      *last = start;
    }

  return blocks;
}
