/* natter-conversation-record.c: a conversation as it is stored, without its messages. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-record.h"

static gint64
get_milliseconds (GDateTime *time)
{
  return g_date_time_to_unix_usec (time) / 1000;
}

/**
 * natter_conversation_record_new:
 * @conversation: a conversation
 *
 * Returns: (transfer full): what is known of it now; times are UTC milliseconds
 */
NatterStoredConversation *
natter_conversation_record_new (NatterConversation *conversation)
{
  NatterStoredConversation values = {
    .id = natter_conversation_get_id (conversation),
    .title = natter_conversation_get_title (conversation),
    .title_is_own = natter_conversation_title_is_own (conversation),
    .created = get_milliseconds (natter_conversation_get_created (conversation)),
    .updated = get_milliseconds (natter_conversation_get_updated (conversation)),
    .pinned = natter_conversation_is_pinned (conversation),
    .archived = natter_conversation_is_archived (conversation),
    .unread = natter_conversation_is_unread (conversation),
    .folder_id = natter_conversation_get_folder_id (conversation),
    .model_key = natter_conversation_get_model_key (conversation),
    .scroll_id = natter_conversation_get_scroll_id (conversation),
    .draft = natter_conversation_get_draft (conversation),
  };

  return natter_stored_conversation_new (&values);
}
