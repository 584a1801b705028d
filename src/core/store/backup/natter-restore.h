/* natter-restore.h: a backup merged into the open store. Main thread only; the store's threads do
 * the work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backup-progress.h"
#include "natter-store.h"

G_BEGIN_DECLS

/* What was added, and what could not be. Immutable. */
typedef struct
{
  guint    n_folders;
  guint    n_conversations;
  guint    n_messages;
  guint    n_edits;        /* former texts of messages that were here */
  guint    n_drafts;
  guint    n_attachments;
  guint    n_unreadable;
  gboolean damaged;        /* of the backup, not all could be read */
} NatterRestoreReport;

#define NATTER_TYPE_RESTORE_REPORT (natter_restore_report_get_type ())
GType                natter_restore_report_get_type (void);
NatterRestoreReport *natter_restore_report_ref      (NatterRestoreReport   *self);
void                 natter_restore_report_unref    (NatterRestoreReport   *self);

void                 natter_restore_async           (NatterStore           *store,
                                                     const char            *path,
                                                     NatterBackupProgress  *progress,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
NatterRestoreReport *natter_restore_finish          (NatterStore           *store,
                                                     GAsyncResult          *result,
                                                     GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterRestoreReport, natter_restore_report_unref)

G_END_DECLS
