/* chat-run.h: a chat with one account on a scripted server, and a conversation in it. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-chat.h"
#include "natter-test-server.h"

G_BEGIN_DECLS

typedef struct
{
  NatterTestServer   *server;
  NatterChat         *chat;
  NatterProvider     *provider;
  NatterConversation *conversation;
  char               *folder;
  char               *path;      /* of the accounts; written when something saves them */
} ChatRun;

/* Around each test: the account speaks openai-chat, the model is "echo". */
void chat_run_set_up         (ChatRun       *self,
                              gconstpointer  data);
/* base: in place of the server's "/v1" */
void chat_run_set_up_dialect (ChatRun       *self,
                              const char    *dialect,
                              const char    *base);
void chat_run_tear_down      (ChatRun       *self,
                              gconstpointer  data);
void chat_run_choose         (ChatRun       *self,
                              const char    *model);

G_END_DECLS
