/* natter-store-folders.c: the rows of folders. Batches are filled on the main thread; the rest is
 * used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-folders.h"

#include <glib/gi18n-lib.h>

#include "natter-store-batch-private.h"
#include "natter-store-rows.h"

static gboolean
apply_put (const NatterStoreChange  *self,
           NatterDb                 *db,
           NatterBlobs              *blobs,
           GError                  **error)
{
  const NatterStoredFolder *record = self->record;

  return natter_db_run (db, error,
                        "INSERT INTO folder (id, name, colour, emoji, position, created)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                        " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                        " colour = excluded.colour, emoji = excluded.emoji,"
                        " position = excluded.position, created = excluded.created",
                        "ssssdi", record->id, record->name, record->colour, record->emoji,
                        record->position, record->created);
}

/**
 * natter_store_batch_put_folder:
 * @self: a batch
 * @folder: a record; its place in the trash is not looked at
 *
 * Stores a folder, or what has changed of one.
 */
void
natter_store_batch_put_folder (NatterStoreBatch   *self,
                               NatterStoredFolder *folder)
{
  NatterStoreChange *change = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (folder != NULL && folder->id != NULL && folder->name != NULL);
  g_return_if_fail (folder->unreadable == NULL);

  change = natter_store_batch_add (self, apply_put, NULL);
  change->record = natter_stored_folder_ref (folder);
  change->free_record = (GDestroyNotify) natter_stored_folder_unref;
}

static NatterStoredFolder *
read_row (NatterRows *rows)
{
  g_autofree char *name = g_strdup_printf ("row-%" G_GINT64_FORMAT,
                                           natter_rows_number (rows, 7, 0));

  if (!natter_rows_has_text (rows, 0) || !natter_rows_has_text (rows, 1) ||
      !natter_rows_are_utf8 (rows))
    return natter_stored_folder_new (&(NatterStoredFolder) {
      .id = natter_rows_has_text (rows, 0) ? natter_rows_text (rows, 0) : name,
      .name = "",
      .unreadable = _("What is stored of this folder is damaged."),
    });

  return natter_stored_folder_new (&(NatterStoredFolder) {
    .id = natter_rows_text (rows, 0),
    .name = natter_rows_text (rows, 1),
    .colour = natter_rows_text (rows, 2),
    .emoji = natter_rows_text (rows, 3),
    .position = (int) natter_rows_number (rows, 4, 0),
    .created = natter_rows_number (rows, 5, 0),
    .trashed = natter_rows_number (rows, 6, 0),
  });
}

/**
 * natter_store_folders_read:
 * @db: a connection
 * @error: why nothing could be read
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredFolder): all folders in their
 *   order; as many as can be read where the file is damaged
 */
GPtrArray *
natter_store_folders_read (NatterDb  *db,
                           GError   **error)
{
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                "SELECT id, name, colour, emoji, position, created,"
                                                " trashed, key FROM folder ORDER BY position, key",
                                                "");

  if (!rows)
    return NULL;

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_folder_unref);
  while (natter_rows_next (rows, &failed))
    g_ptr_array_add (records, read_row (rows));
  if (!failed || g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED))
    return g_steal_pointer (&records);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
