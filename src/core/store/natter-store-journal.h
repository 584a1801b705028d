/* natter-store-journal.h: what was read of answers in flight: collected on the main thread,
 * appended to the journal and folded by the writer's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"
#include "natter-delta.h"
#include "natter-store-batch.h"

G_BEGIN_DECLS

typedef struct _NatterStoreJournal NatterStoreJournal;

NatterStoreJournal *natter_store_journal_new      (void);
void                natter_store_journal_free     (NatterStoreJournal *self);
void                natter_store_journal_append   (NatterStoreJournal *self,
                                                   const char         *message_id,
                                                   const NatterDelta  *delta);
gboolean            natter_store_journal_is_empty (NatterStoreJournal *self);
NatterStoreBatch   *natter_store_journal_take     (NatterStoreJournal *self);

/* natter-store-fold.c */
gboolean            natter_store_fold             (NatterDb           *db,
                                                   NatterBlobs        *blobs,
                                                   GStrv              *interrupted,
                                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoreJournal, natter_store_journal_free)

G_END_DECLS
