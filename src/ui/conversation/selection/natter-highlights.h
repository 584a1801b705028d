/* natter-highlights.h: the marks in the rows of a transcript: what is selected, and what was looked
 * for. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-find.h"
#include "natter-search-query.h"
#include "natter-selection.h"

G_BEGIN_DECLS

#define NATTER_TYPE_HIGHLIGHTS (natter_highlights_get_type ())
G_DECLARE_FINAL_TYPE (NatterHighlights, natter_highlights, NATTER, HIGHLIGHTS, GObject)

NatterHighlights *natter_highlights_new       (NatterSelection   *selection,
                                               NatterFind        *find);
void              natter_highlights_set_query (NatterHighlights  *self,
                                               NatterSearchQuery *query);
void              natter_highlights_bind      (NatterHighlights  *self,
                                               GtkListItem       *item);
void              natter_highlights_unbind    (NatterHighlights  *self,
                                               GtkListItem       *item);

G_END_DECLS
