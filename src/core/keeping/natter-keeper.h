/* natter-keeper.h: keeps the conversations of a chat in a store: what is said before it is sent,
 * what is answered while it comes, and what is changed. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backups.h"
#include "natter-conversation-list.h"
#include "natter-delta.h"
#include "natter-folder-list.h"
#include "natter-store.h"

G_BEGIN_DECLS

#define NATTER_TYPE_KEEPER (natter_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NatterKeeper, natter_keeper, NATTER, KEEPER, GObject)

/* signals "opened": the conversations and the draft of the new chat are here; "unreadable":
 * (const char *reason) a conversation's messages could not be loaded */
NatterKeeper      *natter_keeper_new            (NatterStore            *store,
                                                 NatterConversationList *conversations);
void               natter_keeper_set_folders    (NatterKeeper           *self,
                                                 NatterFolderList       *folders);
NatterStore       *natter_keeper_get_store      (NatterKeeper           *self);
gboolean           natter_keeper_is_open        (NatterKeeper           *self);
NatterBackups     *natter_keeper_get_backups    (NatterKeeper           *self);
void               natter_keeper_open_async     (NatterKeeper           *self,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
NatterStoreReport *natter_keeper_open_finish    (NatterKeeper           *self,
                                                 GAsyncResult           *result,
                                                 GError                **error);
void               natter_keeper_load           (NatterKeeper           *self,
                                                 NatterConversation     *conversation);
/* natter-keeper-read.c */
void               natter_keeper_read_async     (NatterKeeper           *self,
                                                 NatterConversation     *conversation,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
NatterConversation *natter_keeper_read_finish   (NatterKeeper           *self,
                                                 GAsyncResult           *result,
                                                 GError                **error);
/* "Saved before sent": the function is called once both are stored, or can't be for now. */
typedef void     (*NatterKeeperFunc)            (gpointer                data);
void               natter_keeper_begin          (NatterKeeper           *self,
                                                 NatterConversation     *conversation,
                                                 NatterMessage          *question,
                                                 NatterMessage          *answer,
                                                 NatterKeeperFunc        func,
                                                 gpointer                data,
                                                 GDestroyNotify          destroy);
void               natter_keeper_append         (NatterKeeper           *self,
                                                 NatterMessage          *answer,
                                                 const NatterDelta      *delta);
void               natter_keeper_finish         (NatterKeeper           *self,
                                                 NatterConversation     *conversation,
                                                 NatterMessage          *answer);
void               natter_keeper_add            (NatterKeeper           *self,
                                                 NatterConversation     *conversation);
void               natter_keeper_edit           (NatterKeeper           *self,
                                                 NatterConversation     *conversation,
                                                 NatterMessage          *message);
void               natter_keeper_trash          (NatterKeeper           *self,
                                                 NatterMessage          *message,
                                                 gboolean                branch);
void               natter_keeper_untrash        (NatterKeeper           *self,
                                                 NatterMessage          *message);
void               natter_keeper_set_new_draft  (NatterKeeper           *self,
                                                 const char             *text);
const char        *natter_keeper_get_new_draft  (NatterKeeper           *self);
void               natter_keeper_flush          (NatterKeeper           *self);
/* natter-keeper-merge.c */
void               natter_keeper_refresh        (NatterKeeper           *self);

G_END_DECLS
