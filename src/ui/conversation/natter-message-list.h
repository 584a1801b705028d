/* natter-message-list.h: the messages of a conversation as their rows, those around its reader
 * first. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message-rows.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MESSAGE_LIST (natter_message_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterMessageList, natter_message_list, NATTER, MESSAGE_LIST, GObject)

/* signal "dirty": (NatterMessageRows *rows) their message grew */
NatterMessageList *natter_message_list_new         (NatterConversation *conversation,
                                                    const char         *start_id);
gboolean           natter_message_list_is_complete (NatterMessageList  *self);
void               natter_message_list_extend      (NatterMessageList  *self,
                                                    gint64              until);
void               natter_message_list_start       (NatterMessageList  *self,
                                                    const char         *start_id);
NatterMessageRows *natter_message_list_find        (NatterMessageList  *self,
                                                    const char         *message_id);

G_END_DECLS
