/* natter-contrast.h: colours that can be read by all. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

double natter_contrast_get_ratio (const GdkRGBA *a,
                                  const GdkRGBA *b);
void   natter_contrast_raise     (GdkRGBA       *colour,
                                  gboolean       dark);

G_END_DECLS
