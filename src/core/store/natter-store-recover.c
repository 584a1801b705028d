/* natter-store-recover.c: a damaged file is set aside under a dated name and never written to; what
 * can be read of it goes into a new one. The new one is whole before the old one is moved, so that
 * a crash at any moment leaves a way on. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-recover.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "natter-schema.h"

#define HEADER_SIZE 100
#define PAGE_SIZE   4096
#define INTERIOR    0x05 /* the first byte of a page that leads to others */

static void
remove_all (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static gboolean
move (const char  *from,
      const char  *to,
      GError     **error)
{
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;

  g_propagate_error (error, natter_store_error_new_errno (errno));
  return FALSE;
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  g_autoptr(GError) failed = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL,
                   NULL, NULL, &failed))
    return g_chmod (to, 0600) == 0;

  if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DISK_FULL));
  else
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DISK));
  return FALSE;
}

/* natter_store_recover_copy:
 * @path: a database that nobody has open
 * @copy: what takes its place is removed
 *
 * Copies it, and its log, which holds what was written last. Any thread. */
gboolean
natter_store_recover_copy (const char  *path,
                           const char  *copy,
                           GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *copy_log = g_strconcat (copy, "-wal", NULL);

  remove_all (copy);

  return copy_file (path, copy, error) &&
         (!g_file_test (log, G_FILE_TEST_EXISTS) || copy_file (log, copy_log, error));
}

static NatterDb *
open_new (const char         *path,
          GStrv               scripts,
          GError            **error)
{
  g_autoptr(NatterStoreReport) unused = natter_store_report_new ();
  g_autoptr(NatterDb) db = NULL;

  remove_all (path);
  db = natter_db_open (path, NATTER_DB_WRITE, error);
  if (!db || g_chmod (path, 0600) != 0 ||
      !natter_schema_migrate (db, path, scripts, unused, error))
    return NULL;

  return g_steal_pointer (&db);
}

static guint32
read_number (const char *bytes,
             gsize       offset,
             gsize       length)
{
  guint32 number = 0;

  for (gsize i = 0; i < length; i++)
    number = number << 8 | (guint8) bytes[offset + i];

  return number;
}

/* Writes the page of @contents in which the list of tables is, or a part of it. */
static gboolean
write_page (int         file,
            const char *contents,
            gsize       size,
            guint32     page)
{
  gsize offset = (page - 1) * (gsize) PAGE_SIZE;

  return page > 0 && offset + PAGE_SIZE <= size &&
         pwrite (file, contents + offset, PAGE_SIZE, (off_t) offset) == PAGE_SIZE;
}

/* The list of tables begins on the first page. When it is longer, that one holds the numbers of the
 * others: fileformat2.html section 1.6. */
static gboolean
write_schema (int         file,
              const char *contents,
              gsize       size)
{
  guint32 n_cells = read_number (contents, HEADER_SIZE + 3, 2);
  gboolean good = write_page (file, contents, size, 1);

  if (contents[HEADER_SIZE] != INTERIOR)
    return good;

  good = good && write_page (file, contents, size, read_number (contents, HEADER_SIZE + 8, 4));
  for (guint32 i = 0; good && i < n_cells && HEADER_SIZE + 12 + 2 * (i + 1) <= PAGE_SIZE; i++)
    {
      guint32 cell = read_number (contents, HEADER_SIZE + 12 + 2 * i, 2);

      good = cell + 4 <= PAGE_SIZE && write_page (file, contents, size,
                                                  read_number (contents, cell, 4));
    }

  return good;
}

/* Every file of a version begins alike: a lost head is taken from a new one, at first only the
 * header. Its format says that there is a log, and its two change counters differ, so that the
 * length of the file counts. */
static gboolean
mend_head (const char *work,
           const char *fresh,
           gboolean    with_schema)
{
  g_autofree char *contents = NULL;
  gsize size = 0;
  int file = -1;
  gboolean written = FALSE;

  if (!g_file_get_contents (fresh, &contents, &size, NULL) || size < PAGE_SIZE)
    return FALSE;

  contents[18] = 2;
  contents[19] = 2;
  memset (contents + 32, 0, 8);
  memset (contents + 92, 0xff, 4);
  file = g_open (work, O_WRONLY | O_CLOEXEC);
  if (file < 0)
    return FALSE;

  written = with_schema ? write_schema (file, contents, size)
                        : pwrite (file, contents, HEADER_SIZE, 0) == HEADER_SIZE;
  close (file);

  return written;
}

static NatterDb *
open_work (const char *work,
           guint       newest)
{
  NatterSchemaKind kind = NATTER_SCHEMA_FOREIGN;
  guint version = 0;
  gint64 rows = 0;
  g_autoptr(NatterDb) db = natter_db_open (work, NATTER_DB_WRITE, NULL);

  if (db && natter_schema_look (db, newest, &kind, &version, NULL) && kind == NATTER_SCHEMA_OURS &&
      natter_db_get (db, &rows, NULL, "SELECT count(*) FROM sqlite_schema WHERE name = 'message'",
                     "") && rows == 1)
    return g_steal_pointer (&db);

  return NULL;
}

/* Returns: (nullable): NULL when not even the list of tables can be read */
static NatterDb *
open_damaged (const char *path,
              const char *work,
              const char *fresh,
              guint       newest)
{
  NatterDb *db = open_work (work, newest);

  for (int i = 0; !db && i < 2; i++)
    if (natter_store_recover_copy (path, work, NULL) && mend_head (work, fresh, i == 1))
      db = open_work (work, newest);

  return db;
}

static gboolean
build (const char         *path,
       const char         *fresh,
       const char         *work,
       GStrv               scripts,
       NatterStoreReport  *report,
       GError            **error)
{
  g_autoptr(NatterDb) to = NULL;
  g_autoptr(NatterDb) from = NULL;

  if (!natter_store_recover_copy (path, work, error))
    return FALSE;

  to = open_new (fresh, scripts, error);
  if (!to)
    return FALSE;

  report->rows_recovered = 0;
  report->fully_recovered = FALSE;
  from = open_damaged (path, work, fresh, g_strv_length (scripts));

  return !from || natter_store_salvage (from, work, to, report, error);
}

static char *
make_dated_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H%M%SZ");
  char *name = NULL;

  for (guint i = 1; !name; i++)
    {
      g_autofree char *base = i == 1 ? g_strdup_printf ("damaged-%s.db", time)
                                     : g_strdup_printf ("damaged-%s-%u.db", time, i);
      g_autofree char *candidate = g_build_filename (folder, base, NULL);

      if (!g_file_test (candidate, G_FILE_TEST_EXISTS))
        name = g_steal_pointer (&candidate);
    }

  return name;
}

/**
 * natter_store_recover_take_place:
 * @path: the database
 * @report: where it is told what was set aside
 * @error: why the files could not be moved
 *
 * Ends a recovery whose new file is whole: moves the damaged one away, its log first, and the new
 * one into its place. Does nothing when there is none.
 *
 * Returns: whether nothing is left to do
 */
gboolean
natter_store_recover_take_place (const char         *path,
                                 NatterStoreReport  *report,
                                 GError            **error)
{
  g_autofree char *recovered = g_strconcat (path, ".recovered", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *aside_log = NULL;

  if (!g_file_test (recovered, G_FILE_TEST_EXISTS))
    return TRUE;

  aside = make_dated_name (path);
  aside_log = g_strconcat (aside, "-wal", NULL);
  g_unlink (index);
  if (!move (log, aside_log, error) || !move (path, aside, error) ||
      !move (recovered, path, error))
    return FALSE;

  g_free (report->set_aside);
  report->set_aside = g_steal_pointer (&aside);
  return TRUE;
}

/**
 * natter_store_recover:
 * @path: a damaged database that no connection of ours has open for writing
 * @scripts: as natter_schema_dup_scripts() gives them
 * @report: where it is told what was recovered and what was set aside
 * @error: why not; the damaged file is then where it was
 *
 * Returns: whether there is a good database at @path now
 */
gboolean
natter_store_recover (const char         *path,
                      GStrv               scripts,
                      NatterStoreReport  *report,
                      GError            **error)
{
  g_autofree char *fresh = g_strconcat (path, ".recovering", NULL);
  g_autofree char *work = g_strconcat (path, ".damaged", NULL);
  g_autofree char *recovered = g_strconcat (path, ".recovered", NULL);
  gboolean good = build (path, fresh, work, scripts, report, error);

  remove_all (work);
  if (good && move (fresh, recovered, error))
    return natter_store_recover_take_place (path, report, error);

  remove_all (fresh);
  return FALSE;
}
