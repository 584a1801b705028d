/* natter-search-words.h: in words, what was found. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-list.h"

G_BEGIN_DECLS

char *natter_search_words_totals   (const NatterSearchTotals *totals,
                                    const NatterSearchQuery  *query);
char *natter_search_words_time     (gint64                    time,
                                    GDateTime                *now);
char *natter_search_words_source   (const NatterSearchResult *result);
char *natter_search_words_describe (const NatterSearchResult *result);

G_END_DECLS
