/* natter-backup-text.h: backups in words. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backups.h"

G_BEGIN_DECLS

char *natter_backup_text_dup_time     (gint64                     time,
                                       GDateTime                 *now);
char *natter_backup_text_dup_contents (const NatterBackup        *backup);
char *natter_backup_text_dup_last     (NatterBackupOutcome       *outcome,
                                       GDateTime                 *now);
char *natter_backup_text_dup_report   (const NatterRestoreReport *report);

G_END_DECLS
