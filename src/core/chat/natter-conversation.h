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
NatterConversation *natter_conversation_new_stored     (const char         *id,
                                                        const char         *title,
                                                        gboolean            title_is_own,
                                                        GDateTime          *created,
                                                        GDateTime          *updated);
gboolean            natter_conversation_is_empty       (NatterConversation *self);
NatterMessage      *natter_conversation_get_last       (NatterConversation *self);
void                natter_conversation_append         (NatterConversation *self,
                                                        NatterMessage      *message);
void                natter_conversation_add_sibling    (NatterConversation *self,
                                                        NatterMessage      *of,
                                                        NatterMessage      *message);
void                natter_conversation_restore        (NatterConversation *self,
                                                        NatterMessage      *parent,
                                                        NatterMessage      *message,
                                                        gboolean            chosen,
                                                        const char         *trashed_with);
void                natter_conversation_finish_restore (NatterConversation *self);
NatterMessage      *natter_conversation_find           (NatterConversation *self,
                                                        const char         *id);
NatterMessage      *natter_conversation_get_parent     (NatterConversation *self,
                                                        NatterMessage      *message);
guint               natter_conversation_get_place      (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        gboolean           *chosen);
guint               natter_conversation_get_n_siblings (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        guint              *index);
/* signal "chosen": (NatterMessage *message) is shown in its place */
void                natter_conversation_show           (NatterConversation *self,
                                                        NatterMessage      *message);
void                natter_conversation_show_sibling   (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        int                 step);
void                natter_conversation_trash          (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        gboolean            branch);
void                natter_conversation_untrash        (NatterConversation *self,
                                                        NatterMessage      *message);
gboolean            natter_conversation_is_deleted     (NatterConversation *self,
                                                        NatterMessage      *message);
void                natter_conversation_edit           (NatterConversation *self,
                                                        NatterMessage      *message,
                                                        const char         *text);
GPtrArray          *natter_conversation_dup_path       (NatterConversation *self,
                                                        NatterMessage      *until);
GPtrArray          *natter_conversation_dup_messages   (NatterConversation *self);
NatterGeneration   *natter_conversation_get_generation (NatterConversation *self);
void                natter_conversation_set_generation (NatterConversation *self,
                                                        NatterGeneration   *generation);
gboolean            natter_conversation_is_busy        (NatterConversation *self);

/* natter-conversation-facts.c: each is a property of this name */
const char         *natter_conversation_get_id         (NatterConversation *self);
const char         *natter_conversation_get_title      (NatterConversation *self);
void                natter_conversation_set_title      (NatterConversation *self,
                                                        const char         *title);
gboolean            natter_conversation_title_is_own   (NatterConversation *self);
GDateTime          *natter_conversation_get_created    (NatterConversation *self);
GDateTime          *natter_conversation_get_updated    (NatterConversation *self);
gboolean            natter_conversation_is_loaded      (NatterConversation *self);
const char         *natter_conversation_get_draft      (NatterConversation *self);
void                natter_conversation_set_draft      (NatterConversation *self,
                                                        const char         *draft);
const char         *natter_conversation_get_model_key  (NatterConversation *self);
void                natter_conversation_set_model_key  (NatterConversation *self,
                                                        const char         *model_key);
const char         *natter_conversation_get_folder_id  (NatterConversation *self);
void                natter_conversation_set_folder_id  (NatterConversation *self,
                                                        const char         *folder_id);
const char         *natter_conversation_get_scroll_id  (NatterConversation *self);
void                natter_conversation_set_scroll_id  (NatterConversation *self,
                                                        const char         *scroll_id);
gboolean            natter_conversation_is_pinned      (NatterConversation *self);
void                natter_conversation_set_pinned     (NatterConversation *self,
                                                        gboolean            is_pinned);
gboolean            natter_conversation_is_archived    (NatterConversation *self);
void                natter_conversation_set_archived   (NatterConversation *self,
                                                        gboolean            is_archived);
gboolean            natter_conversation_is_trashed     (NatterConversation *self);
void                natter_conversation_set_trashed    (NatterConversation *self,
                                                        gboolean            is_trashed);
gint64              natter_conversation_get_trashed_time (NatterConversation *self);
void                natter_conversation_set_trashed_time (NatterConversation *self,
                                                          gint64             trashed_time);
gboolean            natter_conversation_is_unread      (NatterConversation *self);
void                natter_conversation_set_unread     (NatterConversation *self,
                                                        gboolean            is_unread);
gboolean            natter_conversation_is_temporary   (NatterConversation *self);
void                natter_conversation_set_temporary  (NatterConversation *self,
                                                        gboolean            is_temporary);

G_END_DECLS
