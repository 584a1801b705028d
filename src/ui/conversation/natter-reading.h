/* natter-reading.h: where the reader of a conversation is: kept with the conversation, gone back
 * to, and moved to a message. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-follow.h"
#include "natter-message-list.h"
#include "natter-place.h"
#include "natter-search-query.h"

G_BEGIN_DECLS

#define NATTER_TYPE_READING (natter_reading_get_type ())
G_DECLARE_FINAL_TYPE (NatterReading, natter_reading, NATTER, READING, GObject)

/* signal "shown": (NatterRow *row, NatterSearchQuery *query) a message was asked for, and this row
 * of it is in sight; the query is what was looked for, or NULL */
NatterReading *natter_reading_new              (GtkScrolledWindow  *scroller,
                                                NatterPlace        *place,
                                                NatterFollow       *follow);
void           natter_reading_set_conversation (NatterReading      *self,
                                                NatterConversation *conversation,
                                                NatterMessageList  *messages);
char          *natter_reading_dup_message_id   (NatterConversation *conversation);
void           natter_reading_keep             (NatterReading      *self);
void           natter_reading_jump             (NatterReading      *self);
void           natter_reading_scroll           (NatterReading      *self,
                                                GtkScrollType       scroll);
void           natter_reading_stay             (NatterReading      *self);
void           natter_reading_show_message     (NatterReading      *self,
                                                const char         *message_id,
                                                NatterSearchQuery  *query);

G_END_DECLS
