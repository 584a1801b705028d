/* natter-backups.h: the backups of a store: one a day by itself, others when a person asks. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backup-make.h"
#include "natter-restore.h"

G_BEGIN_DECLS

#define NATTER_TYPE_BACKUPS (natter_backups_get_type ())
G_DECLARE_FINAL_TYPE (NatterBackups, natter_backups, NATTER, BACKUPS, GObject)

/* properties "automatic", "limit" (megabytes), "busy" and "fraction": of what a person asked for;
 * signals "changed": there are others, or there is another error; "damaged": (const char *words)
 * the daily backup met damage; "restored": the store has more than before */
NatterBackups       *natter_backups_new            (NatterStore          *store);
NatterStore         *natter_backups_get_store      (NatterBackups        *self);
char                *natter_backups_dup_folder     (NatterBackups        *self);
gboolean             natter_backups_get_automatic  (NatterBackups        *self);
void                 natter_backups_set_automatic  (NatterBackups        *self,
                                                    gboolean              automatic);
guint                natter_backups_get_limit      (NatterBackups        *self);
void                 natter_backups_set_limit      (NatterBackups        *self,
                                                    guint                 limit);
gboolean             natter_backups_is_busy        (NatterBackups        *self);
double               natter_backups_get_fraction   (NatterBackups        *self);
NatterBackupOutcome *natter_backups_get_outcome    (NatterBackups        *self);
const GError        *natter_backups_get_error      (NatterBackups        *self);
void                 natter_backups_check          (NatterBackups        *self);
void                 natter_backups_refresh        (NatterBackups        *self);
void                 natter_backups_cancel         (NatterBackups        *self);
void                 natter_backups_save_async     (NatterBackups        *self,
                                                    const char           *path,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
NatterBackupOutcome *natter_backups_save_finish    (NatterBackups        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void                 natter_backups_restore_async  (NatterBackups        *self,
                                                    const char           *path,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
NatterRestoreReport *natter_backups_restore_finish (NatterBackups        *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
