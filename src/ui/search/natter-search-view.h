/* natter-search-view.h: what is found while it is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-search-item.h"
#include "natter-search.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH_VIEW (natter_search_view_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearchView, natter_search_view, NATTER, SEARCH_VIEW, AdwBin)

/* property "ready": whether there is something to show, be it that nothing was found;
 * signals "activated" (NatterSearchItem): a result was chosen; "operator-chosen" (const char
 * *text): the search is to be narrowed by this */
void               natter_search_view_set_search (NatterSearchView *self,
                                                  NatterSearch     *search);
void               natter_search_view_find       (NatterSearchView *self,
                                                  const char       *text);
void               natter_search_view_refresh    (NatterSearchView *self);
void               natter_search_view_open_first (NatterSearchView *self);
gboolean           natter_search_view_is_ready   (NatterSearchView *self);
gboolean           natter_search_view_is_on_top  (NatterSearchView *self);
NatterSearchQuery *natter_search_view_get_query  (NatterSearchView *self);

G_END_DECLS
