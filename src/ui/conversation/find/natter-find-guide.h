/* natter-find-guide.h: leads the reader to what was found. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-find.h"
#include "natter-follow.h"
#include "natter-place.h"

G_BEGIN_DECLS

#define NATTER_TYPE_FIND_GUIDE (natter_find_guide_get_type ())
G_DECLARE_FINAL_TYPE (NatterFindGuide, natter_find_guide, NATTER, FIND_GUIDE, GObject)

NatterFindGuide *natter_find_guide_new (GtkScrolledWindow *scroller,
                                        GtkListView       *list,
                                        NatterPlace       *place,
                                        NatterFollow      *follow,
                                        NatterFind        *find);

G_END_DECLS
