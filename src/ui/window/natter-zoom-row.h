/* natter-zoom-row.h: the size of the text, in the main menu. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NATTER_TYPE_ZOOM_ROW (natter_zoom_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterZoomRow, natter_zoom_row, NATTER, ZOOM_ROW, GtkWidget)

GtkWidget *natter_zoom_row_new (void);

G_END_DECLS
