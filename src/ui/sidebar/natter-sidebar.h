/* natter-sidebar.h: the conversations: pinned, in folders, and by day; the archive and the trash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation-list.h"
#include "natter-folder-list.h"
#include "natter-sidebar-model.h"
#include "natter-today.h"
#include "natter-undo.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SIDEBAR (natter_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebar, natter_sidebar, NATTER, SIDEBAR, AdwBin)

/* properties "selected" (NatterConversation or NULL) and "view" (NatterSidebarView);
 * signals "activated" (NatterConversation): the user chose a row; "undoable" (NatterUndo):
 * something was taken away, which can be taken back */
void                natter_sidebar_set_conversations (NatterSidebar          *self,
                                                      NatterConversationList *conversations);
void                natter_sidebar_set_folders       (NatterSidebar          *self,
                                                      NatterFolderList       *folders);
void                natter_sidebar_set_today         (NatterSidebar          *self,
                                                      NatterToday            *today);
NatterConversation *natter_sidebar_get_selected      (NatterSidebar          *self);
void                natter_sidebar_set_selected      (NatterSidebar          *self,
                                                      NatterConversation     *conversation);
NatterSidebarView   natter_sidebar_get_view          (NatterSidebar          *self);
void                natter_sidebar_set_view          (NatterSidebar          *self,
                                                      NatterSidebarView       view);
NatterConversation *natter_sidebar_get_neighbour     (NatterSidebar          *self,
                                                      int                     step);
void                natter_sidebar_search            (NatterSidebar          *self);

G_END_DECLS
