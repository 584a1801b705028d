/* natter-selector.h: selecting in a transcript by pointer and keyboard. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-selection.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SELECTOR (natter_selector_get_type ())
G_DECLARE_FINAL_TYPE (NatterSelector, natter_selector, NATTER, SELECTOR, GObject)

NatterSelector *natter_selector_new (GtkScrolledWindow *scroller,
                                     GtkListView       *list,
                                     NatterSelection   *selection);

G_END_DECLS
