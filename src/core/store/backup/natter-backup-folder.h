/* natter-backup-folder.h: the folder of the backups that are made by themselves: a file each, and
 * the attachments of all of them together. Used by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backup-copy.h"
#include "natter-backup.h"

G_BEGIN_DECLS

char       *natter_backup_folder_make_path  (const char   *store_folder);
char       *natter_backup_folder_make_blobs (const char   *folder);
GPtrArray  *natter_backup_folder_list       (const char   *folder,
                                             gint64       *used);
GArray     *natter_backup_folder_list_times (const char   *folder);
gboolean    natter_backup_folder_prepare    (const char   *folder,
                                             GError      **error);
char       *natter_backup_folder_take_in    (const char   *folder,
                                             const char   *unfinished,
                                             gint64        time,
                                             GError      **error);
gboolean    natter_backup_folder_keep       (const char   *folder,
                                             const char   *fresh,
                                             gint64        limit,
                                             GError      **error);

/* What a database refers to. */
GPtrArray  *natter_backup_list_blobs        (NatterDb     *db,
                                             GError      **error);

G_END_DECLS
