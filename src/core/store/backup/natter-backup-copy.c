/* natter-backup-copy.c: a copy of a database while it is in use, in small steps, and whether it is
 * whole. Used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-copy.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define STEP_PAGES   256   /* a mebibyte, */
#define PAUSE        500   /* then this many microseconds in which the disk is others' */
#define BUSY_PAUSE   20000 /* microseconds until a source that is locked is tried again */
#define BUSY_TRIES   250
#define CHECK_STEPS  1000  /* of SQLite's machine between two looks whether to stop */

static const char *
get_sentence (NatterStoreError code)
{
  switch (code)
    {
    case NATTER_STORE_ERROR_DISK_FULL:
      return _("There is not enough room for the backup. Free some space, or choose another "
               "place.");
    case NATTER_STORE_ERROR_READ_ONLY:
      return _("The folder of the backup can’t be written to. Allow it, or choose another place.");
    case NATTER_STORE_ERROR_BUSY:
      return _("Another program is using the conversations. Try again when it is done.");
    case NATTER_STORE_ERROR_DAMAGED:
      return _("A part of the file of your conversations can’t be read, so no backup was made of "
               "it. The older backups are kept: “Restore…” brings back what they have and what is "
               "missing here.");
    case NATTER_STORE_ERROR_NEWER:
      return _("This backup was made by a newer Natter. Update Natter to restore it.");
    case NATTER_STORE_ERROR_FOREIGN:
      return _("This is not a backup of Natter, or nothing of it can be read. Choose another "
               "file.");
    case NATTER_STORE_ERROR_DISK:
    case NATTER_STORE_ERROR_IN_USE:
    case NATTER_STORE_ERROR_INVALID:
    case NATTER_STORE_ERROR_CLOSED:
    case NATTER_STORE_ERROR_FAILED:
    default:
      return _("The disk reports an error. Try again, or choose another place.");
    }
}

/* natter_backup_error_new:
 *
 * Returns: (transfer full): what happened to a backup, and what to do */
GError *
natter_backup_error_new (NatterStoreError code)
{
  return g_error_new_literal (NATTER_STORE_ERROR, (int) code, get_sentence (code));
}

/* Says of a backup what the store said of itself. */
void
natter_backup_explain (GError **error)
{
  int code = 0;

  if (!error || !*error || (*error)->domain != NATTER_STORE_ERROR ||
      (*error)->code == NATTER_STORE_ERROR_CLOSED)
    return;

  code = (*error)->code;
  g_clear_error (error);
  *error = natter_backup_error_new ((NatterStoreError) code);
}

static gboolean
fail (int      code,
      GError **error)
{
  g_propagate_error (error, natter_store_error_new_errno (code));

  return FALSE;
}

static gboolean
fail_cancelled (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");

  return FALSE;
}

/* Private from its first byte on. */
static gboolean
make_file (const char  *path,
           GError     **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  return file < 0 ? fail (errno, error) : g_close (file, error);
}

static gboolean
fail_copy (int       result,
           GError  **error)
{
  NatterStoreError code = NATTER_STORE_ERROR_DISK;

  if ((result & 0xff) == SQLITE_FULL)
    code = NATTER_STORE_ERROR_DISK_FULL;
  else if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
    code = NATTER_STORE_ERROR_BUSY;
  else if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB)
    code = NATTER_STORE_ERROR_DAMAGED;
  else if ((result & 0xff) == SQLITE_READONLY || (result & 0xff) == SQLITE_CANTOPEN)
    code = NATTER_STORE_ERROR_READ_ONLY;

  g_propagate_error (error, natter_store_error_new (code));
  return FALSE;
}

static gboolean
run_steps (NatterStoreReader     *reader,
           sqlite3_backup        *backup,
           NatterBackupProgress  *progress,
           GError               **error)
{
  int result = SQLITE_OK;
  guint n_busy = 0;

  while (result != SQLITE_DONE)
    {
      if (natter_store_reader_is_stopped (reader))
        return fail_cancelled (error);

      result = sqlite3_backup_step (backup, STEP_PAGES);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        {
          if (++n_busy > BUSY_TRIES)
            return fail_copy (result, error);
          g_usleep (BUSY_PAUSE);
        }
      else if (result == SQLITE_OK)
        g_usleep (PAUSE);
      else if (result != SQLITE_DONE)
        return fail_copy (result, error);

      natter_backup_progress_set (progress, sqlite3_backup_pagecount (backup) -
                                  sqlite3_backup_remaining (backup),
                                  sqlite3_backup_pagecount (backup));
    }

  return TRUE;
}

/* Without a log of its own: one file is all of it. */
static gboolean
copy_all (NatterStoreReader     *reader,
          NatterDb              *from,
          const char            *path,
          NatterBackupProgress  *progress,
          GError               **error)
{
  g_autoptr(NatterDb) to = natter_db_open (path, NATTER_DB_WRITE, error);
  sqlite3_backup *backup = NULL;
  gboolean copied = FALSE;
  int result = SQLITE_OK;

  if (!to)
    return FALSE;

  backup = sqlite3_backup_init (to->handle, "main", from->handle, "main");
  if (!backup)
    return fail_copy (sqlite3_errcode (to->handle), error);

  copied = run_steps (reader, backup, progress, error);
  result = sqlite3_backup_finish (backup);
  if (!copied)
    return FALSE;
  if (result != SQLITE_OK)
    return fail_copy (result, error);

  return natter_db_exec (to, "PRAGMA journal_mode = DELETE", error);
}

/**
 * natter_backup_copy_database:
 * @reader: whose thread this is
 * @from: its connection
 * @path: a file that does not exist; nothing is left of it after an error
 * @progress: is told how much is done
 * @error: why not, or %G_IO_ERROR_CANCELLED
 *
 * Copies what the database is now. One reading transaction spans all steps: SQLite would begin
 * again whenever something is written meanwhile, and never end while an answer streams. The writer
 * and other readers go on.
 *
 * Returns: whether it is copied and on the disk
 */
gboolean
natter_backup_copy_database (NatterStoreReader     *reader,
                             NatterDb              *from,
                             const char            *path,
                             NatterBackupProgress  *progress,
                             GError               **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  gint64 n_objects = 0;
  gboolean copied = FALSE;

  if (!make_file (path, error))
    return FALSE;

  copied = natter_db_exec (from, "BEGIN", error) &&
           natter_db_get (from, &n_objects, error, "SELECT count(*) FROM sqlite_schema", "") &&
           copy_all (reader, from, path, progress, error);
  natter_db_rollback (from);
  if (copied)
    return TRUE;

  g_unlink (path);
  g_unlink (journal);
  return FALSE;
}

static int
stop_cb (gpointer reader)
{
  return natter_store_reader_is_stopped (reader);
}

/**
 * natter_backup_check:
 * @reader: whose thread this is
 * @path: a database that nobody writes to
 * @error: %NATTER_STORE_ERROR_DAMAGED, why it could not be read, or %G_IO_ERROR_CANCELLED
 *
 * Reads all of a database.
 *
 * Returns: whether all of it is as it should be
 */
gboolean
natter_backup_check (NatterStoreReader  *reader,
                     const char         *path,
                     GError            **error)
{
  g_autoptr(NatterDb) db = natter_db_open (path, NATTER_DB_IMMUTABLE, error);
  g_autoptr(NatterRows) rows = NULL;
  g_autoptr(GError) failed = NULL;
  gboolean whole = FALSE;

  if (!db)
    return FALSE;

  sqlite3_progress_handler (db->handle, CHECK_STEPS, stop_cb, reader);
  rows = natter_db_query (db, &failed, "PRAGMA quick_check (1)", "");
  whole = rows && natter_rows_next (rows, &failed) &&
          g_strcmp0 (natter_rows_text (rows, 0), "ok") == 0;
  if (!whole && natter_store_reader_is_stopped (reader))
    return fail_cancelled (error);
  if (!whole && !failed)
    failed = natter_store_error_new (NATTER_STORE_ERROR_DAMAGED);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));

  return whole;
}

/* Brings the names in the folder of a file to the disk. */
gboolean
natter_backup_sync_folder (const char  *path,
                           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = file >= 0 && (fsync (file) == 0 || errno == EINVAL);
  int code = errno;

  if (file >= 0)
    close (file);

  return synced || fail (code, error);
}
