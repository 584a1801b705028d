/* natter-backup-progress.c: how far something has come, told by one thread and looked at by
 * another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-progress.h"

#include "natter-store-link.h"

#define THOUSANDTHS 1000

struct _NatterBackupProgress
{
  gatomicrefcount references;
  int             thousandths;  /* atomic */
};

NatterBackupProgress *
natter_backup_progress_new (void)
{
  NatterBackupProgress *self = g_new0 (NatterBackupProgress, 1);

  g_atomic_ref_count_init (&self->references);

  return self;
}

NatterBackupProgress *
natter_backup_progress_ref (NatterBackupProgress *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_backup_progress_unref (NatterBackupProgress *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_free (self);
}

void
natter_backup_progress_set (NatterBackupProgress *self,
                            gint64                done,
                            gint64                total)
{
  g_atomic_int_set (&self->thousandths, total > 0 ? (int) (done * THOUSANDTHS / total) : 0);
}

/* Returns: from 0 to 1 */
double
natter_backup_progress_get (NatterBackupProgress *self)
{
  return g_atomic_int_get (&self->thousandths) / (double) THOUSANDTHS;
}
