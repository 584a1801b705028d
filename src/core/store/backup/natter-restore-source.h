/* natter-restore-source.h: a backup, made ready to be read. Used by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-store-reader.h"

G_BEGIN_DECLS

typedef struct
{
  NatterDb    *db;           /* of the newest version, nothing in flight in it */
  NatterDb    *attachments;  /* NULL unless they are in the same file */
  NatterBlobs *blobs;        /* beside the file, perhaps none */
  char        *work;         /* the folder of a copy; or NULL */
  gboolean     damaged;      /* not all of the backup could be read */
} NatterRestoreSource;

NatterRestoreSource *natter_restore_source_open      (NatterStoreReader    *reader,
                                                      const char           *path,
                                                      const char           *store_folder,
                                                      GStrv                 scripts,
                                                      GError              **error);
GBytes              *natter_restore_source_load_blob (NatterRestoreSource  *self,
                                                      const char           *name);
void                 natter_restore_source_free      (NatterRestoreSource  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterRestoreSource, natter_restore_source_free)

G_END_DECLS
