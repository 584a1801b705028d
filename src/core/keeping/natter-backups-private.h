/* natter-backups-private.h: what the files of NatterBackups share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-backups.h"

G_BEGIN_DECLS

struct _NatterBackups
{
  GObject               parent_instance;

  NatterStore          *store;
  gboolean              automatic;
  guint                 limit;       /* megabytes */
  guint                 check_id;
  GCancellable         *daily;       /* of the daily backup that is being made; or NULL */
  NatterBackupOutcome  *outcome;     /* what there was at the last look; or NULL */
  GError               *error;       /* why the last daily backup was not made; or NULL */
  gboolean              told_damage;

  /* what a person asked for */
  GCancellable         *asked;       /* NULL while there is nothing */
  NatterBackupProgress *progress;
  guint                 look_id;
  double                fraction;
};

void natter_backups_notify_busy   (NatterBackups *self);
void natter_backups_set_fraction  (NatterBackups *self,
                                   double         fraction);
void natter_backups_tell_restored (NatterBackups *self);

G_END_DECLS
