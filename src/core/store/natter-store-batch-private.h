/* natter-store-batch-private.h: what the files that add changes to a batch share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"
#include "natter-store-batch.h"

G_BEGIN_DECLS

typedef struct _NatterStoreChange NatterStoreChange;

/* Runs on the writer's thread within a transaction, and again when that failed. Where the disk
 * fails at the last moment the transaction may be there nevertheless: the second time must not
 * differ. */
typedef gboolean (*NatterStoreApplyFunc) (const NatterStoreChange  *self,
                                          NatterDb                 *db,
                                          NatterBlobs              *blobs,
                                          GError                  **error);

struct _NatterStoreChange
{
  NatterStoreApplyFunc  apply;
  char                 *id;
  char                 *text;
  gint64                number;
  gpointer              record;
  GDestroyNotify        free_record;
};

NatterStoreChange *natter_store_batch_add          (NatterStoreBatch      *self,
                                                    NatterStoreApplyFunc   apply,
                                                    const char            *id);
void               natter_store_batch_set_fleeting (NatterStoreBatch      *self);
void               natter_store_batch_seal         (NatterStoreBatch      *self);
gboolean           natter_store_batch_write        (NatterStoreBatch      *self,
                                                    NatterDb              *db,
                                                    NatterBlobs           *blobs,
                                                    GError               **error);
gboolean           natter_store_must_exist         (NatterDb              *db,
                                                    const char            *count,
                                                    const char            *id,
                                                    GError               **error);
gint64             natter_store_now                (void);

G_END_DECLS
