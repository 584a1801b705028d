/* natter-search-list.h: what is found while it is typed, the best first, as a GListModel of
 * NatterSearchItem. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-search-item.h"
#include "natter-search.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH_LIST (natter_search_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearchList, natter_search_list, NATTER, SEARCH_LIST, GObject)

/* What there is of the results. */
typedef struct
{
  guint    n_matches;
  guint    n_messages;       /* and titles */
  guint    n_conversations;
  gboolean has_more;         /* it is at least so much */
} NatterSearchTotals;

/* signals "found": what was asked for last is in the list, or could not be read; "cleared": nothing
 * is looked for any more */
NatterSearchList   *natter_search_list_new        (void);
void                natter_search_list_set_search (NatterSearchList   *self,
                                                   NatterSearch       *search);
void                natter_search_list_find       (NatterSearchList   *self,
                                                   const char         *text);
void                natter_search_list_refresh    (NatterSearchList   *self);
gboolean            natter_search_list_is_busy    (NatterSearchList   *self);
NatterSearchQuery  *natter_search_list_get_query  (NatterSearchList   *self);
const GError       *natter_search_list_get_error  (NatterSearchList   *self);
void                natter_search_list_get_totals (NatterSearchList   *self,
                                                   NatterSearchTotals *totals);

G_END_DECLS
