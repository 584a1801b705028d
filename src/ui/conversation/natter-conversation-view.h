/* natter-conversation-view.h: the transcript: a list view of one conversation, at its end while
 * its reader is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation.h"
#include "natter-search-query.h"
#include "natter-surface.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONVERSATION_VIEW (natter_conversation_view_get_type ())
G_DECLARE_FINAL_TYPE (NatterConversationView, natter_conversation_view, NATTER, CONVERSATION_VIEW,
                      AdwBin)

void               natter_conversation_view_set_conversation (NatterConversationView *self,
                                                              NatterConversation     *conversation);
gboolean           natter_conversation_view_is_complete      (NatterConversationView *self);
void               natter_conversation_view_keep_place       (NatterConversationView *self);
void               natter_conversation_view_jump             (NatterConversationView *self);
void               natter_conversation_view_scroll           (NatterConversationView *self,
                                                              GtkScrollType           scroll);
void               natter_conversation_view_show_message     (NatterConversationView *self,
                                                              const char             *message_id,
                                                              NatterSearchQuery      *query);
/* whose words are marked; until another conversation is shown, or Escape */
NatterSearchQuery *natter_conversation_view_get_query        (NatterConversationView *self);
NatterSurface     *natter_conversation_view_get_surface      (NatterConversationView *self);

G_END_DECLS
