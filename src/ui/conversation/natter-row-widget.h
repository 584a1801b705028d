/* natter-row-widget.h: the widget of one row of the transcript; takes any row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-markable.h"
#include "natter-row.h"

G_BEGIN_DECLS

#define NATTER_TYPE_ROW_WIDGET (natter_row_widget_get_type ())
G_DECLARE_FINAL_TYPE (NatterRowWidget, natter_row_widget, NATTER, ROW_WIDGET, GtkWidget)

GtkWidget      *natter_row_widget_new          (void);
void            natter_row_widget_set_item     (NatterRowWidget *self,
                                                GtkListItem     *item);
guint           natter_row_widget_get_position (NatterRowWidget *self);
NatterRow      *natter_row_widget_get_row      (NatterRowWidget *self);
void            natter_row_widget_set_row      (NatterRowWidget *self,
                                                NatterRow       *row);
NatterMarkable *natter_row_widget_get_markable (NatterRowWidget *self);
void            natter_row_widget_set_hovered  (NatterRowWidget *self,
                                                gboolean         hovered);

G_END_DECLS
