/* natter-chat-private.h: what the files of NatterChat share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-chat.h"
#include "natter-resumption.h"

G_BEGIN_DECLS

struct _NatterChat
{
  GObject                 parent_instance;

  NatterHttp             *http;
  NatterSecrets          *secrets;
  NatterProviderList     *providers;
  NatterConversationList *conversations;
  NatterFolderList       *folders;
  NatterKeeper           *keeper;         /* or NULL */
  NatterNetwork          *network;        /* or NULL */
  NatterResumption       *resumption;     /* with a network */
  guint                   n_running;
  gboolean                makes_titles;
};

NatterKeeper   *natter_chat_find_keeper (NatterChat          *self,
                                         NatterConversation  *conversation);
char           *natter_chat_dup_clean   (const char          *text,
                                         GError             **error);
NatterProvider *natter_chat_resolve     (NatterChat          *self,
                                         NatterConversation  *conversation,
                                         const char          *key,
                                         const char         **model,
                                         GError             **error);
NatterMessage  *natter_chat_new_answer  (NatterProvider      *provider,
                                         const char          *model);
void            natter_chat_start       (NatterChat          *self,
                                         NatterConversation  *conversation,
                                         NatterProvider      *provider,
                                         const char          *model,
                                         NatterMessage       *question,
                                         NatterMessage       *message);

G_END_DECLS
