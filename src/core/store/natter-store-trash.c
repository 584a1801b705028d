/* natter-store-trash.c: what was deleted and can be brought back. Nothing is removed but by a
 * purge. Batches are filled on the main thread and applied on the writer's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-batch-private.h"

#define COUNT_CONVERSATION "SELECT count(*) FROM conversation WHERE id = ?1"
#define COUNT_FOLDER       "SELECT count(*) FROM folder WHERE id = ?1"
#define COUNT_MESSAGE      "SELECT count(*) FROM message WHERE id = ?1"

static gboolean
apply_trash_conversation (const NatterStoreChange  *self,
                          NatterDb                 *db,
                          NatterBlobs              *blobs,
                          GError                  **error)
{
  return natter_db_run (db, error, "UPDATE conversation SET trashed = ?2 WHERE id = ?1", "sz",
                        self->id, self->number) &&
         natter_store_must_exist (db, COUNT_CONVERSATION, self->id, error);
}

static gboolean
apply_trash_folder (const NatterStoreChange  *self,
                    NatterDb                 *db,
                    NatterBlobs              *blobs,
                    GError                  **error)
{
  return natter_db_run (db, error, "UPDATE folder SET trashed = ?2 WHERE id = ?1", "sz", self->id,
                        self->number) &&
         natter_store_must_exist (db, COUNT_FOLDER, self->id, error);
}

static gboolean
apply_trash_message (const NatterStoreChange  *self,
                     NatterDb                 *db,
                     NatterBlobs              *blobs,
                     GError                  **error)
{
  return natter_db_run (db, error,
                        "UPDATE message SET trashed = ?2, trashed_with = id"
                        " WHERE id = ?1 AND trashed IS NULL", "si", self->id, self->number) &&
         natter_store_must_exist (db, COUNT_MESSAGE, self->id, error);
}

/* What was deleted before from the branch stays what it is, and does not come back with it. */
static gboolean
apply_trash_branch (const NatterStoreChange  *self,
                    NatterDb                 *db,
                    NatterBlobs              *blobs,
                    GError                  **error)
{
  return natter_db_run (db, error,
                        "WITH RECURSIVE branch (id) AS (SELECT ?1 UNION"
                        " SELECT m.id FROM message m JOIN branch b ON m.parent = b.id)"
                        " UPDATE message SET trashed = ?2, trashed_with = ?1"
                        " WHERE id IN branch AND trashed IS NULL", "si", self->id, self->number) &&
         natter_store_must_exist (db, COUNT_MESSAGE, self->id, error);
}

static gboolean
apply_restore_message (const NatterStoreChange  *self,
                       NatterDb                 *db,
                       NatterBlobs              *blobs,
                       GError                  **error)
{
  return natter_db_run (db, error,
                        "UPDATE message SET trashed = NULL, trashed_with = NULL"
                        " WHERE trashed_with = ?1", "s", self->id) &&
         natter_store_must_exist (db, COUNT_MESSAGE, self->id, error);
}

static void
add (NatterStoreBatch     *self,
     NatterStoreApplyFunc  apply,
     const char           *id,
     gint64                time)
{
  natter_store_batch_add (self, apply, id)->number = time;
}

/**
 * natter_store_batch_trash_conversation:
 * @self: a batch
 * @id: a conversation
 *
 * Moves a conversation to the trash.
 */
void
natter_store_batch_trash_conversation (NatterStoreBatch *self,
                                       const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add (self, apply_trash_conversation, id, natter_store_now ());
}

void
natter_store_batch_restore_conversation (NatterStoreBatch *self,
                                         const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add (self, apply_trash_conversation, id, 0);
}

/**
 * natter_store_batch_trash_folder:
 * @self: a batch
 * @id: a folder
 *
 * Moves a folder to the trash, not what is in it: its conversations still name it, so that they are
 * in it again once it is restored. Until then they are shown as in no folder.
 */
void
natter_store_batch_trash_folder (NatterStoreBatch *self,
                                 const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add (self, apply_trash_folder, id, natter_store_now ());
}

void
natter_store_batch_restore_folder (NatterStoreBatch *self,
                                   const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add (self, apply_trash_folder, id, 0);
}

/**
 * natter_store_batch_trash_message:
 * @self: a batch
 * @id: a message
 *
 * Moves one message to the trash. Those that answer it still name it as their parent; they are
 * shown after the nearest message above that is not in the trash.
 */
void
natter_store_batch_trash_message (NatterStoreBatch *self,
                                  const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add (self, apply_trash_message, id, natter_store_now ());
}

/**
 * natter_store_batch_trash_branch:
 * @self: a batch
 * @id: a message
 *
 * Moves a message and all that follows it to the trash.
 */
void
natter_store_batch_trash_branch (NatterStoreBatch *self,
                                 const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add (self, apply_trash_branch, id, natter_store_now ());
}

/**
 * natter_store_batch_restore_message:
 * @self: a batch
 * @id: the message with which natter_store_batch_trash_message() or
 *   natter_store_batch_trash_branch() was called
 *
 * Brings back just what that call moved to the trash.
 */
void
natter_store_batch_restore_message (NatterStoreBatch *self,
                                    const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  natter_store_batch_add (self, apply_restore_message, id);
}

/* Those that follow a message which goes for good move up to its parent, link by link. */
static gboolean
purge_messages (NatterDb  *db,
                gint64     before,
                GError   **error)
{
  gint64 left = 1;

  while (left > 0)
    {
      if (!natter_db_run (db, error,
                          "UPDATE message SET parent = (SELECT p.parent FROM message p"
                          " WHERE p.id = message.parent)"
                          " WHERE parent IN (SELECT id FROM message WHERE trashed_with IS NOT NULL"
                          " AND trashed < ?1)", "i", before))
        return FALSE;
      left = sqlite3_changes64 (db->handle);
    }

  return natter_db_run (db, error,
                        "DELETE FROM message WHERE trashed_with IS NOT NULL AND trashed < ?1", "i",
                        before);
}

static gboolean
apply_purge (const NatterStoreChange  *self,
             NatterDb                 *db,
             NatterBlobs              *blobs,
             GError                  **error)
{
  return purge_messages (db, self->number, error) &&
         natter_db_run (db, error,
                        "DELETE FROM conversation WHERE trashed IS NOT NULL AND trashed < ?1", "i",
                        self->number) &&
         natter_db_run (db, error,
                        "DELETE FROM folder WHERE trashed IS NOT NULL AND trashed < ?1", "i",
                        self->number);
}

static gboolean
apply_delete_conversation (const NatterStoreChange  *self,
                           NatterDb                 *db,
                           NatterBlobs              *blobs,
                           GError                  **error)
{
  return natter_db_run (db, error, "DELETE FROM conversation WHERE id = ?1", "s", self->id);
}

static gboolean
apply_delete_folder (const NatterStoreChange  *self,
                     NatterDb                 *db,
                     NatterBlobs              *blobs,
                     GError                  **error)
{
  return natter_db_run (db, error, "DELETE FROM folder WHERE id = ?1", "s", self->id);
}

/**
 * natter_store_batch_delete_conversation:
 * @self: a batch
 * @id: a conversation; one that is not there is no error
 *
 * Removes a conversation for good, with all its messages.
 */
void
natter_store_batch_delete_conversation (NatterStoreBatch *self,
                                        const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  natter_store_batch_add (self, apply_delete_conversation, id);
}

/**
 * natter_store_batch_delete_folder:
 * @self: a batch
 * @id: a folder; one that is not there is no error
 *
 * Removes a folder for good. Its conversations are in none then.
 */
void
natter_store_batch_delete_folder (NatterStoreBatch *self,
                                  const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  natter_store_batch_add (self, apply_delete_folder, id);
}

/**
 * natter_store_batch_purge:
 * @self: a batch
 * @before: milliseconds since 1970, UTC
 *
 * Removes for good what was moved to the trash before a time. The attachments that nothing else
 * holds are removed by natter_store_sweep_async().
 */
void
natter_store_batch_purge (NatterStoreBatch *self,
                          gint64            before)
{
  g_return_if_fail (self != NULL);

  natter_store_batch_add (self, apply_purge, NULL)->number = before;
}
