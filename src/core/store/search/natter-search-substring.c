/* natter-search-substring.c: letters as typed, to be found wherever they stand: within words and
 * across them, punctuation included, but without regard to case, accents and form. Immutable, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-substring.h"

#include <string.h>

#include "natter-search-folded.h"
#include "natter-search-text.h"

struct _NatterSearchSubstring
{
  gunichar *letters;
  gsize     length;
};

/**
 * natter_search_substring_new:
 * @letters: what is looked for, as typed
 *
 * Returns: (transfer full) (nullable): it, to be found; %NULL when nothing is left of it
 */
NatterSearchSubstring *
natter_search_substring_new (const char *letters)
{
  g_autofree char *folded = NULL;
  g_autoptr(NatterSearchSubstring) self = g_new0 (NatterSearchSubstring, 1);
  glong length = 0;

  g_return_val_if_fail (letters != NULL, NULL);

  folded = natter_search_fold (letters, -1);
  self->letters = g_utf8_to_ucs4_fast (folded, -1, &length);
  self->length = (gsize) length;

  return length > 0 ? g_steal_pointer (&self) : NULL;
}

void
natter_search_substring_free (NatterSearchSubstring *self)
{
  g_free (self->letters);
  g_free (self);
}

static gboolean
find_next (const NatterSearchSubstring *self,
           const NatterSearchFolded    *folded,
           gsize                       *from)
{
  for (gsize i = *from; i + self->length <= folded->length; i++)
    {
      if (folded->chars[i] != self->letters[0] ||
          memcmp (folded->chars + i, self->letters, self->length * sizeof (gunichar)) != 0)
        continue;

      *from = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * natter_search_substring_find:
 * @text: valid UTF-8
 * @length: its bytes
 *
 * Returns: (transfer full) (element-type NatterSearchMatch): the places in order; none overlaps
 *   another
 */
GArray *
natter_search_substring_find (const NatterSearchSubstring *self,
                              const char                  *text,
                              gsize                        length)
{
  g_autoptr(NatterSearchFolded) folded = natter_search_folded_new (text, length);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (NatterSearchMatch));

  for (gsize from = 0; find_next (self, folded, &from); from += self->length)
    {
      gsize last = from + self->length - 1;
      NatterSearchMatch match = { folded->at[from], natter_search_folded_get_end (folded, last) };

      g_array_append_val (matches, match);
    }

  return matches;
}

/* How often it is there. */
guint
natter_search_substring_count (const NatterSearchSubstring *self,
                               const char                  *text,
                               gsize                        length)
{
  g_autoptr(NatterSearchFolded) folded = natter_search_folded_new (text, length);
  guint n = 0;

  for (gsize from = 0; find_next (self, folded, &from); from += self->length)
    n++;

  return n;
}
