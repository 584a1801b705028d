/* natter-link.c: which link targets may be opened, and where a bare address stands in plain text.
 * Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-link.h"

#include <string.h>

static const char *const schemes[] = { "http://", "https://", "mailto:" };

/* Direction overrides and characters without width make a target read as another one than it is. */
static gboolean
is_deceptive (gunichar c)
{
  if (c > ' ' && c < 0x7F)
    return FALSE;

  /* An int: what is not listed is fine. */
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;

    default:
      /* Fillers of Hangul are letters by their category, and blank. */
      return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    }
}

/**
 * natter_link_is_allowed:
 * @target: (nullable): a link's target as the parser gave it, entities decoded
 *
 * Whether a link may be offered for opening: http, https or mailto with something after it, and
 * no blank, control, invisible or direction-changing character anywhere.
 *
 * Returns: %TRUE when it may
 */
gboolean
natter_link_is_allowed (const char *target)
{
  gsize scheme_length = 0;

  if (!target || !g_utf8_validate (target, -1, NULL))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (target, schemes[i], length) == 0)
        scheme_length = length;
    }
  if (scheme_length == 0 || target[scheme_length] == '\0' || target[scheme_length] == '/')
    return FALSE;

  for (const char *p = target; *p; p = g_utf8_next_char (p))
    {
      if (is_deceptive (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/* Punctuation at the end belongs to the sentence; a closing bracket too, unless it was opened
 * inside. */
static gsize
trim_end (const char *start,
          gsize       length)
{
  gssize unclosed = 0;

  for (gsize i = 0; i < length; i++)
    unclosed += (start[i] == '(') - (start[i] == ')');

  while (length > 0)
    {
      char last = start[length - 1];

      if (last == ')' && unclosed < 0)
        unclosed++;
      else if (!strchr (".,;:!?'\"*_~]}", last))
        break;
      length--;
    }

  return length;
}

/**
 * natter_link_find:
 * @text: plain text, valid UTF-8
 * @length: bytes in @text
 * @offset: (inout): where to begin looking; then where the address begins
 * @end: (out): where the address ends
 *
 * Finds the next http or https address that a person typed without any markup.
 *
 * Returns: %TRUE when there is one
 */
gboolean
natter_link_find (const char *text,
                  gsize       length,
                  gsize      *offset,
                  gsize      *end)
{
  const char *p = text + *offset;
  const char *limit = text + length;

  while ((p = memchr (p, ':', (gsize) (limit - p))))
    {
      gsize before = (gsize) (p - text) - *offset;
      gsize word = before >= 5 && g_ascii_strncasecmp (p - 5, "https", 5) == 0  ? 5
                   : before >= 4 && g_ascii_strncasecmp (p - 4, "http", 4) == 0 ? 4
                                                                                : 0;
      const char *start = p - word;

      p++;
      if (word == 0 || limit - p < 3 || p[0] != '/' || p[1] != '/' ||
          (start > text && (g_ascii_isalnum (start[-1]) || (guchar) start[-1] >= 0x80)))
        continue;

      for (p += 2; p < limit && (guchar) *p > ' ' && !strchr ("<>\"`|\\^", *p); p++)
        ;
      p = start + trim_end (start, (gsize) (p - start));
      if (p <= start + word + 3)
        {
          p = start + word + 3;
          continue;
        }
      *offset = (gsize) (start - text);
      *end = (gsize) (p - text);
      return TRUE;
    }

  return FALSE;
}
