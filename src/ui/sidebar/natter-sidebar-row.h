/* natter-sidebar-row.h: one conversation in the sidebar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SIDEBAR_ROW (natter_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebarRow, natter_sidebar_row, NATTER, SIDEBAR_ROW, AdwBin)

/* properties: "title" (what the row says); "status" (string, or NULL: nothing is to be told);
 * "checkable" (whether it can be marked); "checked" (whether it is)
 * signals: "clicked": with the first button or a finger, and no key; "menu" (double x, double y);
 * "restore" */
NatterSidebarRow   *natter_sidebar_row_new              (void);
NatterConversation *natter_sidebar_row_get_conversation (NatterSidebarRow   *self);
void                natter_sidebar_row_set_conversation (NatterSidebarRow   *self,
                                                         NatterConversation *conversation);
void                natter_sidebar_row_set_in_folder    (NatterSidebarRow   *self,
                                                         gboolean            is_in_folder);
void                natter_sidebar_row_set_days_left    (NatterSidebarRow   *self,
                                                         int                 days_left);
const char         *natter_sidebar_row_get_title        (NatterSidebarRow   *self);
const char         *natter_sidebar_row_get_status       (NatterSidebarRow   *self);
void                natter_sidebar_row_rename           (NatterSidebarRow   *self);

G_END_DECLS
