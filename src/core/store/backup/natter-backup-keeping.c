/* natter-backup-keeping.c: when a backup is due, and which ones are kept. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-keeping.h"

#include <stdlib.h>

/**
 * natter_backup_is_due:
 * @times: (array length=n_times): when the ones that are there were made, seconds since 1970, UTC
 * @n_times: how many
 * @now: the present, in the time zone of the person
 *
 * One backup belongs to each day of the person's calendar. A clock that is set back comes to a day
 * that has one already, or gets one for that day: there is never a second one for the same day, and
 * a day in the future, from a clock that was wrong, holds nothing up.
 *
 * Returns: whether today has none yet
 */
gboolean
natter_backup_is_due (const gint64 *times,
                      gsize         n_times,
                      GDateTime    *now)
{
  for (gsize i = 0; i < n_times; i++)
    {
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (times[i]);
      g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));

      if (g_date_time_get_year (local) == g_date_time_get_year (now) &&
          g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now))
        return FALSE;
    }

  return TRUE;
}

/* The fresh one first, then the latest. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const NatterBackupCandidate *first = a;
  const NatterBackupCandidate *second = b;

  if (first->fresh != second->fresh)
    return first->fresh ? -1 : 1;

  return (first->time < second->time) - (first->time > second->time);
}

/* Counts only what none before it has. */
static gint64
count_new (const NatterBackupCandidate *self,
           GHashTable                  *known,
           gboolean                     note)
{
  gint64 size = self->size;
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer bytes = NULL;

  if (!self->blobs)
    return size;

  g_hash_table_iter_init (&iter, self->blobs);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      if (!g_hash_table_contains (known, name))
        size += *(const gint64 *) bytes;
      if (note)
        g_hash_table_add (known, name);
    }

  return size;
}

/**
 * natter_backup_choose_kept:
 * @candidates: (array length=n_candidates): in any order; sorted, and told whether they are kept
 * @n_candidates: how many
 * @limit: bytes that all of them may have
 *
 * Keeps the latest %NATTER_BACKUP_KEPT, as many of them as fit; the latest one in any case. An
 * attachment that several of them hold is there once and counts once. One that was made just now is
 * the latest whatever the clock says.
 *
 * Returns: bytes that the kept ones have
 */
gint64
natter_backup_choose_kept (NatterBackupCandidate *candidates,
                           gsize                  n_candidates,
                           gint64                 limit)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 total = 0;
  gboolean fits = TRUE;

  if (n_candidates > 0)
    qsort (candidates, n_candidates, sizeof *candidates, compare);

  for (gsize i = 0; i < n_candidates; i++)
    {
      gint64 size = count_new (&candidates[i], known, FALSE);

      fits = fits && i < NATTER_BACKUP_KEPT && (i == 0 || total + size <= limit);
      candidates[i].keep = fits;
      if (fits)
        total += count_new (&candidates[i], known, TRUE);
    }

  return total;
}
