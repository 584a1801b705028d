/* natter-store-batch.h: changes that are stored together or not at all. Filled on the main thread;
 * nobody changes it after it was committed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-stored-conversation.h"
#include "natter-stored-folder.h"
#include "natter-stored-message.h"

G_BEGIN_DECLS

typedef struct _NatterStoreBatch NatterStoreBatch;

#define NATTER_TYPE_STORE_BATCH (natter_store_batch_get_type ())
GType             natter_store_batch_get_type      (void);
NatterStoreBatch *natter_store_batch_new           (void);
NatterStoreBatch *natter_store_batch_ref           (NatterStoreBatch         *self);
void              natter_store_batch_unref         (NatterStoreBatch         *self);
gboolean          natter_store_batch_is_empty      (NatterStoreBatch         *self);

/* natter-store-conversations.c */
void natter_store_batch_put_conversation     (NatterStoreBatch         *self,
                                              NatterStoredConversation *conversation);
void natter_store_batch_set_draft            (NatterStoreBatch         *self,
                                              const char               *conversation_id,
                                              const char               *text);

/* natter-store-folders.c */
void natter_store_batch_put_folder           (NatterStoreBatch         *self,
                                              NatterStoredFolder       *folder);

/* natter-store-messages.c */
void natter_store_batch_put_message          (NatterStoreBatch         *self,
                                              NatterStoredMessage      *message);
void natter_store_batch_edit_message         (NatterStoreBatch         *self,
                                              NatterStoredMessage      *message);
void natter_store_batch_choose_message       (NatterStoreBatch         *self,
                                              const char               *id);

/* natter-store-trash.c */
void natter_store_batch_trash_conversation   (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_restore_conversation (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_trash_folder         (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_restore_folder       (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_trash_message        (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_trash_branch         (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_restore_message      (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_delete_conversation  (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_delete_folder        (NatterStoreBatch         *self,
                                              const char               *id);
void natter_store_batch_purge                (NatterStoreBatch         *self,
                                              gint64                    before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoreBatch, natter_store_batch_unref)

G_END_DECLS
