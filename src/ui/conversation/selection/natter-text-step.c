/* natter-text-step.c: where characters, as people see them, and words begin and end in a text.
 * Pango decides; offsets are bytes. Pure, main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-text-step.h"

#include <gtk/gtk.h>

static PangoLogAttr *
get_attributes (const char *text,
                gsize       length,
                gsize      *n_chars)
{
  PangoLogAttr *attributes;

  *n_chars = (gsize) g_utf8_strlen (text, (gssize) length);
  attributes = g_new0 (PangoLogAttr, *n_chars + 1);
  pango_get_log_attrs (text, (int) length, -1, gtk_get_default_language (), attributes,
                       (int) *n_chars + 1);

  return attributes;
}

/**
 * natter_text_clamp:
 * @text: valid UTF-8
 * @length: its bytes
 * @offset: any
 *
 * Returns: @offset, or the beginning of the character that it is in, or the text's end
 */
gsize
natter_text_clamp (const char *text,
                   gsize       length,
                   gsize       offset)
{
  if (offset >= length)
    return length;

  while (offset > 0 && ((guchar) text[offset] & 0xc0) == 0x80)
    offset--;

  return offset;
}

static gboolean
is_stop (const PangoLogAttr *attribute,
         NatterStep          step,
         int                 direction)
{
  if (step == NATTER_STEP_CHARACTER)
    return attribute->is_cursor_position;

  return direction > 0 ? attribute->is_word_end : attribute->is_word_start;
}

/**
 * natter_text_step:
 * @direction: 1 towards the end, -1 towards the beginning
 * @offset: (inout): where to begin; where the step ends
 *
 * Returns: whether there was a step to make: %FALSE at the text's end
 */
gboolean
natter_text_step (const char *text,
                  gsize       length,
                  NatterStep  step,
                  int         direction,
                  gsize      *offset)
{
  gsize at = natter_text_clamp (text, length, *offset);
  g_autofree PangoLogAttr *attributes = NULL;
  gsize n_chars = 0;
  gsize i = 0;

  if (at == (direction > 0 ? length : 0))
    return FALSE;

  attributes = get_attributes (text, length, &n_chars);
  i = (gsize) g_utf8_strlen (text, (gssize) at);
  do
    i = direction > 0 ? i + 1 : i - 1;
  while (i > 0 && i < n_chars && !is_stop (&attributes[i], step, direction));
  *offset = (gsize) (g_utf8_offset_to_pointer (text, (glong) i) - text);

  return TRUE;
}

/**
 * natter_text_word:
 * @offset: a place in the text
 * @start: (out): where the word around it begins
 * @end: (out): where it ends
 *
 * What stands between two words, as blanks, counts as a word.
 */
void
natter_text_word (const char *text,
                  gsize       length,
                  gsize       offset,
                  gsize      *start,
                  gsize      *end)
{
  gsize at = natter_text_clamp (text, length, offset);
  g_autofree PangoLogAttr *attributes = NULL;
  gsize n_chars = 0;
  gsize from = 0;
  gsize to = 0;

  attributes = get_attributes (text, length, &n_chars);
  from = (gsize) g_utf8_strlen (text, (gssize) at);
  if (from == n_chars && from > 0)
    from--;
  to = MIN (from + 1, n_chars);
  while (from > 0 && !attributes[from].is_word_start && !attributes[from].is_word_end)
    from--;
  while (to < n_chars && !attributes[to].is_word_start && !attributes[to].is_word_end)
    to++;

  *start = (gsize) (g_utf8_offset_to_pointer (text, (glong) from) - text);
  *end = (gsize) (g_utf8_offset_to_pointer (text, (glong) to) - text);
}

/**
 * natter_text_is_rtl:
 *
 * Returns: whether the text reads from the right, as its first letter does
 */
gboolean
natter_text_is_rtl (const char *text,
                    gsize       length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c))
        continue;

      switch ((int) g_unichar_get_script (c))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
          return TRUE;

        default:
          return FALSE;
        }
    }

  return FALSE;
}
