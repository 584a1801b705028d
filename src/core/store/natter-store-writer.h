/* natter-store-writer.h: the thread that owns the database. Orders come from the main thread and
 * are carried out one after the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-store-batch.h"
#include "natter-store-error.h"
#include "natter-store-link.h"
#include "natter-store-reader.h"
#include "natter-store-report.h"

G_BEGIN_DECLS

typedef struct _NatterStoreWriter NatterStoreWriter;

typedef enum
{
  NATTER_STORE_ORDER_OPEN,     /* gives a NatterStoreReport */
  NATTER_STORE_ORDER_COMMIT,
  NATTER_STORE_ORDER_SWEEP,    /* gives a number */
  NATTER_STORE_ORDER_RETRY,
  NATTER_STORE_ORDER_CLOSE,    /* unless something can't be saved */
  NATTER_STORE_ORDER_ABANDON,  /* saves what can be saved and ends */
} NatterStoreOrderKind;

/* Called on the main thread. */
typedef struct
{
  /* @code: what is wrong, or -1; @n_unsaved: batches that wait */
  void (*state)  (gpointer           store,
                  int                code,
                  guint              n_unsaved);
  void (*report) (gpointer           store,
                  NatterStoreReport *report);
} NatterStoreWriterEvents;

NatterStoreWriter *natter_store_writer_new   (const char                    *folder,
                                              NatterStoreLink               *link,
                                              NatterStoreReader             *reader,
                                              NatterStoreReader             *worker,
                                              const NatterStoreWriterEvents *events);
void               natter_store_writer_order (NatterStoreWriter             *self,
                                              NatterStoreOrderKind           kind,
                                              NatterStoreBatch              *batch,
                                              GTask                         *task);
guint64            natter_store_writer_get_bytes_written (NatterStoreWriter *self);
void               natter_store_writer_join  (NatterStoreWriter             *self);
void               natter_store_writer_free  (NatterStoreWriter             *self);

G_END_DECLS
