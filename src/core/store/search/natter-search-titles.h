/* natter-search-titles.h: conversations in whose title something is. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"
#include "natter-search-query.h"

G_BEGIN_DECLS

gboolean  natter_search_titles_find (NatterDb                 *db,
                                     const NatterSearchQuery  *query,
                                     const char               *folders,
                                     GPtrArray                *candidates,
                                     GError                  **error);

G_END_DECLS
