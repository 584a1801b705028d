/* natter-surface.h: the text of a transcript as one: selected, found and marked across its rows.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-find.h"
#include "natter-follow.h"
#include "natter-place.h"
#include "natter-search-query.h"
#include "natter-selection.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SURFACE (natter_surface_get_type ())
G_DECLARE_FINAL_TYPE (NatterSurface, natter_surface, NATTER, SURFACE, GObject)

NatterSurface   *natter_surface_new           (GtkScrolledWindow *scroller,
                                               GtkListView       *list,
                                               NatterPlace       *place,
                                               NatterFollow      *follow);
/* for the view of the list */
void             natter_surface_set_rows      (NatterSurface     *self,
                                               GListModel        *rows);
void             natter_surface_set_query     (NatterSurface     *self,
                                               NatterSearchQuery *query);
void             natter_surface_bind          (NatterSurface     *self,
                                               GtkListItem       *item);
void             natter_surface_unbind        (NatterSurface     *self,
                                               GtkListItem       *item);
/* for everybody */
NatterSelection *natter_surface_get_selection (NatterSurface     *self);
gboolean         natter_surface_copy          (NatterSurface     *self,
                                               gboolean           as_markdown);
NatterFind      *natter_surface_get_find      (NatterSurface     *self);
void             natter_surface_look_for      (NatterSurface     *self,
                                               const char        *letters);

G_END_DECLS
