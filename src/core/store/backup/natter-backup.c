/* natter-backup.c: one backup of the conversations as it is on the disk, and what its file is
 * called. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup.h"

#include <string.h>

#define AUTOMATIC     "automatic-"
#define BEFORE_UPDATE "before-version-"
#define ENDING        ".db"
#define TIME_FORMAT   "%Y-%m-%dT%H%M%SZ"
#define TIME_LENGTH   18

G_DEFINE_BOXED_TYPE (NatterBackup, natter_backup, natter_backup_ref, natter_backup_unref)

static void
clear (NatterBackup *self)
{
  g_free (self->path);
}

/* natter_backup_new:
 *
 * Returns: (transfer full): a backup of which nothing else is known yet; fill it before anybody
 *   else sees it */
NatterBackup *
natter_backup_new (const char *path,
                   gint64      time)
{
  NatterBackup *self = g_atomic_rc_box_new0 (NatterBackup);

  self->path = g_strdup (path);
  self->time = time;
  self->n_conversations = -1;

  return self;
}

NatterBackup *
natter_backup_ref (NatterBackup *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_backup_unref (NatterBackup *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * natter_backup_make_name:
 * @time: seconds since 1970, UTC
 *
 * Returns: (transfer full): what a daily backup is called; names sort by time
 */
char *
natter_backup_make_name (gint64 time)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (time);
  g_autofree char *words = g_date_time_format (moment, TIME_FORMAT);

  return g_strconcat (AUTOMATIC, words, ENDING, NULL);
}

static gboolean
parse_time (const char *text,
            gint64     *time)
{
  g_autofree char *iso = NULL;
  g_autoptr(GDateTime) moment = NULL;

  if (strlen (text) != TIME_LENGTH + strlen (ENDING) || !g_str_has_suffix (text, ENDING))
    return FALSE;

  /* 2026-11-24T143659Z, but with colons */
  iso = g_strdup_printf ("%.13s:%.2s:%.3s", text, text + 13, text + 15);
  moment = g_date_time_new_from_iso8601 (iso, NULL);
  if (!moment)
    return FALSE;

  *time = g_date_time_to_unix (moment);
  return TRUE;
}

/**
 * natter_backup_parse_name:
 * @name: of a file
 * @time: (out): when it was made, seconds since 1970, UTC
 * @before_update: (out): whether that was before a migration
 *
 * Returns: whether it is the name of a backup
 */
gboolean
natter_backup_parse_name (const char *name,
                          gint64     *time,
                          gboolean   *before_update)
{
  const char *rest = NULL;

  *before_update = g_str_has_prefix (name, BEFORE_UPDATE);
  if (*before_update)
    {
      rest = strchr (name + strlen (BEFORE_UPDATE), '-');
      return rest && parse_time (rest + 1, time);
    }

  return g_str_has_prefix (name, AUTOMATIC) && parse_time (name + strlen (AUTOMATIC), time);
}
