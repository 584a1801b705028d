/* natter-search-operator.h: the words with a colon that narrow a search. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-query.h"

G_BEGIN_DECLS

gboolean  natter_search_operator_apply (NatterSearchQuery *query,
                                        const char        *name,
                                        gsize              name_length,
                                        const char        *value,
                                        gsize              value_length,
                                        GDateTime         *now);

G_END_DECLS
