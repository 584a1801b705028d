/* natter-conversation-view.h: the transcript: a list view of one conversation, at its end while
 * its reader is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONVERSATION_VIEW (natter_conversation_view_get_type ())
G_DECLARE_FINAL_TYPE (NatterConversationView, natter_conversation_view, NATTER, CONVERSATION_VIEW,
                      AdwBin)

void natter_conversation_view_set_conversation (NatterConversationView *self,
                                                NatterConversation     *conversation);
void natter_conversation_view_jump             (NatterConversationView *self);

G_END_DECLS
