/* natter-test-talk.h: a conversation in few words, for tests of what is made of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-error.h"

G_BEGIN_DECLS

void           natter_test_talk_ask    (NatterConversation *conversation,
                                        const char         *text);
NatterMessage *natter_test_talk_begin  (NatterConversation *conversation,
                                        const char         *text);
NatterMessage *natter_test_talk_answer (NatterConversation *conversation,
                                        const char         *text,
                                        NatterEnd           end);
NatterMessage *natter_test_talk_fail   (NatterConversation *conversation,
                                        const char         *text,
                                        NatterEnd           end,
                                        NatterError         code,
                                        const char         *sentence);
void           natter_test_talk_append (NatterMessage      *message,
                                        NatterDeltaKind     kind,
                                        const char         *text);

G_END_DECLS
