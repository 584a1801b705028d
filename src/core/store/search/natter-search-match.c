/* natter-search-match.c: where in a text something is found. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-match.h"

#include <string.h>

#include "natter-search-term.h"

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const NatterSearchMatch *one = a;
  const NatterSearchMatch *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;

  return (one->end > other->end) - (one->end < other->end);
}

static void
add (GArray                   *matches,
     const NatterSearchTerm   *term,
     const NatterSearchFolded *folded)
{
  gsize from = 0;
  gsize to = 0;

  for (; natter_search_term_find (term, folded, &from, &to); from = to)
    {
      NatterSearchMatch match = { folded->at[from], natter_search_folded_get_end (folded, to - 1) };

      g_array_append_val (matches, match);
    }
}

/* Those that overlap become one. */
static void
merge (GArray *matches)
{
  guint n = 0;

  g_array_sort (matches, compare);
  for (guint i = 0; i < matches->len; i++)
    {
      NatterSearchMatch match = g_array_index (matches, NatterSearchMatch, i);
      NatterSearchMatch *last = n > 0 ? &g_array_index (matches, NatterSearchMatch, n - 1) : NULL;

      if (last && match.start < last->end)
        last->end = MAX (last->end, match.end);
      else
        g_array_index (matches, NatterSearchMatch, n++) = match;
    }
  g_array_set_size (matches, n);
}

/**
 * natter_search_find_matches:
 * @text: valid UTF-8
 * @length: its bytes, -1 when it ends with a NUL
 * @query: what is looked for
 *
 * Finds every place where one of the query's words or phrases is, whether or not the others are.
 *
 * Returns: (transfer full) (element-type NatterSearchMatch): the places in order; none overlaps
 *   another
 */
GArray *
natter_search_find_matches (const char              *text,
                            gssize                   length,
                            const NatterSearchQuery *query)
{
  GArray *matches = NULL;
  g_autoptr(NatterSearchFolded) folded = NULL;

  g_return_val_if_fail (text != NULL && query != NULL, NULL);

  folded = natter_search_folded_new (text, length < 0 ? strlen (text) : (gsize) length);
  matches = g_array_new (FALSE, FALSE, sizeof (NatterSearchMatch));
  for (guint i = 0; i < query->terms->len; i++)
    add (matches, g_ptr_array_index (query->terms, i), folded);
  merge (matches);

  return matches;
}
