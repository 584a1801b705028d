/* natter-search-probe.h: how much an index would find. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"
#include "natter-search-plan.h"

G_BEGIN_DECLS

gboolean  natter_search_probe_set_up (NatterDb                *db,
                                      GError                 **error);
gboolean  natter_search_probe_prefix (NatterDb                *db,
                                      const NatterSearchQuery *query,
                                      gboolean                *is_rare,
                                      GError                 **error);
gboolean  natter_search_probe_choose (NatterDb                *db,
                                      const NatterSearchPlan  *plan,
                                      NatterSearchIndex       *index,
                                      GError                 **error);
double   *natter_search_probe_weigh  (NatterDb                *db,
                                      const NatterSearchQuery *query,
                                      GError                 **error);

G_END_DECLS
