/* natter-store-disk.c: the folder of a store as its writer has it. One process writes at a time: it
 * holds a lock, which ends with the process. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "natter-schema.h"
#include "natter-store-journal.h"
#include "natter-store-recover.h"

char *
natter_store_disk_make_path (const char *folder)
{
  return g_build_filename (folder, "conversations.db", NULL);
}

char *
natter_store_disk_make_blobs (const char *folder)
{
  return g_build_filename (folder, "blobs", NULL);
}

/* natter_store_disk_new:
 * @folder: where all of it is; nothing is touched yet */
NatterStoreDisk *
natter_store_disk_new (const char *folder)
{
  NatterStoreDisk *self = g_new0 (NatterStoreDisk, 1);
  g_autofree char *blobs = natter_store_disk_make_blobs (folder);

  self->path = natter_store_disk_make_path (folder);
  self->blobs = natter_blobs_new (blobs);
  self->lock = -1;

  return self;
}

void
natter_store_disk_free (NatterStoreDisk *self)
{
  g_clear_pointer (&self->db, natter_db_close);
  if (self->lock >= 0)
    close (self->lock);
  natter_blobs_unref (self->blobs);
  g_free (self->path);
  g_free (self);
}

/* A file system that knows no locks keeps nobody out, as SQLite's own would not. */
static gboolean
take_lock (NatterStoreDisk  *self,
           GError          **error)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);

  if (self->lock >= 0)
    return TRUE;

  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    {
      g_propagate_error (error, natter_store_error_new_errno (errno));
      return FALSE;
    }
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return TRUE;

  close (self->lock);
  self->lock = -1;
  g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_IN_USE));
  return FALSE;
}

/* Nobody else reads it, from the first byte on; SQLite gives its other files the same mode. */
static gboolean
make_private (NatterStoreDisk  *self,
              GError          **error)
{
  int file = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (file >= 0)
    {
      close (file);
      return TRUE;
    }

  g_propagate_error (error, natter_store_error_new_errno (errno));
  return FALSE;
}

static gboolean
check_kind (NatterDb  *db,
            guint      newest,
            GError   **error)
{
  NatterSchemaKind kind = NATTER_SCHEMA_FOREIGN;
  guint version = 0;

  if (!natter_schema_look (db, newest, &kind, &version, error))
    return FALSE;

  if (kind == NATTER_SCHEMA_NEWER)
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_NEWER));
  else if (kind == NATTER_SCHEMA_FOREIGN)
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_FOREIGN));
  else if (sqlite3_db_readonly (db->handle, "main") == 1)
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_READ_ONLY));
  else
    return TRUE;

  return FALSE;
}

static gboolean
open_database (NatterStoreDisk    *self,
               GStrv               scripts,
               NatterStoreReport  *report,
               GError            **error)
{
  g_autoptr(NatterDb) db = NULL;

  if (!natter_store_recover_take_place (self->path, report, error) || !make_private (self, error))
    return FALSE;

  db = natter_db_open (self->path, NATTER_DB_WRITE, error);
  if (!db || !check_kind (db, g_strv_length (scripts), error) ||
      !natter_db_exec (db, "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 16777216",
                       error) ||
      !natter_schema_migrate (db, self->path, scripts, report, error))
    return FALSE;

  if (!self->folded)
    {
      g_strfreev (report->interrupted);
      report->interrupted = NULL;
      if (!natter_store_fold (db, self->blobs, &report->interrupted, error))
        return FALSE;
    }

  self->folded = TRUE;
  self->db = g_steal_pointer (&db);
  return TRUE;
}

/**
 * natter_store_disk_open:
 * @self: a folder
 * @report: where it is told what was met
 * @error: why it can't be written to
 *
 * Makes, migrates or recovers the database, whatever it needs. Does nothing when it is open.
 *
 * Returns: whether it can be written to
 */
gboolean
natter_store_disk_open (NatterStoreDisk    *self,
                        NatterStoreReport  *report,
                        GError            **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_auto(GStrv) scripts = natter_schema_dup_scripts ();
  g_autoptr(GError) failed = NULL;

  if (self->db)
    return TRUE;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_propagate_error (error, natter_store_error_new_errno (errno));
      return FALSE;
    }
  if (!take_lock (self, error))
    return FALSE;
  if (!self->damaged && open_database (self, scripts, report, &failed))
    return TRUE;

  if (self->damaged || g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED))
    {
      if (!natter_store_recover (self->path, scripts, report, error))
        return FALSE;
      self->damaged = FALSE;
      return open_database (self, scripts, report, error);
    }

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Closes the database, to be opened anew: when it is @damaged, recovered. */
void
natter_store_disk_let_go (NatterStoreDisk *self,
                          gboolean         damaged)
{
  g_clear_pointer (&self->db, natter_db_close);
  self->damaged = self->damaged || damaged;
}

/* When in doubt it is in use. */
static gboolean
is_in_use (const char *name,
           gpointer    data)
{
  NatterDb *db = data;
  gint64 used = 1;

  if (!natter_db_get (db, &used, NULL,
                      "SELECT EXISTS (SELECT 1 FROM part WHERE blob = ?1)"
                      " OR EXISTS (SELECT 1 FROM journal WHERE blob = ?1)", "s", name))
    return TRUE;

  return used != 0;
}

/**
 * natter_store_disk_sweep:
 * @self: an open folder
 * @n_removed: (out): how many files were removed
 * @error: why not
 *
 * Removes attachments that nothing refers to, while nobody can begin to.
 *
 * Returns: whether they are gone
 */
gboolean
natter_store_disk_sweep (NatterStoreDisk  *self,
                         guint            *n_removed,
                         GError          **error)
{
  gboolean swept = FALSE;

  *n_removed = 0;
  if (!natter_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  swept = natter_blobs_sweep (self->blobs, is_in_use, self->db, n_removed, error);
  natter_db_rollback (self->db);

  return swept;
}

/* Before it is closed: all of the log goes into the file. */
void
natter_store_disk_settle (NatterStoreDisk *self)
{
  g_autoptr(GError) error = NULL;

  if (self->db && !natter_db_exec (self->db, "PRAGMA wal_checkpoint (TRUNCATE)",
                                   &error))
    g_debug ("checkpoint: %s", error->message);
}
