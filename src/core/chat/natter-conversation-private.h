/* natter-conversation-private.h: what the files of NatterConversation share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-message-tree.h"

G_BEGIN_DECLS

struct _NatterConversation
{
  GObject            parent_instance;

  NatterMessageTree *tree;
  NatterGeneration  *generation;

  char              *id;
  char              *title;
  gboolean           title_is_own;   /* not taken from the first message */
  GDateTime         *created;
  GDateTime         *updated;
  char              *model_key;
  char              *draft;          /* what is being written */
  char              *folder_id;
  char              *scroll_id;      /* the message at the top of the window */
  gboolean           is_pinned;
  gboolean           is_archived;
  gint64             trashed_time;   /* milliseconds since 1970, UTC; 0 while it is not trashed */
  gboolean           is_unread;
  gboolean           is_temporary;
  gboolean           is_loaded;
};

/* natter-conversation-facts.c */
void natter_conversation_install_facts (GObjectClass       *klass);
void natter_conversation_facts_clear   (NatterConversation *self);
void natter_conversation_take_title    (NatterConversation *self,
                                        const char         *title);
void natter_conversation_touch         (NatterConversation *self);
void natter_conversation_set_loaded    (NatterConversation *self,
                                        gboolean            is_loaded);
void natter_conversation_notify_busy   (NatterConversation *self);

G_END_DECLS
