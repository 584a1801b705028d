/* natter-import.h: conversations from the exports of other programs, and of this one, join those
 * that are here. Main thread only; threads of its own do the work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backup-progress.h"
#include "natter-import-report.h"
#include "natter-keeper.h"

G_BEGIN_DECLS

void                natter_import_async  (NatterKeeper          *keeper,
                                          const char *const     *paths,
                                          NatterBackupProgress  *progress,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
NatterImportReport *natter_import_finish (NatterKeeper          *keeper,
                                          GAsyncResult          *result,
                                          GError               **error);

G_END_DECLS
