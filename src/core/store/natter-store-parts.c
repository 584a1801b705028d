/* natter-store-parts.c: the rows of parts, and the files of those that are attachments. Used by the
 * thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-parts.h"

#include "natter-store-rows.h"

/* A part that was read has a name and perhaps no bytes; a new one has bytes and no name. */
static gboolean
keep_blob (NatterBlobs             *blobs,
           const NatterStoredPart  *part,
           char                   **name,
           GError                 **error)
{
  *name = part->data ? natter_blobs_store (blobs, part->data, error) : g_strdup (part->blob);

  return *name != NULL || !part->data;
}

static gboolean
write_one (NatterDb                *db,
           NatterBlobs             *blobs,
           gint64                   message,
           guint                    position,
           const NatterStoredPart  *part,
           GError                 **error)
{
  g_autofree char *name = NULL;

  return keep_blob (blobs, part, &name, error) &&
         natter_db_run (db, error,
                        "INSERT INTO part (message, position, kind, number, id, name, mime_type,"
                        " text, blob, size) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                        "idsdssstsn", message, (int) position,
                        natter_part_kind_to_string (part->kind), (int) part->number, part->id,
                        part->name, part->mime_type, part->text, part->length, name,
                        name ? part->size : (gint64) -1);
}

/**
 * natter_store_parts_write:
 * @db: a connection within a transaction
 * @blobs: where attachments are kept
 * @message: the key of a message
 * @parts: (element-type NatterStoredPart): all of its parts
 * @error: why not
 *
 * Puts @parts in the place of those there were.
 *
 * Returns: whether they are written
 */
gboolean
natter_store_parts_write (NatterDb     *db,
                          NatterBlobs  *blobs,
                          gint64        message,
                          GPtrArray    *parts,
                          GError      **error)
{
  if (!natter_db_run (db, error, "DELETE FROM part WHERE message = ?1", "i", message))
    return FALSE;

  for (guint i = 0; i < parts->len; i++)
    if (!write_one (db, blobs, message, i, g_ptr_array_index (parts, i), error))
      return FALSE;

  return TRUE;
}

static NatterStoredPart *
read_row (NatterRows  *rows,
          NatterBlobs *blobs)
{
  NatterPartKind kind = NATTER_PART_TEXT;
  const char *blob = natter_rows_text (rows, 6);
  g_autoptr(GBytes) data = NULL;

  if (!natter_part_kind_from_string (natter_rows_text (rows, 0), &kind) ||
      !natter_rows_are_utf8 (rows))
    return NULL;

  /* An attachment whose file is gone is still told. */
  if (blob && blobs)
    data = natter_blobs_load (blobs, blob, NULL);

  return natter_stored_part_new (&(NatterStoredPart) {
    .kind = kind,
    .number = (guint) natter_rows_number (rows, 1, 0),
    .id = natter_rows_text (rows, 2),
    .name = natter_rows_text (rows, 3),
    .mime_type = natter_rows_text (rows, 4),
    .text = natter_rows_text (rows, 5),
    .length = (gsize) sqlite3_column_bytes (rows, 5),
    .blob = blob,
    .size = natter_rows_number (rows, 7, 0),
    .data = data,
  });
}

/**
 * natter_store_parts_read:
 * @db: a connection
 * @blobs: (nullable): where attachments are kept; %NULL when their bytes are not wanted
 * @message: the key of a message
 * @parts: (element-type NatterStoredPart): where they are added, in order
 * @error: why not all; those that can be read are added all the same
 *
 * Returns: whether all were read
 */
gboolean
natter_store_parts_read (NatterDb     *db,
                         NatterBlobs  *blobs,
                         gint64        message,
                         GPtrArray    *parts,
                         GError      **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;
  gboolean complete = TRUE;

  rows = natter_db_query (db, error,
                          "SELECT kind, number, id, name, mime_type, text, blob, size FROM part"
                          " WHERE message = ?1 ORDER BY position, key", "i", message);
  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    {
      NatterStoredPart *part = read_row (rows, blobs);

      complete = complete && part != NULL;
      if (part)
        g_ptr_array_add (parts, part);
    }
  if (!complete && !failed)
    failed = natter_store_error_new (NATTER_STORE_ERROR_DAMAGED);
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
