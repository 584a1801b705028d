/* natter-chat.h: what a person does with a conversation: send, stop, retry. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation-list.h"
#include "natter-generation.h"
#include "natter-provider-list.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CHAT (natter_chat_get_type ())
G_DECLARE_FINAL_TYPE (NatterChat, natter_chat, NATTER, CHAT, GObject)

NatterChat             *natter_chat_new               (NatterHttp          *http,
                                                       NatterSecrets       *secrets,
                                                       NatterProviderList  *providers);
NatterHttp             *natter_chat_get_http          (NatterChat          *self);
NatterSecrets          *natter_chat_get_secrets       (NatterChat          *self);
NatterProviderList     *natter_chat_get_providers     (NatterChat          *self);
NatterConversationList *natter_chat_get_conversations (NatterChat          *self);
gboolean                natter_chat_send              (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       const char          *text,
                                                       GError             **error);
gboolean                natter_chat_retry             (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       GError             **error);
void                    natter_chat_stop              (NatterChat          *self,
                                                       NatterConversation  *conversation);
guint                   natter_chat_get_n_running     (NatterChat          *self);

G_END_DECLS
