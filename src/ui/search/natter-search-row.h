/* natter-search-row.h: how one result of a search looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-search-item.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH_ROW (natter_search_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearchRow, natter_search_row, NATTER, SEARCH_ROW, AdwBin)

/* properties "title" and "description": what a screen reader says of it; signal "clicked" */
NatterSearchRow  *natter_search_row_new      (void);
NatterSearchItem *natter_search_row_get_item (NatterSearchRow  *self);
void              natter_search_row_set_item (NatterSearchRow  *self,
                                              NatterSearchItem *item,
                                              GDateTime        *now);

G_END_DECLS
