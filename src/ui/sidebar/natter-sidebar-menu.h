/* natter-sidebar-menu.h: the menus of the sidebar's rows. Their actions are the sidebar's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-sidebar-model.h"

G_BEGIN_DECLS

GMenuModel *natter_sidebar_menu_new_conversation (NatterConversation *conversation,
                                                  NatterFolderList   *folders);
GMenuModel *natter_sidebar_menu_new_folder       (NatterFolder       *folder);
GMenuModel *natter_sidebar_menu_new_move         (NatterFolderList   *folders,
                                                  const char         *folder_id);

G_END_DECLS
