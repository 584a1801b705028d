/* natter-backup-keeping.h: when a backup is due, and which ones are kept. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NATTER_BACKUP_KEPT 7

/* One that might be kept. */
typedef struct
{
  gint64      time;   /* seconds since 1970, UTC */
  gint64      size;   /* bytes of the file itself */
  GHashTable *blobs;  /* name → size, a gint64: the attachments it refers to; or NULL */
  gboolean    fresh;  /* was made just now */
  gboolean    keep;   /* is set */
} NatterBackupCandidate;

gboolean  natter_backup_is_due         (const gint64          *times,
                                        gsize                  n_times,
                                        GDateTime             *now);
gint64    natter_backup_choose_kept    (NatterBackupCandidate *candidates,
                                        gsize                  n_candidates,
                                        gint64                 limit);

G_END_DECLS
