/* natter-conversation-list.h: the conversations of a profile, newest first, as a GListModel. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONVERSATION_LIST (natter_conversation_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterConversationList, natter_conversation_list, NATTER, CONVERSATION_LIST,
                      GObject)

NatterConversationList *natter_conversation_list_new    (void);
void                    natter_conversation_list_add    (NatterConversationList *self,
                                                         NatterConversation     *conversation);
void                    natter_conversation_list_remove (NatterConversationList *self,
                                                         NatterConversation     *conversation);
gboolean                natter_conversation_list_find   (NatterConversationList *self,
                                                         NatterConversation     *conversation,
                                                         guint                  *position);

G_END_DECLS
