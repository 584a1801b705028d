/* natter-sidebar-change.h: what is done to conversations or a folder, with the way back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-folder.h"
#include "natter-undo.h"

G_BEGIN_DECLS

/* conversations: of NatterConversation */
NatterUndo *natter_sidebar_change_archive      (GPtrArray    *conversations,
                                                gboolean      is_archived);
NatterUndo *natter_sidebar_change_trash        (GPtrArray    *conversations,
                                                gboolean      is_trashed);
NatterUndo *natter_sidebar_change_move         (GPtrArray    *conversations,
                                                NatterFolder *folder);
void        natter_sidebar_change_pin          (GPtrArray    *conversations,
                                                gboolean      is_pinned);
NatterUndo *natter_sidebar_change_trash_folder (NatterFolder *folder,
                                                gboolean      is_trashed);

G_END_DECLS
