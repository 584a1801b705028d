/* natter-chat.h: what a person does with a conversation: send, stop, retry. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation-list.h"
#include "natter-folder-list.h"
#include "natter-generation.h"
#include "natter-keeper.h"
#include "natter-network.h"
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
NatterFolderList       *natter_chat_get_folders       (NatterChat          *self);
/* Without a keeper nothing is stored. */
NatterKeeper           *natter_chat_get_keeper        (NatterChat          *self);
void                    natter_chat_set_keeper        (NatterChat          *self,
                                                       NatterKeeper        *keeper);
/* Without a network nothing is waited for. */
NatterNetwork          *natter_chat_get_network       (NatterChat          *self);
void                    natter_chat_set_network       (NatterChat          *self,
                                                       NatterNetwork       *network);
gboolean                natter_chat_get_makes_titles  (NatterChat          *self);
void                    natter_chat_set_makes_titles  (NatterChat          *self,
                                                       gboolean             makes_titles);
void                    natter_chat_load              (NatterChat          *self,
                                                       NatterConversation  *conversation);
gboolean                natter_chat_send              (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       const char          *text,
                                                       GError             **error);
void                    natter_chat_stop              (NatterChat          *self,
                                                       NatterConversation  *conversation);
guint                   natter_chat_get_n_running     (NatterChat          *self);

/* natter-chat-tree.c */
gboolean                natter_chat_retry             (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       GError             **error);
gboolean                natter_chat_retry_with        (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       const char          *model_key,
                                                       GError             **error);
void                    natter_chat_trash_message     (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       gboolean             branch);
void                    natter_chat_untrash_message   (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message);
gboolean                natter_chat_can_edit          (NatterMessage       *message);
gboolean                natter_chat_edit              (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       const char          *text,
                                                       GError             **error);
gboolean                natter_chat_edit_and_ask      (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       const char          *text,
                                                       GError             **error);
gboolean                natter_chat_can_continue      (NatterMessage       *message);
gboolean                natter_chat_continue          (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message,
                                                       GError             **error);
NatterConversation     *natter_chat_fork              (NatterChat          *self,
                                                       NatterConversation  *conversation,
                                                       NatterMessage       *message);

G_END_DECLS
