/* natter-restore-source.c: a backup, made ready to be read. The file itself is only read: when it
 * is of an older version, damaged, or was copied while an answer came, that is mended in a copy.
 * Used by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-restore-source.h"

#include <errno.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "natter-backup-attachments.h"
#include "natter-backup-copy.h"
#include "natter-schema.h"
#include "natter-store-disk.h"
#include "natter-store-journal.h"
#include "natter-store-recover.h"

#define WORK "restoring"

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        remove_tree (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

/* Any thread, as long as nobody else uses it. */
void
natter_restore_source_free (NatterRestoreSource *self)
{
  g_clear_pointer (&self->db, natter_db_close);
  g_clear_pointer (&self->attachments, natter_db_close);
  g_clear_pointer (&self->blobs, natter_blobs_unref);
  if (self->work)
    remove_tree (self->work);
  g_free (self->work);
  g_free (self);
}

/* A folder stands for the database in it. */
static char *
find_database (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return natter_store_disk_make_path (path);

  return g_strdup (path);
}

static gboolean
has_log (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (log, &info) == 0 && info.st_size > 0;
}

static gboolean
fail (NatterStoreError   code,
      GError           **error)
{
  g_propagate_error (error, natter_store_error_new (code));

  return FALSE;
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
}

static gboolean
is_ours (NatterSchemaKind   kind,
         GError           **error)
{
  if (kind == NATTER_SCHEMA_OURS)
    return TRUE;

  return fail (kind == NATTER_SCHEMA_NEWER ? NATTER_STORE_ERROR_NEWER : NATTER_STORE_ERROR_FOREIGN,
               error);
}

/* Whether it can be read as it is: of the newest version, whole, without a log, and with no answer
 * in flight. */
static gboolean
look (NatterStoreReader  *reader,
      const char         *path,
      guint               newest,
      gboolean           *as_it_is,
      GError            **error)
{
  g_autoptr(NatterDb) db = natter_db_open (path, NATTER_DB_IMMUTABLE, error);
  NatterSchemaKind kind = NATTER_SCHEMA_FOREIGN;
  guint version = 0;
  gint64 n_streaming = 0;

  *as_it_is = FALSE;
  if (has_log (path))
    return TRUE;
  if (!db || !natter_schema_look (db, newest, &kind, &version, error))
    return FALSE;
  if (!is_ours (kind, error))
    return FALSE;
  if (!natter_backup_check (reader, path, error) ||
      !natter_db_get (db, &n_streaming, error,
                      "SELECT count(*) FROM message WHERE streaming <> 0", ""))
    return FALSE;

  *as_it_is = version == newest && n_streaming == 0;
  return TRUE;
}

static char *
copy (NatterRestoreSource  *self,
      const char           *path,
      const char           *store_folder,
      GError              **error)
{
  g_autofree char *target = NULL;

  if (!self->work)
    self->work = g_build_filename (store_folder, WORK, NULL);
  remove_tree (self->work);
  if (g_mkdir_with_parents (self->work, 0700) != 0)
    {
      g_propagate_error (error, natter_store_error_new_errno (errno));
      return NULL;
    }

  target = natter_store_disk_make_path (self->work);
  if (!natter_store_recover_copy (path, target, error))
    return NULL;

  return g_steal_pointer (&target);
}

/* Brings a copy to the newest version and ends what was in flight in it. */
static NatterDb *
mend (const char  *path,
      GStrv        scripts,
      GError     **error)
{
  g_autoptr(NatterDb) db = natter_db_open (path, NATTER_DB_WRITE, error);
  g_autoptr(NatterStoreReport) report = natter_store_report_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *blobs_folder = natter_store_disk_make_blobs (folder);
  g_autoptr(NatterBlobs) none = natter_blobs_new (blobs_folder);
  NatterSchemaKind kind = NATTER_SCHEMA_FOREIGN;
  guint version = 0;

  if (!db || !natter_schema_look (db, g_strv_length (scripts), &kind, &version, error))
    return NULL;
  if (!is_ours (kind, error))
    return NULL;
  if (!natter_schema_migrate (db, path, scripts, report, error) ||
      !natter_store_fold (db, none, &report->interrupted, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* What can be read of it, in a new file. */
static NatterDb *
recover (NatterRestoreSource  *self,
         const char           *path,
         GStrv                 scripts,
         GError              **error)
{
  g_autoptr(NatterStoreReport) report = natter_store_report_new ();

  if (!natter_store_recover (path, scripts, report, error))
    return NULL;

  if (report->rows_recovered == 0)
    {
      fail (NATTER_STORE_ERROR_FOREIGN, error);
      return NULL;
    }

  self->damaged = !report->fully_recovered;
  return mend (path, scripts, error);
}

static NatterDb *
open_copy (NatterRestoreSource  *self,
           NatterStoreReader    *reader,
           const char           *path,
           const char           *store_folder,
           GStrv                 scripts,
           GError              **error)
{
  g_autofree char *work = copy (self, path, store_folder, error);
  g_autoptr(GError) failed = NULL;
  NatterDb *db = NULL;

  if (!work)
    return NULL;

  /* With its log applied; a copy that nothing was changed of yet is looked at once more. */
  db = mend (work, scripts, &failed);
  if (db && natter_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", &failed) &&
      natter_backup_check (reader, work, &failed))
    return db;

  g_clear_pointer (&db, natter_db_close);
  if (!is_damage (failed))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  g_clear_pointer (&work, g_free);
  work = copy (self, path, store_folder, error);

  return work ? recover (self, work, scripts, error) : NULL;
}

static void
find_attachments (NatterRestoreSource *self,
                  const char          *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *blobs = natter_store_disk_make_blobs (folder);
  g_autoptr(NatterDb) db = natter_db_open (path, NATTER_DB_IMMUTABLE, NULL);

  self->blobs = natter_blobs_new (blobs);
  if (db && natter_backup_has_attachments (db))
    self->attachments = g_steal_pointer (&db);
}

/**
 * natter_restore_source_open:
 * @reader: whose thread this is
 * @path: a file, or a folder with the database of a store in it
 * @store_folder: where a copy may be made, which is removed in the end
 * @scripts: as natter_schema_dup_scripts() gives them
 * @error: %NATTER_STORE_ERROR_NEWER, %NATTER_STORE_ERROR_FOREIGN when nothing of it can be read, or
 *   another reason
 *
 * Makes a backup ready to be read, as much of it as can be.
 *
 * Returns: (transfer full) (nullable): the backup
 */
NatterRestoreSource *
natter_restore_source_open (NatterStoreReader  *reader,
                            const char         *path,
                            const char         *store_folder,
                            GStrv               scripts,
                            GError            **error)
{
  g_autoptr(NatterRestoreSource) self = g_new0 (NatterRestoreSource, 1);
  g_autofree char *database = find_database (path);
  g_autoptr(GError) failed = NULL;
  gboolean as_it_is = FALSE;

  if (!g_file_test (database, G_FILE_TEST_IS_REGULAR))
    {
      fail (NATTER_STORE_ERROR_FOREIGN, error);
      return NULL;
    }

  find_attachments (self, database);
  if (!look (reader, database, g_strv_length (scripts), &as_it_is, &failed) &&
      !is_damage (failed))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  if (as_it_is)
    self->db = natter_db_open (database, NATTER_DB_IMMUTABLE, error);
  else
    self->db = open_copy (self, reader, database, store_folder, scripts, error);

  return self->db ? g_steal_pointer (&self) : NULL;
}

/* Returns: (transfer full) (nullable): an attachment of the backup; NULL when it can't be read */
GBytes *
natter_restore_source_load_blob (NatterRestoreSource *self,
                                 const char          *name)
{
  GBytes *data = NULL;

  if (self->attachments)
    data = natter_backup_load_attachment (self->attachments, name, NULL);

  return data ? data : natter_blobs_load (self->blobs, name, NULL);
}
