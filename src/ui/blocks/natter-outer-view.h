/* natter-outer-view.h: which part of a tall widget can be seen in what it is scrolled by. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Owned by its widget: attached while that is mapped. */
typedef struct
{
  GtkWidget     *widget;
  GtkWidget     *scrollable;   /* the nearest around it that scrolls up and down, if any */
  GtkAdjustment *adjustment;
} NatterOuterView;

void     natter_outer_view_attach      (NatterOuterView       *self,
                                        GtkWidget             *widget);
void     natter_outer_view_detach      (NatterOuterView       *self);
gboolean natter_outer_view_get_visible (const NatterOuterView *self,
                                        double                *top,
                                        double                *bottom);
int      natter_outer_view_get_inner_height (GtkWidget        *content,
                                             int               width);

G_END_DECLS
