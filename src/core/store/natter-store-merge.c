/* natter-store-merge.c: what another store had, added where it is missing: by id, so that doing it
 * again adds nothing. What is there is neither changed nor removed. Filled by the thread that reads
 * the other store, written by the writer's, counted by the main thread, in this order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-merge.h"

#include "natter-store-batch-private.h"
#include "natter-store-link.h"
#include "natter-store-messages.h"

#define FEW_BYTES 200 /* of a record beside its text */

typedef struct _Item Item;

typedef gboolean (*AddFunc) (Item         *self,
                             NatterDb     *db,
                             NatterBlobs  *blobs,
                             gint64        now,
                             GError      **error);

/* What was added once counts, also when the transaction is run again because nobody knows whether
 * it is on the disk. */
struct _Item
{
  AddFunc         add;
  gpointer        record;
  GDestroyNotify  free_record;
  char           *id;        /* of a draft's conversation */
  GPtrArray      *edits;     /* of NatterStoredEdit, with a message */
  guint           n_added;   /* 0 or 1 */
  guint           n_edits;   /* how many were added */
};

struct _NatterStoreMerge
{
  gatomicrefcount  references;
  GPtrArray       *items;
  gsize            size;
};

static void
item_free (Item *self)
{
  self->free_record (self->record);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_free (self->id);
  g_free (self);
}

NatterStoreMerge *
natter_store_merge_new (void)
{
  NatterStoreMerge *self = g_new0 (NatterStoreMerge, 1);

  g_atomic_ref_count_init (&self->references);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);

  return self;
}

NatterStoreMerge *
natter_store_merge_ref (NatterStoreMerge *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_store_merge_unref (NatterStoreMerge *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_ptr_array_unref (self->items);
  g_free (self);
}

static Item *
add_item (NatterStoreMerge *self,
          AddFunc           add,
          gpointer          record,
          GDestroyNotify    free_record,
          gsize             size)
{
  Item *item = g_new0 (Item, 1);

  item->add = add;
  item->record = record;
  item->free_record = free_record;
  g_ptr_array_add (self->items, item);
  self->size += size + FEW_BYTES;

  return item;
}

static gboolean
note_added (Item     *self,
            NatterDb *db)
{
  if (sqlite3_changes64 (db->handle) > 0)
    self->n_added = 1;

  return TRUE;
}

/* What was in the trash there comes into the trash here, and stays for as long as if it had been
 * moved there now. */
static gboolean
add_folder (Item         *self,
            NatterDb     *db,
            NatterBlobs  *blobs,
            gint64        now,
            GError      **error)
{
  const NatterStoredFolder *record = self->record;

  return natter_db_run (db, error,
                        "INSERT INTO folder (id, name, colour, emoji, position, created, trashed)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING",
                        "ssssdiz", record->id, record->name, record->colour, record->emoji,
                        record->position, record->created, record->trashed ? now : (gint64) 0) &&
         note_added (self, db);
}

static gboolean
add_conversation (Item         *self,
                  NatterDb     *db,
                  NatterBlobs  *blobs,
                  gint64        now,
                  GError      **error)
{
  const NatterStoredConversation *record = self->record;

  return natter_db_run (db, error,
                        "INSERT INTO conversation (id, title, title_is_own, created, updated,"
                        " pinned, archived, unread, folder, model_key, scroll, trashed)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
                        " (SELECT id FROM folder WHERE id = ?9), ?10, ?11, ?12)"
                        " ON CONFLICT (id) DO NOTHING",
                        "ssdiidddsssz", record->id, record->title, record->title_is_own != FALSE,
                        record->created, record->updated, record->pinned != FALSE,
                        record->archived != FALSE, record->unread != FALSE, record->folder_id,
                        record->model_key, record->scroll_id,
                        record->trashed ? now : (gint64) 0) &&
         note_added (self, db);
}

static gboolean
add_draft (Item         *self,
           NatterDb     *db,
           NatterBlobs  *blobs,
           gint64        now,
           GError      **error)
{
  return natter_db_run (db, error,
                        "INSERT INTO draft (conversation, time, text) SELECT ?1, ?2, ?3"
                        " WHERE ?1 = '' OR EXISTS (SELECT 1 FROM conversation WHERE id = ?1)"
                        " ON CONFLICT (conversation) DO NOTHING",
                        "sis", self->id, now, self->record) &&
         note_added (self, db);
}

static gboolean
add_attachment (Item         *self,
                NatterDb     *db,
                NatterBlobs  *blobs,
                gint64        now,
                GError      **error)
{
  g_autofree char *name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->record);
  g_autofree char *stored = NULL;

  if (natter_blobs_get_size (blobs, name) == (gint64) g_bytes_get_size (self->record))
    return TRUE;

  stored = natter_blobs_store (blobs, self->record, error);
  self->n_added = stored ? 1 : self->n_added;

  return stored != NULL;
}

static gboolean
get_flag (NatterDb    *db,
          gboolean    *flag,
          const char  *query,
          const char  *first,
          const char  *second,
          GError     **error)
{
  gint64 number = 0;

  if (!natter_db_get (db, &number, error, query, "ss", first, second))
    return FALSE;

  *flag = number != 0;
  return TRUE;
}

/* Where the one that it answers is not to be found it becomes a first message; where another of its
 * siblings is shown that one stays shown. */
static NatterStoredMessage *
fit_message (NatterStoredMessage  *message,
             NatterDb             *db,
             GError              **error)
{
  NatterStoredMessage values = *message;
  gboolean has_parent = TRUE;
  gboolean has_rival = FALSE;

  if (message->parent_id &&
      !get_flag (db, &has_parent, "SELECT count(*) FROM message WHERE id = ?1 AND"
                 " conversation = ?2", message->parent_id, message->conversation_id, error))
    return NULL;
  if (!has_parent)
    values.parent_id = NULL;

  if (message->chosen &&
      !get_flag (db, &has_rival, "SELECT EXISTS (SELECT 1 FROM message WHERE parent IS ?1 AND"
                 " conversation = ?2 AND chosen <> 0)", values.parent_id,
                 message->conversation_id, error))
    return NULL;
  values.chosen = message->chosen && !has_rival;

  if (has_parent && !has_rival)
    return natter_stored_message_ref (message);

  return natter_stored_message_new (&values);
}

static gboolean
write_message (Item         *self,
               NatterDb     *db,
               NatterBlobs  *blobs,
               gint64        now,
               GError      **error)
{
  NatterStoredMessage *record = self->record;
  g_autoptr(NatterStoredMessage) fitting = fit_message (record, db, error);

  if (!fitting || !natter_store_message_write (db, blobs, fitting, error))
    return FALSE;
  if (record->trashed &&
      !natter_db_run (db, error, "UPDATE message SET trashed = ?2, trashed_with = ?3 WHERE id = ?1",
                      "sis", record->id, now,
                      record->trashed_with ? record->trashed_with : record->id))
    return FALSE;

  self->n_added = 1;
  return TRUE;
}

static gboolean
add_edits (Item      *self,
           NatterDb  *db,
           GError   **error)
{
  const char *id = ((const NatterStoredMessage *) self->record)->id;
  guint n_added = 0;

  for (guint i = 0; self->edits && i < self->edits->len; i++)
    {
      const NatterStoredEdit *edit = g_ptr_array_index (self->edits, i);

      if (!natter_db_run (db, error,
                          "INSERT INTO edit (message, time, text) SELECT m.key, ?2, ?3"
                          " FROM message m WHERE m.id = ?1 AND NOT EXISTS (SELECT 1 FROM edit e"
                          " WHERE e.message = m.key AND e.time = ?2 AND e.text = ?3)",
                          "sis", id, edit->time, edit->text))
        return FALSE;
      n_added += sqlite3_changes64 (db->handle) > 0;
    }

  self->n_edits = MAX (self->n_edits, n_added);
  return TRUE;
}

/* A conversation that was removed for good meanwhile is left alone. */
static gboolean
add_message (Item         *self,
             NatterDb     *db,
             NatterBlobs  *blobs,
             gint64        now,
             GError      **error)
{
  const NatterStoredMessage *record = self->record;
  gboolean is_wanted = FALSE;

  if (!get_flag (db, &is_wanted, "SELECT NOT EXISTS (SELECT 1 FROM message WHERE id = ?1) AND"
                 " EXISTS (SELECT 1 FROM conversation WHERE id = ?2)", record->id,
                 record->conversation_id, error))
    return FALSE;

  return (!is_wanted || write_message (self, db, blobs, now, error)) &&
         add_edits (self, db, error);
}

void
natter_store_merge_add_folder (NatterStoreMerge   *self,
                               NatterStoredFolder *folder)
{
  add_item (self, add_folder, natter_stored_folder_ref (folder),
            (GDestroyNotify) natter_stored_folder_unref, 0);
}

/* natter_store_merge_add_conversation:
 * @conversation: its draft is not looked at; its folder comes first */
void
natter_store_merge_add_conversation (NatterStoreMerge         *self,
                                     NatterStoredConversation *conversation)
{
  add_item (self, add_conversation, natter_stored_conversation_ref (conversation),
            (GDestroyNotify) natter_stored_conversation_unref, 0);
}

/* natter_store_merge_add_message:
 * @message: readable and ended; its conversation and the one that it answers come first
 * @edits: (nullable) (element-type NatterStoredEdit): former texts, added to a message that is
 *   there as well */
void
natter_store_merge_add_message (NatterStoreMerge    *self,
                                NatterStoredMessage *message,
                                GPtrArray           *edits)
{
  Item *item = NULL;
  gsize size = 0;

  for (guint i = 0; message->parts && i < message->parts->len; i++)
    size += ((const NatterStoredPart *) g_ptr_array_index (message->parts, i))->length;
  for (guint i = 0; edits && i < edits->len; i++)
    size += strlen (((const NatterStoredEdit *) g_ptr_array_index (edits, i))->text);

  item = add_item (self, add_message, natter_stored_message_ref (message),
                   (GDestroyNotify) natter_stored_message_unref, size);
  item->edits = edits ? g_ptr_array_ref (edits) : NULL;
}

/* natter_store_merge_add_draft:
 * @conversation_id: "" is the new chat */
void
natter_store_merge_add_draft (NatterStoreMerge *self,
                              const char       *conversation_id,
                              const char       *text)
{
  add_item (self, add_draft, g_strdup (text), g_free, strlen (text))->id =
    g_strdup (conversation_id);
}

/* natter_store_merge_add_attachment:
 * @data: the bytes; it comes before the message that holds it */
void
natter_store_merge_add_attachment (NatterStoreMerge *self,
                                   GBytes           *data)
{
  add_item (self, add_attachment, g_bytes_ref (data), (GDestroyNotify) g_bytes_unref,
            g_bytes_get_size (data));
}

guint
natter_store_merge_get_n_items (NatterStoreMerge *self)
{
  return self->items->len;
}

/* Bytes, about. */
gsize
natter_store_merge_get_size (NatterStoreMerge *self)
{
  return self->size;
}

/* Adds to @counts what was added. After the batch was written. */
void
natter_store_merge_count (NatterStoreMerge       *self,
                          NatterStoreMergeCounts *counts)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      if (item->add == add_folder)
        counts->n_folders += item->n_added;
      else if (item->add == add_conversation)
        counts->n_conversations += item->n_added;
      else if (item->add == add_message)
        counts->n_messages += item->n_added;
      else if (item->add == add_draft)
        counts->n_drafts += item->n_added;
      else
        counts->n_attachments += item->n_added;

      /* those of a new message came with it */
      counts->n_edits += item->n_added ? 0 : item->n_edits;
    }
}

static gboolean
apply_merge (const NatterStoreChange  *self,
             NatterDb                 *db,
             NatterBlobs              *blobs,
             GError                  **error)
{
  NatterStoreMerge *merge = self->record;

  for (guint i = 0; i < merge->items->len; i++)
    {
      Item *item = g_ptr_array_index (merge->items, i);

      if (!item->add (item, db, blobs, self->number, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * natter_store_batch_merge:
 * @self: a batch
 * @merge: (transfer none): filled; nobody adds to it any more
 *
 * Adds what is missing of it. natter_store_merge_count() tells how much that was.
 */
void
natter_store_batch_merge (NatterStoreBatch *self,
                          NatterStoreMerge *merge)
{
  NatterStoreChange *change = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (merge != NULL);

  change = natter_store_batch_add (self, apply_merge, NULL);
  change->record = natter_store_merge_ref (merge);
  change->free_record = (GDestroyNotify) natter_store_merge_unref;
  change->number = natter_store_now ();
}
