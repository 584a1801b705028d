/* natter-message-record.h: a message as it is stored, on the main thread only; and back, on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-conversation.h"
#include "natter-stored-message.h"

G_BEGIN_DECLS

NatterStoredMessage *natter_message_record_new     (NatterConversation  *conversation,
                                                    NatterMessage       *message);
NatterMessage       *natter_message_record_restore (NatterStoredMessage *record,
                                                    NatterBlobs         *blobs);

G_END_DECLS
