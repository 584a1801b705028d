/* natter-backup-attachments.c: attachments within the one file of a backup that a person takes
 * away: a table beside the others, in pieces, so that no row is large. Used by the store's worker
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-attachments.h"

#define PIECE (1024 * 1024)

gboolean
natter_backup_has_attachments (NatterDb *db)
{
  gint64 n = 0;

  return natter_db_get (db, &n, NULL, "SELECT count(*) FROM sqlite_schema"
                        " WHERE type = 'table' AND name = 'attachment'", "") && n > 0;
}

gboolean
natter_backup_make_attachments (NatterDb  *db,
                                GError   **error)
{
  return natter_db_exec (db, "CREATE TABLE attachment ("
                         " name TEXT NOT NULL, position INTEGER NOT NULL, data BLOB NOT NULL,"
                         " UNIQUE (name, position)) STRICT", error);
}

/* natter_backup_put_attachment:
 * @db: a connection within a transaction
 * @name: the SHA-256 of the bytes, in hexadecimal */
gboolean
natter_backup_put_attachment (NatterDb    *db,
                              const char  *name,
                              GBytes      *data,
                              GError     **error)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (data, &length);
  gsize offset = 0;

  do
    {
      gsize piece = MIN (length - offset, PIECE);
      g_autoptr(GError) failed = NULL;
      g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                    "INSERT INTO attachment (name, position, data)"
                                                    " VALUES (?1, ?2, ?3)", NULL);

      if (!rows)
        return FALSE;

      sqlite3_bind_text (rows, 1, name, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (rows, 2, (gint64) offset);
      sqlite3_bind_blob64 (rows, 3, piece ? bytes + offset : "", piece, SQLITE_STATIC);
      natter_rows_next (rows, &failed);
      if (failed)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      offset += piece;
    }
  while (offset < length);

  return TRUE;
}

/* natter_backup_load_attachment:
 *
 * Returns: (transfer full) (nullable): the bytes, which are what was put */
GBytes *
natter_backup_load_attachment (NatterDb    *db,
                               const char  *name,
                               GError     **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GBytes) data = NULL;
  g_autoptr(GError) failed = NULL;
  g_autofree char *found = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                "SELECT data FROM attachment WHERE name = ?1"
                                                " ORDER BY position", "s", name);

  if (!rows)
    return NULL;

  while (natter_rows_next (rows, &failed))
    g_byte_array_append (bytes, sqlite3_column_blob (rows, 0),
                         (guint) sqlite3_column_bytes (rows, 0));
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  data = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  if (g_str_equal (found, name))
    return g_steal_pointer (&data);

  g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DAMAGED));
  return NULL;
}
