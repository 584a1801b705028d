/* natter-search-match.h: where in a text something is found. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-query.h"

G_BEGIN_DECLS

/* Bytes of the text that was looked at. */
typedef struct
{
  gsize start;
  gsize end;
} NatterSearchMatch;

GArray *natter_search_find_matches (const char              *text,
                                    gssize                   length,
                                    const NatterSearchQuery *query);

G_END_DECLS
