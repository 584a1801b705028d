/* natter-spotlight.h: shows for a moment which message was gone to. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-row-widget.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SPOTLIGHT (natter_spotlight_get_type ())
G_DECLARE_FINAL_TYPE (NatterSpotlight, natter_spotlight, NATTER, SPOTLIGHT, GObject)

NatterSpotlight *natter_spotlight_new    (GtkListView     *list);
void             natter_spotlight_show   (NatterSpotlight *self,
                                          NatterMessage   *message);
void             natter_spotlight_update (NatterSpotlight *self,
                                          NatterRowWidget *widget);

G_END_DECLS
