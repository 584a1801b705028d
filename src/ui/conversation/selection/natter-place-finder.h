/* natter-place-finder.h: which place of a transcript is where in its list. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-markable.h"
#include "natter-selection.h"

G_BEGIN_DECLS

/* Points and rectangles are in the list's coordinates. */
NatterMarkable *natter_list_get_markable (GtkListView       *list,
                                          guint              position);
gboolean        natter_list_get_point    (GtkListView       *list,
                                          double             x,
                                          double             y,
                                          NatterPoint       *point);
gboolean        natter_list_get_rect     (GtkListView       *list,
                                          const NatterPoint *point,
                                          graphene_rect_t   *rect);

G_END_DECLS
