/* natter-store-merge.h: what another store had, to be added where it is missing. Filled by the
 * thread that reads that store, written by the writer's, counted by the main thread, in this order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-store-batch.h"

G_BEGIN_DECLS

typedef struct _NatterStoreMerge NatterStoreMerge;

/* What was not there. */
typedef struct
{
  guint n_folders;
  guint n_conversations;
  guint n_messages;
  guint n_edits;
  guint n_drafts;
  guint n_attachments;
} NatterStoreMergeCounts;

NatterStoreMerge *natter_store_merge_new              (void);
NatterStoreMerge *natter_store_merge_ref              (NatterStoreMerge         *self);
void              natter_store_merge_unref            (NatterStoreMerge         *self);
void              natter_store_merge_add_folder       (NatterStoreMerge         *self,
                                                       NatterStoredFolder       *folder);
void              natter_store_merge_add_conversation (NatterStoreMerge         *self,
                                                       NatterStoredConversation *conversation);
void              natter_store_merge_add_message      (NatterStoreMerge         *self,
                                                       NatterStoredMessage      *message,
                                                       GPtrArray                *edits);
void              natter_store_merge_add_draft        (NatterStoreMerge         *self,
                                                       const char               *conversation_id,
                                                       const char               *text);
void              natter_store_merge_add_attachment   (NatterStoreMerge         *self,
                                                       GBytes                   *data);
guint             natter_store_merge_get_n_items      (NatterStoreMerge         *self);
gsize             natter_store_merge_get_size         (NatterStoreMerge         *self);
void              natter_store_merge_count            (NatterStoreMerge         *self,
                                                       NatterStoreMergeCounts   *counts);
void              natter_store_batch_merge            (NatterStoreBatch         *self,
                                                       NatterStoreMerge         *merge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoreMerge, natter_store_merge_unref)

G_END_DECLS
