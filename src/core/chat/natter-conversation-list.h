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

/* signal "conversation-changed": (NatterConversation *conversation, GParamSpec *property) of one in
 * the list */
NatterConversationList *natter_conversation_list_new        (void);
void                    natter_conversation_list_add        (NatterConversationList *self,
                                                             NatterConversation     *conversation);
void                    natter_conversation_list_splice     (NatterConversationList *self,
                                                             guint                   position,
                                                             guint                   n_removed,
                                                             NatterConversation * const *added,
                                                             guint                   n_added);
void                    natter_conversation_list_remove     (NatterConversationList *self,
                                                             NatterConversation     *conversation);
void                    natter_conversation_list_remove_all (NatterConversationList *self,
                                                             GPtrArray              *conversations);
gboolean                natter_conversation_list_find       (NatterConversationList *self,
                                                             NatterConversation     *conversation,
                                                             guint                  *position);

G_END_DECLS
