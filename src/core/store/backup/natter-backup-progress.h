/* natter-backup-progress.h: how far something has come, told by one thread and looked at by
 * another. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NatterBackupProgress NatterBackupProgress;

NatterBackupProgress *natter_backup_progress_new   (void);
NatterBackupProgress *natter_backup_progress_ref   (NatterBackupProgress *self);
void                  natter_backup_progress_unref (NatterBackupProgress *self);
void                  natter_backup_progress_set   (NatterBackupProgress *self,
                                                    gint64                done,
                                                    gint64                total);
double                natter_backup_progress_get   (NatterBackupProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterBackupProgress, natter_backup_progress_unref)

G_END_DECLS
