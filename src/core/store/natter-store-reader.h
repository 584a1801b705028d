/* natter-store-reader.h: the thread that reads, for as long as it takes. Jobs come from the main
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"
#include "natter-store-link.h"
#include "natter-store.h"

G_BEGIN_DECLS

typedef struct _NatterStoreReader NatterStoreReader;

/* Runs on the reader's thread. Returns: (transfer full) (nullable): the result, never NULL without
 * an error */
typedef gpointer (*NatterStoreReadFunc) (NatterDb     *db,
                                         NatterBlobs  *blobs,
                                         const char   *id,
                                         GError      **error);

/* The same for what is asked with more than an id. */
typedef gpointer (*NatterStoreFindFunc) (NatterDb  *db,
                                         gpointer   query,
                                         GError   **error);

/* The same for what takes long: between its steps it asks natter_store_reader_is_stopped(). */
typedef gpointer (*NatterStoreWorkFunc) (NatterStoreReader  *reader,
                                         NatterDb           *db,
                                         gpointer            query,
                                         GError            **error);

NatterStoreReader *natter_store_reader_new    (const char          *folder,
                                               NatterStoreLink     *link);
void               natter_store_reader_read   (NatterStoreReader   *self,
                                               GTask               *task,
                                               NatterStoreReadFunc  function,
                                               GDestroyNotify       free_result,
                                               const char          *id);
void               natter_store_reader_find   (NatterStoreReader   *self,
                                               GTask               *task,
                                               NatterStoreFindFunc  find,
                                               GDestroyNotify       free_result,
                                               gpointer             query,
                                               GDestroyNotify       free_query);
NatterBlobs       *natter_store_reader_get_blobs (NatterStoreReader *self);
void               natter_store_reader_work   (NatterStoreReader   *self,
                                               GTask               *task,
                                               NatterStoreWorkFunc  work,
                                               GDestroyNotify       free_result,
                                               gpointer             query,
                                               GDestroyNotify       free_query);
gboolean           natter_store_reader_is_stopped (NatterStoreReader *self);
void               natter_store_reader_reopen (NatterStoreReader   *self);
void               natter_store_reader_stop   (NatterStoreReader   *self);
void               natter_store_reader_free   (NatterStoreReader   *self);

/* natter-store-read.c: for the folders below this one. Main thread. */
void               natter_store_find          (NatterStore         *store,
                                               GTask               *task,
                                               NatterStoreFindFunc  find,
                                               GDestroyNotify       free_result,
                                               gpointer             query,
                                               GDestroyNotify       free_query);
void               natter_store_work          (NatterStore         *store,
                                               GTask               *task,
                                               NatterStoreWorkFunc  work,
                                               GDestroyNotify       free_result,
                                               gpointer             query,
                                               GDestroyNotify       free_query);

G_END_DECLS
