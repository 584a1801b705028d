/* natter-backup-copy.h: a copy of a database while it is in use. Used by the thread that owns the
 * connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backup-progress.h"
#include "natter-store-reader.h"

G_BEGIN_DECLS

gboolean  natter_backup_copy_database (NatterStoreReader     *reader,
                                       NatterDb              *from,
                                       const char            *path,
                                       NatterBackupProgress  *progress,
                                       GError               **error);
gboolean  natter_backup_check         (NatterStoreReader     *reader,
                                       const char            *path,
                                       GError               **error);
gboolean  natter_backup_sync_folder   (const char            *path,
                                       GError               **error);
GError   *natter_backup_error_new     (NatterStoreError       code);
void      natter_backup_explain       (GError               **error);

G_END_DECLS
