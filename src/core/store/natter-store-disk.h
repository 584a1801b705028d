/* natter-store-disk.h: the folder of a store as its writer has it: lock, database, attachments.
 * Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"
#include "natter-store-batch.h"
#include "natter-store-report.h"

G_BEGIN_DECLS

typedef struct
{
  char        *path;      /* of the database */
  NatterBlobs *blobs;
  NatterDb    *db;        /* NULL while it can't be written to */
  int          lock;      /* a file, or -1 */
  gboolean     damaged;   /* found out while it was in use */
  gboolean     folded;    /* what a crash left is in its messages */
} NatterStoreDisk;

NatterStoreDisk *natter_store_disk_new           (const char         *folder);
void             natter_store_disk_free          (NatterStoreDisk    *self);
gboolean         natter_store_disk_open          (NatterStoreDisk    *self,
                                                  NatterStoreReport  *report,
                                                  GError            **error);
void             natter_store_disk_let_go        (NatterStoreDisk    *self,
                                                  gboolean            damaged);
gboolean         natter_store_disk_sweep         (NatterStoreDisk    *self,
                                                  guint              *n_removed,
                                                  GError            **error);
void             natter_store_disk_settle        (NatterStoreDisk    *self);
char            *natter_store_disk_make_path     (const char         *folder);
char            *natter_store_disk_make_blobs    (const char         *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoreDisk, natter_store_disk_free)

G_END_DECLS
