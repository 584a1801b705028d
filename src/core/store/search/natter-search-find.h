/* natter-search-find.h: one search, from the query to its results. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"
#include "natter-search-query.h"

G_BEGIN_DECLS

GPtrArray *natter_search_find (NatterDb                 *db,
                               const NatterSearchQuery  *query,
                               guint                     limit,
                               GError                  **error);

G_END_DECLS
