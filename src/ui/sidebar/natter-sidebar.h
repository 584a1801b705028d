/* natter-sidebar.h: the conversations: pinned, in folders, and by day; the archive and the trash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation-list.h"
#include "natter-folder-list.h"
#include "natter-search.h"
#include "natter-sidebar-model.h"
#include "natter-today.h"
#include "natter-undo.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SIDEBAR (natter_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebar, natter_sidebar, NATTER, SIDEBAR, AdwBin)

/* properties "selected" (NatterConversation or NULL) and "view" (NatterSidebarView);
 * signals "activated" (NatterConversation): the user chose a row; "found" (NatterConversation,
 * const char *message_id, NatterSearchQuery): the user chose a message that was found;
 * "search-ended" (GtkWidget or NULL): the widget that had the focus before is to get it back;
 * "folder-toggled": a folder was closed or opened;
 * "export-asked" (GPtrArray of NatterConversation): the user wants files of them;
 * "undoable" (NatterUndo): something was taken away, which can be taken back */
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
char              **natter_sidebar_dup_closed_folders (NatterSidebar         *self);
void                natter_sidebar_set_closed_folders (NatterSidebar         *self,
                                                       const char * const    *ids);
NatterConversation *natter_sidebar_get_neighbour     (NatterSidebar          *self,
                                                      int                     step);

/* natter-sidebar-search.c */
void                natter_sidebar_set_search        (NatterSidebar          *self,
                                                      NatterSearch           *search);
void                natter_sidebar_refresh_search    (NatterSidebar          *self);
void                natter_sidebar_search            (NatterSidebar          *self,
                                                      GtkWidget              *from);
void                natter_sidebar_search_for        (NatterSidebar          *self,
                                                      const char             *words);
gboolean            natter_sidebar_stop_search       (NatterSidebar          *self);

G_END_DECLS
