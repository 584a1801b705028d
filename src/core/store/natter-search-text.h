/* natter-search-text.h: text as the search index sees it. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_SEARCH_GAP,       /* between words */
  NATTER_SEARCH_WORD,      /* a letter or digit of a script with spaces */
  NATTER_SEARCH_UNSPACED,  /* of one without */
  NATTER_SEARCH_SYMBOL,    /* emoji and the like: a word each */
} NatterSearchKind;

char             *natter_search_fold     (const char *text,
                                          gssize      length);
NatterSearchKind  natter_search_get_kind (gunichar    c);
char             *natter_search_words    (const char *folded);
char             *natter_search_pairs    (const char *folded);
gboolean          natter_search_has_code (const char *text);

G_END_DECLS
