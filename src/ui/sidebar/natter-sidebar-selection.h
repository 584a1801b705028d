/* natter-sidebar-selection.h: which conversation of the sidebar is open, or which are marked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-sidebar-model.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SIDEBAR_SELECTION (natter_sidebar_selection_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebarSelection, natter_sidebar_selection, NATTER, SIDEBAR_SELECTION,
                      GObject)

/* properties "selected" (NatterConversation or NULL) and "marking" (whether rows are marked);
 * signal "marks-changed" */
NatterSidebarSelection *natter_sidebar_selection_new          (NatterSidebarModel     *model);
NatterConversation     *natter_sidebar_selection_get_selected (NatterSidebarSelection *self);
void                    natter_sidebar_selection_set_selected (NatterSidebarSelection *self,
                                                               NatterConversation     *selected);
gboolean                natter_sidebar_selection_is_marking   (NatterSidebarSelection *self);
void                    natter_sidebar_selection_set_marking  (NatterSidebarSelection *self,
                                                               gboolean                is_marking);
GPtrArray              *natter_sidebar_selection_dup_marked   (NatterSidebarSelection *self);

G_END_DECLS
