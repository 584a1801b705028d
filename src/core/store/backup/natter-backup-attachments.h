/* natter-backup-attachments.h: attachments within the one file of a backup that a person takes
 * away. Used by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"

G_BEGIN_DECLS

gboolean  natter_backup_has_attachments  (NatterDb     *db);
gboolean  natter_backup_make_attachments (NatterDb     *db,
                                          GError      **error);
gboolean  natter_backup_put_attachment   (NatterDb     *db,
                                          const char   *name,
                                          GBytes       *data,
                                          GError      **error);
GBytes   *natter_backup_load_attachment  (NatterDb     *db,
                                          const char   *name,
                                          GError      **error);

G_END_DECLS
