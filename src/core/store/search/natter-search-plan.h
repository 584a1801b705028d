/* natter-search-plan.h: what the indexes are asked for. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-query.h"
#include "natter-search-term.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_SEARCH_WORDS,
  NATTER_SEARCH_GRAMS,
  NATTER_SEARCH_PAIRS,
  NATTER_SEARCH_N_INDEXES,
} NatterSearchIndex;

/* For each index an expression that finds all that is looked for and perhaps more; NULL where it
 * can tell nothing. */
typedef struct
{
  char *expressions[NATTER_SEARCH_N_INDEXES];
} NatterSearchPlan;

NatterSearchPlan *natter_search_plan_new        (const NatterSearchQuery *query,
                                                 gboolean                 is_rare);
NatterSearchPlan *natter_search_plan_new_term   (const NatterSearchTerm  *term);
void              natter_search_plan_free       (NatterSearchPlan        *self);
char             *natter_search_plan_dup_prefix (const NatterSearchQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchPlan, natter_search_plan_free)

G_END_DECLS
