/* natter-conversation-record.h: a conversation as it is stored, without its messages. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-stored-conversation.h"

G_BEGIN_DECLS

NatterStoredConversation *natter_conversation_record_new (NatterConversation *conversation);

G_END_DECLS
