/* natter-db.c: one SQLite connection with its prepared statements, and checked calls of them. Made,
 * used and freed by one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-db.h"

#include <string.h>

#define BUSY_TIMEOUT 5000 /* milliseconds that another program may hold the database */

static NatterStoreError
get_code (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return NATTER_STORE_ERROR_DISK_FULL;

    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return NATTER_STORE_ERROR_READ_ONLY;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return NATTER_STORE_ERROR_BUSY;

    case SQLITE_IOERR:
    case SQLITE_NOMEM:
      return NATTER_STORE_ERROR_DISK;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return NATTER_STORE_ERROR_DAMAGED;

    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return NATTER_STORE_ERROR_INVALID;

    default:
      return NATTER_STORE_ERROR_FAILED;
    }
}

/* SQLite's own words name tables and columns, never what is in them. */
static void
set_error (sqlite3  *handle,
           GError  **error)
{
  int result = sqlite3_extended_errcode (handle);
  NatterStoreError code = get_code (result);

  g_debug ("database: %d: %s", result, sqlite3_errmsg (handle));
  if (error)
    {
      *error = natter_store_error_new (code);
      if (code == NATTER_STORE_ERROR_INVALID || code == NATTER_STORE_ERROR_FAILED)
        g_prefix_error (error, "%s. ", sqlite3_errmsg (handle));
    }
}

static char *
make_address (const char   *path,
              NatterDbMode  mode)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

  return g_strconcat ("file:", escaped, mode == NATTER_DB_IMMUTABLE ? "?immutable=1" : NULL, NULL);
}

/* Nothing in the file is trusted: it may come from anywhere. */
static gboolean
configure (NatterDb  *self,
           GError   **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);

  return natter_db_exec (self, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
                         "PRAGMA page_size = 4096", error);
}

/* natter_db_open:
 *
 * Opens a connection; nothing of the file is read yet. */
NatterDb *
natter_db_open (const char    *path,
                NatterDbMode   mode,
                GError       **error)
{
  g_autoptr(NatterDb) self = g_new0 (NatterDb, 1);
  g_autofree char *address = make_address (path, mode);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;

  flags |= mode == NATTER_DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                   : SQLITE_OPEN_READONLY;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) sqlite3_finalize);
  if (sqlite3_open_v2 (address, &self->handle, flags, NULL) != SQLITE_OK)
    {
      set_error (self->handle, error);
      return NULL;
    }

  return configure (self, error) ? g_steal_pointer (&self) : NULL;
}

void
natter_db_close (NatterDb *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  g_free (self);
}

/* For what has no parameters; several statements may follow each other. */
gboolean
natter_db_exec (NatterDb    *self,
                const char  *sql,
                GError     **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  set_error (self->handle, error);
  return FALSE;
}

static NatterRows *
prepare (NatterDb    *self,
         const char  *sql,
         GError     **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement)
    return statement;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                          NULL) != SQLITE_OK)
    {
      set_error (self->handle, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static int
bind_one (NatterRows *rows,
          int         position,
          char        type,
          va_list    *arguments)
{
  const char *text = NULL;
  gint64 number = 0;

  switch (type)
    {
    case 's':
      text = va_arg (*arguments, const char *);
      return sqlite3_bind_text (rows, position, text, -1, SQLITE_TRANSIENT);

    case 't':
      text = va_arg (*arguments, const char *);
      return sqlite3_bind_text64 (rows, position, text, va_arg (*arguments, gsize),
                                  SQLITE_TRANSIENT, SQLITE_UTF8);

    case 'd':
      return sqlite3_bind_int (rows, position, va_arg (*arguments, int));

    case 'i':
      return sqlite3_bind_int64 (rows, position, va_arg (*arguments, gint64));

    case 'n':
      number = va_arg (*arguments, gint64);
      return number < 0 ? sqlite3_bind_null (rows, position)
                        : sqlite3_bind_int64 (rows, position, number);

    case 'z':
      number = va_arg (*arguments, gint64);
      return number == 0 ? sqlite3_bind_null (rows, position)
                         : sqlite3_bind_int64 (rows, position, number);

    default:
      g_assert_not_reached ();
    }
}

static NatterRows *
query_valist (NatterDb    *self,
              GError     **error,
              const char  *sql,
              const char  *types,
              va_list     *arguments)
{
  g_autoptr(NatterRows) rows = prepare (self, sql, error);

  if (!rows)
    return NULL;

  g_assert (!types || sqlite3_bind_parameter_count (rows) == (int) strlen (types));
  for (int i = 0; types && types[i]; i++)
    if (bind_one (rows, i + 1, types[i], arguments) != SQLITE_OK)
      {
        set_error (self->handle, error);
        return NULL;
      }

  return g_steal_pointer (&rows);
}

/* natter_db_query:
 * @sql: one statement; it stays prepared
 * @types: what follows, a letter each: s text or NULL; t text and its length, a gsize; d int;
 *   i gint64; n gint64, NULL when negative; z gint64, NULL when 0. NULL: the caller binds them
 *
 * Returns: (transfer full): the statement with its values, to be read */
NatterRows *
natter_db_query (NatterDb    *self,
                 GError     **error,
                 const char  *sql,
                 const char  *types,
                 ...)
{
  NatterRows *rows = NULL;
  va_list arguments;

  va_start (arguments, types);
  rows = query_valist (self, error, sql, types, &arguments);
  va_end (arguments);

  return rows;
}

/* A query whose rows are of no interest. */
gboolean
natter_db_run (NatterDb    *self,
               GError     **error,
               const char  *sql,
               const char  *types,
               ...)
{
  g_autoptr(NatterRows) rows = NULL;
  g_autoptr(GError) failed = NULL;
  va_list arguments;

  va_start (arguments, types);
  rows = query_valist (self, error, sql, types, &arguments);
  va_end (arguments);
  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    ;
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* natter_db_get:
 * @value: (out): the number in the first row; untouched when there is no row
 *
 * Returns: whether nothing went wrong, with or without a row */
gboolean
natter_db_get (NatterDb    *self,
               gint64      *value,
               GError     **error,
               const char  *sql,
               const char  *types,
               ...)
{
  g_autoptr(NatterRows) rows = NULL;
  g_autoptr(GError) failed = NULL;
  va_list arguments;

  va_start (arguments, types);
  rows = query_valist (self, error, sql, types, &arguments);
  va_end (arguments);
  if (!rows)
    return FALSE;

  if (natter_rows_next (rows, &failed))
    *value = natter_rows_number (rows, 0, 0);
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Some failures have rolled back already. */
void
natter_db_rollback (NatterDb *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* What SQLite wrote since the last call: whole pages, as they go to the log. */
gint64
natter_db_take_bytes_written (NatterDb *self)
{
  int pages = 0;
  int highest = 0;

  sqlite3_db_status (self->handle, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1);

  return (gint64) pages * 4096;
}

/* Returns: whether there is a row; FALSE without an error after the last one */
gboolean
natter_rows_next (NatterRows  *self,
                  GError     **error)
{
  int result = sqlite3_step (self);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    set_error (sqlite3_db_handle (self), error);

  return FALSE;
}

/* Returns: (nullable): the text, valid until the next row; NULL for what is no text */
const char *
natter_rows_text (NatterRows *self,
                  int         column)
{
  if (sqlite3_column_type (self, column) != SQLITE_TEXT)
    return NULL;

  return (const char *) sqlite3_column_text (self, column);
}

gint64
natter_rows_number (NatterRows *self,
                    int         column,
                    gint64      otherwise)
{
  if (sqlite3_column_type (self, column) != SQLITE_INTEGER)
    return otherwise;

  return sqlite3_column_int64 (self, column);
}

void
natter_rows_done (NatterRows *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}
