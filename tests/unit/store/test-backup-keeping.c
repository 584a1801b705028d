/* test-backup-keeping.c: when a backup is due, which ones are kept, what they are called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-keeping.h"

#include "natter-backup.h"

#define DAY (24 * 60 * 60)

static const struct
{
  const char *name;
  const char *zone;
  const char *now;        /* local */
  const char *made[4];    /* UTC */
  gboolean    due;
} due_cases[] = {
  { "first", "UTC", "2026-11-24T10:00:00", { NULL }, TRUE },
  { "same-day", "UTC", "2026-11-24T23:59:59", { "2026-11-24T00:00:00Z" }, FALSE },
  { "next-day", "UTC", "2026-11-25T00:00:00", { "2026-11-24T23:59:59Z" }, TRUE },
  { "local-day", "+05", "2026-11-25T01:00:00", { "2026-11-24T19:30:00Z" }, FALSE },
  { "local-next-day", "+05", "2026-11-25T01:00:00", { "2026-11-24T18:30:00Z" }, TRUE },
  { "clock-set-back", "UTC", "2026-11-24T01:00:00",
    { "2026-11-25T00:10:00Z", "2026-11-24T02:00:00Z" }, FALSE },
  { "clock-was-wrong", "UTC", "2026-11-24T10:00:00", { "2036-01-01T00:00:00Z" }, TRUE },
  { "same-day-of-another-year", "UTC", "2026-11-24T10:00:00", { "2025-11-24T10:00:00Z" }, TRUE },
};

static void
test_due (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (due_cases[i].zone);
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 (due_cases[i].now, zone);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint j = 0; due_cases[i].made[j]; j++)
    {
      g_autoptr(GDateTime) made = g_date_time_new_from_iso8601 (due_cases[i].made[j], NULL);
      gint64 time = g_date_time_to_unix (made);

      g_array_append_val (times, time);
    }

  g_assert_cmpint (natter_backup_is_due ((const gint64 *) (gpointer) times->data, times->len, now),
                   ==, due_cases[i].due);
}

static guint
count_kept (const NatterBackupCandidate *candidates,
            gsize                        n)
{
  guint n_kept = 0;

  for (gsize i = 0; i < n; i++)
    n_kept += candidates[i].keep;

  return n_kept;
}

static void
test_seven (void)
{
  NatterBackupCandidate candidates[10] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    candidates[i] = (NatterBackupCandidate) { .time = (i * 3 % 10) * DAY, .size = 10 };

  g_assert_cmpint (natter_backup_choose_kept (candidates, 10, 1000), ==, 70);
  g_assert_cmpuint (count_kept (candidates, 10), ==, NATTER_BACKUP_KEPT);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (candidates[i].keep, ==, candidates[i].time >= 3 * DAY);
}

static void
test_size (void)
{
  NatterBackupCandidate candidates[] = {
    { .time = 1, .size = 1 }, { .time = 2, .size = 50 }, { .time = 3, .size = 40 },
    { .time = 4, .size = 60 },
  };

  /* one that is small but older than one that does not fit is not kept in its place */
  g_assert_cmpint (natter_backup_choose_kept (candidates, 4, 120), ==, 100);
  g_assert_cmpuint (count_kept (candidates, 4), ==, 2);
  g_assert_true (candidates[0].keep);
  g_assert_cmpint (candidates[0].time, ==, 4);

  /* the latest always */
  g_assert_cmpint (natter_backup_choose_kept (candidates, 4, 1), ==, 60);
  g_assert_cmpuint (count_kept (candidates, 4), ==, 1);
  g_assert_cmpint (natter_backup_choose_kept (candidates, 0, 1), ==, 0);
}

/* The clock was set back: the one that was made just now is the latest nevertheless. */
static void
test_fresh (void)
{
  NatterBackupCandidate candidates[] = {
    { .time = 8, .size = 10 }, { .time = 1, .size = 10, .fresh = TRUE }, { .time = 9, .size = 10 },
  };

  natter_backup_choose_kept (candidates, 3, 20);
  g_assert_true (candidates[0].fresh && candidates[0].keep);
  g_assert_true (candidates[1].time == 9 && candidates[1].keep);
  g_assert_true (candidates[2].time == 8 && !candidates[2].keep);
}

static GHashTable *
make_blobs (const char *first,
            const char *second)
{
  static gint64 size = 100;
  GHashTable *blobs = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (blobs, (gpointer) first, &size);
  g_hash_table_insert (blobs, (gpointer) second, &size);

  return blobs;
}

static void
test_shared (void)
{
  g_autoptr(GHashTable) first = make_blobs ("a", "b");
  g_autoptr(GHashTable) second = make_blobs ("b", "c");
  g_autoptr(GHashTable) third = make_blobs ("d", "e");
  NatterBackupCandidate candidates[] = {
    { .time = 3, .size = 1, .blobs = first }, { .time = 2, .size = 1, .blobs = second },
    { .time = 1, .size = 1, .blobs = third },
  };

  g_assert_cmpint (natter_backup_choose_kept (candidates, 3, 302), ==, 302);
  g_assert_cmpuint (count_kept (candidates, 3), ==, 2);
}

static const struct
{
  const char *name;
  gboolean    good;
  gboolean    before_update;
} name_cases[] = {
  { "automatic-2026-11-24T143659Z.db", TRUE, FALSE },
  { "before-version-2-2026-11-24T143659Z.db", TRUE, TRUE },
  { "before-version-12-2026-11-24T143659Z.db", TRUE, TRUE },
  { "automatic-2026-13-24T143659Z.db", FALSE, FALSE },
  { "automatic-2026-11-24T143659Z.db-journal", FALSE, FALSE },
  { "automatic-.db", FALSE, FALSE },
  { "before-version-2.db", FALSE, TRUE },
  { "unfinished-backup.db", FALSE, FALSE },
  { "blobs", FALSE, FALSE },
};

static void
test_names (void)
{
  gint64 time = 0;
  gboolean before_update = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (name_cases); i++)
    {
      g_assert_cmpint (natter_backup_parse_name (name_cases[i].name, &time, &before_update), ==,
                       name_cases[i].good);
      g_assert_cmpint (before_update, ==, name_cases[i].before_update);
    }

  for (gint64 wanted = 0; wanted < 4000000000; wanted += 123456789)
    {
      g_autofree char *name = natter_backup_make_name (wanted);

      g_assert_true (natter_backup_parse_name (name, &time, &before_update));
      g_assert_cmpint (time, ==, wanted);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (due_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/backup-keeping/due/", due_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_due);
    }

  g_test_add_func ("/backup-keeping/seven", test_seven);
  g_test_add_func ("/backup-keeping/size", test_size);
  g_test_add_func ("/backup-keeping/fresh", test_fresh);
  g_test_add_func ("/backup-keeping/shared", test_shared);
  g_test_add_func ("/backup-keeping/names", test_names);

  return g_test_run ();
}
