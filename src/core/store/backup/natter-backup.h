/* natter-backup.h: one backup of the conversations as it is on the disk. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char     *path;
  gint64    time;             /* when it was made, seconds since 1970, UTC */
  gint64    size;             /* bytes, with the attachments that it holds */
  gint64    n_conversations;  /* -1: it can't be read */
  gboolean  before_update;    /* made before the conversations were brought to a newer version */
} NatterBackup;

#define NATTER_TYPE_BACKUP (natter_backup_get_type ())
GType         natter_backup_get_type (void);
NatterBackup *natter_backup_new      (const char   *path,
                                      gint64        time);
NatterBackup *natter_backup_ref      (NatterBackup *self);
void          natter_backup_unref    (NatterBackup *self);

/* The names of backups. */
char         *natter_backup_make_name  (gint64      time);
gboolean      natter_backup_parse_name (const char *name,
                                        gint64     *time,
                                        gboolean   *before_update);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterBackup, natter_backup_unref)

G_END_DECLS
