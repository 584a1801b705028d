/* natter-search-item.h: a result of a search as an item of a list. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-result.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH_ITEM (natter_search_item_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearchItem, natter_search_item, NATTER, SEARCH_ITEM, GObject)

NatterSearchItem         *natter_search_item_new        (NatterSearchResult *result);
const NatterSearchResult *natter_search_item_get_result (NatterSearchItem   *self);
gboolean                  natter_search_item_equal      (NatterSearchItem   *self,
                                                         NatterSearchItem   *other);

G_END_DECLS
