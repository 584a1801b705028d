/* natter-store-conversations.c: the rows of conversations and drafts. Batches are filled on the
 * main thread; the rest is used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-conversations.h"

#include <glib/gi18n-lib.h>

#include "natter-store-batch-private.h"
#include "natter-store-rows.h"

#define COLUMNS "c.id, c.title, c.title_is_own, c.created, c.updated, c.pinned, c.archived," \
  " c.unread, c.folder, c.model_key, c.scroll, c.trashed, d.text, c.key"
#define TABLES " FROM conversation c LEFT JOIN draft d ON d.conversation = c.id"

static gboolean
apply_put (const NatterStoreChange  *self,
           NatterDb                 *db,
           NatterBlobs              *blobs,
           GError                  **error)
{
  const NatterStoredConversation *record = self->record;

  return natter_db_run (db, error,
                        "INSERT INTO conversation (id, title, title_is_own, created, updated,"
                        " pinned, archived, unread, folder, model_key, scroll)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
                        " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
                        " title_is_own = excluded.title_is_own, created = excluded.created,"
                        " updated = excluded.updated, pinned = excluded.pinned,"
                        " archived = excluded.archived, unread = excluded.unread,"
                        " folder = excluded.folder, model_key = excluded.model_key,"
                        " scroll = excluded.scroll",
                        "ssdiidddsss", record->id, record->title ? record->title : "",
                        record->title_is_own != FALSE, record->created, record->updated,
                        record->pinned != FALSE, record->archived != FALSE,
                        record->unread != FALSE, record->folder_id, record->model_key,
                        record->scroll_id);
}

/**
 * natter_store_batch_put_conversation:
 * @self: a batch
 * @conversation: a record; its draft and its place in the trash are not looked at
 *
 * Stores a conversation, or what has changed of one. Its folder must be stored.
 */
void
natter_store_batch_put_conversation (NatterStoreBatch         *self,
                                     NatterStoredConversation *conversation)
{
  NatterStoreChange *change = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (conversation != NULL && conversation->id != NULL);
  g_return_if_fail (conversation->unreadable == NULL);

  change = natter_store_batch_add (self, apply_put, NULL);
  change->record = natter_stored_conversation_ref (conversation);
  change->free_record = (GDestroyNotify) natter_stored_conversation_unref;
}

static gboolean
apply_draft (const NatterStoreChange  *self,
             NatterDb                 *db,
             NatterBlobs              *blobs,
             GError                  **error)
{
  if (!self->text)
    return natter_db_run (db, error, "DELETE FROM draft WHERE conversation = ?1", "s", self->id);

  return natter_db_run (db, error,
                        "INSERT INTO draft (conversation, time, text) VALUES (?1, ?2, ?3)"
                        " ON CONFLICT (conversation) DO UPDATE SET time = excluded.time,"
                        " text = excluded.text",
                        "sis", self->id, self->number, self->text);
}

/**
 * natter_store_batch_set_draft:
 * @self: a batch
 * @conversation_id: (nullable): a conversation; %NULL is the new chat
 * @text: (nullable): what is being written; %NULL or "" when nothing is
 *
 * Keeps what is being written.
 */
void
natter_store_batch_set_draft (NatterStoreBatch *self,
                              const char       *conversation_id,
                              const char       *text)
{
  NatterStoreChange *change = NULL;

  g_return_if_fail (self != NULL);

  change = natter_store_batch_add (self, apply_draft, conversation_id ? conversation_id : "");
  change->text = text && *text ? g_strdup (text) : NULL;
  change->number = natter_store_now ();
}

static NatterStoredConversation *
read_row (NatterRows *rows)
{
  g_autofree char *name = g_strdup_printf ("row-%" G_GINT64_FORMAT,
                                           natter_rows_number (rows, 13, 0));
  gboolean good = natter_rows_has_text (rows, 0) && natter_rows_has_text (rows, 1) &&
                  natter_rows_number (rows, 4, -1) >= 0 && natter_rows_are_utf8 (rows);

  if (!good)
    return natter_stored_conversation_new (&(NatterStoredConversation) {
      .id = natter_rows_has_text (rows, 0) ? natter_rows_text (rows, 0) : name,
      .title = "",
      .unreadable = _("What is stored of this conversation is damaged."),
    });

  return natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = natter_rows_text (rows, 0),
    .title = natter_rows_text (rows, 1),
    .title_is_own = natter_rows_number (rows, 2, 0) != 0,
    .created = natter_rows_number (rows, 3, 0),
    .updated = natter_rows_number (rows, 4, 0),
    .pinned = natter_rows_number (rows, 5, 0) != 0,
    .archived = natter_rows_number (rows, 6, 0) != 0,
    .unread = natter_rows_number (rows, 7, 0) != 0,
    .folder_id = natter_rows_text (rows, 8),
    .model_key = natter_rows_text (rows, 9),
    .scroll_id = natter_rows_text (rows, 10),
    .trashed = natter_rows_number (rows, 11, 0),
    .draft = natter_rows_text (rows, 12),
  });
}

static gboolean
read_into (GPtrArray   *records,
           NatterRows  *rows,
           GError     **error)
{
  g_autoptr(GError) failed = NULL;

  while (natter_rows_next (rows, &failed))
    g_ptr_array_add (records, read_row (rows));
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static void
add_unreadable (GPtrArray *records,
                gint64     key)
{
  g_autofree char *name = g_strdup_printf ("row-%" G_GINT64_FORMAT, key);

  g_ptr_array_add (records, natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = name,
    .title = "",
    .unreadable = _("What is stored of this conversation is damaged."),
  }));
}

/* Slower: each row by itself, so that one which can't be read is only one. */
static GPtrArray *
read_one_by_one (NatterDb  *db,
                 GError   **error)
{
  static const char *const queries[] = {
    "SELECT key FROM conversation INDEXED BY sqlite_autoindex_conversation_1 ORDER BY id",
    "SELECT key FROM conversation NOT INDEXED ORDER BY key",
    "SELECT key FROM conversation NOT INDEXED ORDER BY key DESC",
    NULL,
  };
  g_autoptr(GPtrArray) records = NULL;
  gboolean complete = FALSE;
  g_autoptr(GArray) keys = natter_store_find_keys (db, queries, NULL, &complete, error);

  if (!keys)
    return NULL;

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_conversation_unref);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(GError) failed = NULL;
      gint64 key = g_array_index (keys, gint64, i);
      g_autoptr(NatterRows) rows = natter_db_query (db, &failed, "SELECT " COLUMNS TABLES
                                                    " WHERE c.key = ?1", "i", key);

      if (!rows || !read_into (records, rows, &failed))
        add_unreadable (records, key);
    }

  return g_steal_pointer (&records);
}

/**
 * natter_store_conversations_read:
 * @db: a connection
 * @error: why nothing could be read
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredConversation): all conversations,
 *   pinned ones first, then the latest; those that can't be read last, where the file is damaged
 */
GPtrArray *
natter_store_conversations_read (NatterDb  *db,
                                 GError   **error)
{
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_conversation_unref);
  rows = natter_db_query (db, &failed, "SELECT " COLUMNS TABLES
                          " ORDER BY c.pinned <> 0 DESC, c.updated DESC, +c.key DESC", "");
  if (rows && read_into (records, rows, &failed))
    return g_steal_pointer (&records);
  if (g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED))
    return read_one_by_one (db, error);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/**
 * natter_store_draft_read:
 * @db: a connection
 * @error: why it could not be read
 *
 * Returns: (transfer full) (nullable): the draft of the new chat; "" when there is none
 */
char *
natter_store_draft_read (NatterDb  *db,
                         GError   **error)
{
  g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                "SELECT text FROM draft WHERE conversation = ''",
                                                "");
  g_autoptr(GError) failed = NULL;
  gboolean found = FALSE;

  if (!rows)
    return NULL;

  found = natter_rows_next (rows, &failed);
  if (!failed)
    return found && natter_rows_are_utf8 (rows) ? g_strdup (natter_rows_text (rows, 0))
                                                : g_strdup ("");

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
