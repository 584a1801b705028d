/* natter-place.h: the place in a list where its reader is: read, and gone back to. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-row.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PLACE (natter_place_get_type ())
G_DECLARE_FINAL_TYPE (NatterPlace, natter_place, NATTER, PLACE, GObject)

/* signal "arrived": the row stands where it should, or as near as the list's ends allow
 * signal "resized": the list has another size than when its reader last saw it */
NatterPlace *natter_place_new       (GtkScrolledWindow *scroller,
                                     GtkListView       *list);
void         natter_place_go        (NatterPlace       *self,
                                     NatterRow         *row,
                                     double             row_part,
                                     double             view_part);
gboolean     natter_place_stay      (NatterPlace       *self);
void         natter_place_stop      (NatterPlace       *self);
gboolean     natter_place_is_moving (NatterPlace       *self);
NatterRow   *natter_place_get_top   (NatterPlace       *self,
                                     double            *row_part);

G_END_DECLS
