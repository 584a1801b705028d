/* natter-schema.c: the versions of the database's schema: which one a file has, and the way from it
 * to the newest, a copy of the file made first. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-schema.h"

#include <errno.h>
#include <fcntl.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "natter-store-resources.h"

/* Each script leads from the version before to its own; the first one starts from nothing. */
static const char *const names[] = { "v1.sql" };

/**
 * natter_schema_dup_scripts:
 *
 * Returns: (transfer full): the SQL of version 1, of the step to version 2, and so on
 */
GStrv
natter_schema_dup_scripts (void)
{
  g_autoptr(GStrvBuilder) scripts = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_BASE "/store/", names[i], NULL);
      g_autoptr(GBytes) sql = g_resource_lookup_data (natter_store_get_resource (), path,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      g_assert (sql);
      g_strv_builder_add (scripts, g_bytes_get_data (sql, NULL));
    }

  return g_strv_builder_end (scripts);
}

/**
 * natter_schema_look:
 * @db: a connection
 * @newest: the newest version that is known
 * @kind: (out): whose the file is
 * @version: (out): its version
 * @error: %NATTER_STORE_ERROR_DAMAGED when it is no database, or another reason
 *
 * Looks at the head of the file.
 *
 * Returns: whether it can be read
 */
gboolean
natter_schema_look (NatterDb          *db,
                    guint              newest,
                    NatterSchemaKind  *kind,
                    guint             *version,
                    GError           **error)
{
  gint64 application = 0;
  gint64 number = 0;
  gint64 objects = 0;

  if (!natter_db_get (db, &application, error, "PRAGMA application_id", "") ||
      !natter_db_get (db, &number, error, "PRAGMA user_version", "") ||
      !natter_db_get (db, &objects, error, "SELECT count(*) FROM sqlite_schema", ""))
    return FALSE;

  *version = (guint) MAX (number, 0);
  if (application == 0 && number == 0 && objects == 0)
    *kind = NATTER_SCHEMA_EMPTY;
  else if (application != NATTER_SCHEMA_APPLICATION || number <= 0)
    *kind = NATTER_SCHEMA_FOREIGN;
  else if (number > newest)
    *kind = NATTER_SCHEMA_NEWER;
  else
    *kind = NATTER_SCHEMA_OURS;

  return TRUE;
}

/* Private from its first byte on. */
static gboolean
make_file (const char  *path,
           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0)
    return g_close (file, error);

  g_propagate_error (error, natter_store_error_new_errno (errno));
  return FALSE;
}

static gboolean
copy (NatterDb    *from,
      NatterDb    *to,
      GError     **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to->handle, "main", from->handle, "main");
  int result = SQLITE_ERROR;

  if (backup)
    {
      sqlite3_backup_step (backup, -1);
      result = sqlite3_backup_finish (backup);
    }
  if (result == SQLITE_OK)
    return TRUE;

  /* Says which of the two connections it was, in the error that it left there. */
  if ((sqlite3_errcode (to->handle) & 0xff) == SQLITE_FULL)
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DISK_FULL));
  else
    g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DISK));
  return FALSE;
}

/* A copy that is not whole is not there. */
static char *
back_up (NatterDb    *db,
         const char  *path,
         guint        version,
         GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H%M%SZ");
  g_autofree char *name = g_strdup_printf ("before-version-%u-%s.db", version + 1, time);
  g_autofree char *target = g_build_filename (folder, "backups", name, NULL);
  g_autoptr(NatterDb) to = NULL;

  if (!make_file (target, error))
    return NULL;

  to = natter_db_open (target, NATTER_DB_WRITE, error);
  if (to && copy (db, to, error))
    return g_steal_pointer (&target);

  g_clear_pointer (&to, natter_db_close);
  g_unlink (target);
  return NULL;
}

static gboolean
run_script (NatterDb    *db,
            const char  *script,
            guint        version,
            GError     **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                                            NATTER_SCHEMA_APPLICATION, version);

  if (natter_db_exec (db, "BEGIN IMMEDIATE", error) && natter_db_exec (db, script, error) &&
      natter_db_exec (db, stamp, error) && natter_db_exec (db, "COMMIT", error))
    return TRUE;

  natter_db_rollback (db);
  return FALSE;
}

/**
 * natter_schema_migrate:
 * @db: a connection that can write
 * @path: its file; the copy is made in the folder "backups" beside it
 * @scripts: as natter_schema_dup_scripts() gives them
 * @report: where the migration and its copy are told
 * @error: why not; the file is then what it was before the step that failed
 *
 * Brings the file to the newest version, each step whole or not at all, each after a copy of all
 * there was.
 *
 * Returns: whether it has the newest version now
 */
gboolean
natter_schema_migrate (NatterDb           *db,
                       const char         *path,
                       GStrv               scripts,
                       NatterStoreReport  *report,
                       GError            **error)
{
  NatterSchemaKind kind = NATTER_SCHEMA_FOREIGN;
  guint newest = g_strv_length (scripts);
  guint version = 0;

  if (!natter_schema_look (db, newest, &kind, &version, error))
    return FALSE;

  g_assert (kind == NATTER_SCHEMA_EMPTY || kind == NATTER_SCHEMA_OURS);
  report->created = version == 0;
  report->migrated_from = version < newest ? version : 0;

  for (; version < newest; version++)
    {
      if (version > 0)
        {
          g_free (report->backup);
          report->backup = back_up (db, path, version, error);
          if (!report->backup)
            return FALSE;
        }
      if (!run_script (db, scripts[version], version + 1, error))
        return FALSE;
    }

  return TRUE;
}
