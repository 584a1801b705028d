/* natter-conversation.h: a tree of messages; as a GListModel, the path of it that is shown. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONVERSATION (natter_conversation_get_type ())
G_DECLARE_FINAL_TYPE (NatterConversation, natter_conversation, NATTER, CONVERSATION, GObject)

typedef struct _NatterGeneration NatterGeneration;

NatterConversation *natter_conversation_new            (void);
const char         *natter_conversation_get_id         (NatterConversation *self);
const char         *natter_conversation_get_title      (NatterConversation *self);
void                natter_conversation_set_title      (NatterConversation *self,
                                                        const char         *title);
GDateTime          *natter_conversation_get_updated    (NatterConversation *self);
gboolean            natter_conversation_is_empty       (NatterConversation *self);
NatterMessage      *natter_conversation_get_last       (NatterConversation *self);
void                natter_conversation_append         (NatterConversation *self,
                                                        NatterMessage      *message);
void                natter_conversation_add_sibling    (NatterConversation *self,
                                                        NatterMessage      *of,
                                                        NatterMessage      *message);
NatterMessage      *natter_conversation_get_parent     (NatterConversation *self,
                                                        NatterMessage      *message);
guint               natter_conversation_get_n_siblings (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        guint              *index);
void                natter_conversation_show_sibling   (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        int                 step);
GPtrArray          *natter_conversation_dup_path       (NatterConversation *self,
                                                        NatterMessage      *until);
GPtrArray          *natter_conversation_dup_messages   (NatterConversation *self);
const char         *natter_conversation_get_model_key  (NatterConversation *self);
void                natter_conversation_set_model_key  (NatterConversation *self,
                                                        const char         *model_key);
const char         *natter_conversation_get_draft      (NatterConversation *self);
void                natter_conversation_set_draft      (NatterConversation *self,
                                                        const char         *draft);
NatterGeneration   *natter_conversation_get_generation (NatterConversation *self);
void                natter_conversation_set_generation (NatterConversation *self,
                                                        NatterGeneration   *generation);
gboolean            natter_conversation_is_busy        (NatterConversation *self);

G_END_DECLS
