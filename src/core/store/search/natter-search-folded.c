/* natter-search-folded.c: a text as natter_search_fold() makes it, with the way back to what was
 * written. A text is folded in the smallest pieces that do not touch each other. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-folded.h"

#include <string.h>

#include "natter-search-text.h"

/* What is known of a character; above these, what it is folded to by itself. */
enum
{
  JOINS,   /* may change what is before it */
  BEGINS,  /* begins a piece, and becomes several characters */
};

static gboolean
is_joining (gunichar c)
{
  /* vowels and finals of Korean letters, which make syllables */
  return g_unichar_ismark (c) || (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
}

static guint16
look (gunichar c)
{
  char text[8] = { 0 };
  g_autofree char *folded = NULL;
  g_autofree char *apart = NULL;
  gunichar first = 0;

  if (c == 0)
    return ' ';
  if (c >= 0xd800 && c <= 0xdfff)
    return BEGINS;

  g_unichar_to_utf8 (c, text);
  apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  folded = natter_search_fold (text, -1);
  if (*folded == '\0' || is_joining (c) || is_joining (g_utf8_get_char (apart)))
    return JOINS;

  first = g_utf8_get_char (folded);
  if (*g_utf8_next_char (folded) != '\0' || first > 0xffff || first <= BEGINS)
    return BEGINS;

  return (guint16) first;
}

/* Made once for each 256 characters that are met, and kept; two threads may make the same. */
static const guint16 *
get_block (guint number)
{
  static guint16 *blocks[256];
  guint16 *block = g_atomic_pointer_get (&blocks[number]);

  if (block)
    return block;

  block = g_new (guint16, 256);
  for (guint i = 0; i < 256; i++)
    block[i] = look (number * 256 + i);
  if (g_atomic_pointer_compare_and_exchange (&blocks[number], NULL, block))
    return block;

  g_free (block);
  return g_atomic_pointer_get (&blocks[number]);
}

static guint16
look_up (gunichar c)
{
  if (c <= 0xffff)
    return get_block (c >> 8)[c & 0xff];
  if (is_joining (c) || g_unichar_type (c) == G_UNICODE_FORMAT || (c >= 0x1f3fb && c <= 0x1f3ff))
    return JOINS;

  return BEGINS;
}

static void
reserve (NatterSearchFolded *self,
         gsize               n)
{
  if (self->length + n < self->capacity)
    return;

  self->capacity = self->capacity * 2 + n + 16;
  self->chars = g_renew (gunichar, self->chars, self->capacity);
  self->at = g_renew (guint32, self->at, self->capacity);
}

static void
append (NatterSearchFolded *self,
        gunichar            c,
        gsize               at)
{
  reserve (self, 1);
  self->chars[self->length] = c;
  self->at[self->length] = (guint32) at;
  self->length++;
}

/* Nearly all of most texts, but a last one that what follows may change. Returns: where it ends */
static gsize
append_ascii (NatterSearchFolded *self,
              const char         *text,
              gsize               at,
              gsize               length)
{
  gsize end = at;

  while (end < length && (guchar) text[end] < 0x80)
    end++;
  if (end < length && end > at)
    end--;
  reserve (self, end - at);

  for (; at < end; at++)
    {
      self->chars[self->length] = text[at] ? (guchar) g_ascii_tolower (text[at]) : ' ';
      self->at[self->length++] = (guint32) at;
    }

  return end;
}

static gsize
append_piece (NatterSearchFolded *self,
              const char         *text,
              gsize               begin,
              gsize               next,
              gsize               length)
{
  g_autofree char *folded = NULL;

  while (next < length && look_up (g_utf8_get_char (text + next)) == JOINS)
    next += (gsize) (g_utf8_next_char (text + next) - (text + next));

  folded = natter_search_fold (text + begin, (gssize) (next - begin));
  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    append (self, g_utf8_get_char (p), begin);

  return next;
}

/**
 * natter_search_folded_new:
 * @text: valid UTF-8; a NUL in it counts as a space
 * @length: its bytes, less than 4 GiB
 *
 * Returns: (transfer full): what natter_search_fold() makes of it
 */
NatterSearchFolded *
natter_search_folded_new (const char *text,
                          gsize       length)
{
  NatterSearchFolded *self = g_new0 (NatterSearchFolded, 1);
  gsize at = 0;

  self->capacity = length + 16;
  self->chars = g_new (gunichar, self->capacity);
  self->at = g_new (guint32, self->capacity);
  for (at = append_ascii (self, text, 0, length); at < length;
       at = append_ascii (self, text, at, length))
    {
      gunichar c = g_utf8_get_char (text + at);
      gsize next = at + (gsize) (g_utf8_next_char (text + at) - (text + at));
      guint16 known = look_up (c);
      gboolean is_joined = next < length && look_up (g_utf8_get_char (text + next)) == JOINS;

      if (is_joined || known <= BEGINS)
        at = append_piece (self, text, at, next, length);
      else
        {
          append (self, known, at);
          at = next;
        }
    }
  self->at[self->length] = (guint32) length;

  return self;
}

/**
 * natter_search_folded_get_end:
 * @last: the number of a character
 *
 * Returns: where in the text that ends which the character was made of
 */
gsize
natter_search_folded_get_end (const NatterSearchFolded *self,
                              gsize                     last)
{
  gsize next = last + 1;

  while (next < self->length && self->at[next] == self->at[last])
    next++;

  return self->at[next];
}

void
natter_search_folded_free (NatterSearchFolded *self)
{
  g_free (self->chars);
  g_free (self->at);
  g_free (self);
}
