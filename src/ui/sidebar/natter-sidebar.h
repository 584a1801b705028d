/* natter-sidebar.h: the conversations, newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation-list.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SIDEBAR (natter_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebar, natter_sidebar, NATTER, SIDEBAR, AdwBin)

/* property "selected" (NatterConversation or NULL); signal "activated" (NatterConversation): the
 * user chose a row */
void                natter_sidebar_set_conversations (NatterSidebar          *self,
                                                      NatterConversationList *conversations);
NatterConversation *natter_sidebar_get_selected      (NatterSidebar          *self);
void                natter_sidebar_set_selected      (NatterSidebar          *self,
                                                      NatterConversation     *conversation);

G_END_DECLS
