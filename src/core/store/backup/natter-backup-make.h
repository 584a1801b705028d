/* natter-backup-make.h: making backups and listing those there are. Main thread only; the store's
 * worker does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backup-progress.h"
#include "natter-backup.h"
#include "natter-store.h"

G_BEGIN_DECLS

/* What there is, and whether it has become more. Immutable. */
typedef struct
{
  gboolean   made;         /* a backup was made, and all of it was read back */
  guint      n_missing;    /* attachments that could not be read */
  gint64     size;         /* of the one file that was made elsewhere, or 0 */
  gint64     used;         /* bytes that all of those in the folder take */
  GPtrArray *backups;      /* of NatterBackup: those in the folder, the latest first */
} NatterBackupOutcome;

#define NATTER_TYPE_BACKUP_OUTCOME (natter_backup_outcome_get_type ())
GType                natter_backup_outcome_get_type (void);
NatterBackupOutcome *natter_backup_outcome_ref      (NatterBackupOutcome  *self);
void                 natter_backup_outcome_unref    (NatterBackupOutcome  *self);

void                 natter_backup_list_async       (NatterStore          *store,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
void                 natter_backup_make_async       (NatterStore          *store,
                                                     gint64                limit,
                                                     gboolean              only_when_due,
                                                     NatterBackupProgress *progress,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
void                 natter_backup_save_async       (NatterStore          *store,
                                                     const char           *path,
                                                     NatterBackupProgress *progress,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
NatterBackupOutcome *natter_backup_finish           (NatterStore          *store,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterBackupOutcome, natter_backup_outcome_unref)

G_END_DECLS
