/* natter-search.h: searching all that is stored, as it is typed. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-match.h"
#include "natter-search-query.h"
#include "natter-search-result.h"
#include "natter-store.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH (natter_search_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearch, natter_search, NATTER, SEARCH, GObject)

NatterSearch *natter_search_new        (NatterStore          *store);
void          natter_search_run_async  (NatterSearch         *self,
                                        NatterSearchQuery    *query,
                                        guint                 limit,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray    *natter_search_run_finish (NatterSearch         *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
