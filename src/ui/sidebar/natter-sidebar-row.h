/* natter-sidebar-row.h: one conversation in the sidebar, with its menu.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SIDEBAR_ROW (natter_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebarRow, natter_sidebar_row, NATTER, SIDEBAR_ROW, AdwBin)

/* properties: "conversation"; "title" (what the row says); "status" (string, or NULL: nothing
 * goes on)
 * signals: "clicked": with the first button or a finger; "export": chosen from the menu */
NatterSidebarRow   *natter_sidebar_row_new              (void);
NatterConversation *natter_sidebar_row_get_conversation (NatterSidebarRow   *self);
void                natter_sidebar_row_set_conversation (NatterSidebarRow   *self,
                                                         NatterConversation *conversation);
const char         *natter_sidebar_row_get_title        (NatterSidebarRow   *self);
const char         *natter_sidebar_row_get_status       (NatterSidebarRow   *self);
void                natter_sidebar_row_popup_menu       (NatterSidebarRow   *self);

G_END_DECLS
