/* natter-restore-walk.c: what a backup has and the store does not, piece by piece: the folders,
 * then one conversation after the other. What both have is left out; of a message whose text
 * differs the text of the backup joins the former ones. Used by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-restore-walk.h"

#include <string.h>

#include "natter-restore-order.h"
#include "natter-store-conversations.h"
#include "natter-store-folders.h"
#include "natter-store-messages.h"

/* One piece: what is written in one transaction, and how long one look takes. */
#define MAX_ITEMS 100
#define MAX_BYTES (1024 * 1024)
#define MAX_TIME  (100 * G_TIME_SPAN_MILLISECOND)

struct _NatterRestoreWalk
{
  NatterRestoreSource *source;
  GPtrArray           *conversations;  /* of NatterStoredConversation; NULL before the folders */
  guint                n_walked;       /* of them; the next one is under way while there are keys */
  GArray              *keys;           /* of its messages; or NULL */
  guint                n_messages;     /* of them that were looked at */
  guint                n_unreadable;
  gboolean             done;
};

/* What one look has. */
typedef struct
{
  NatterRestoreWalk *walk;
  NatterDb          *live;
  NatterBlobs       *live_blobs;
  NatterStoreMerge  *merge;
} Piece;

/* natter_restore_walk_new:
 * @source: (transfer full): a backup */
NatterRestoreWalk *
natter_restore_walk_new (NatterRestoreSource *source)
{
  NatterRestoreWalk *self = g_new0 (NatterRestoreWalk, 1);

  self->source = source;

  return self;
}

/* Any thread, as long as nobody else uses it. */
void
natter_restore_walk_free (NatterRestoreWalk *self)
{
  natter_restore_source_free (self->source);
  g_clear_pointer (&self->conversations, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_free (self);
}

static gboolean
is_there (Piece       *piece,
          const char  *query,
          const char  *id,
          gboolean    *found,
          GError     **error)
{
  gint64 key = 0;

  if (!natter_db_get (piece->live, &key, error, query, "s", id))
    return FALSE;

  *found = key != 0;
  return TRUE;
}

static gboolean
walk_folders (Piece   *piece,
              GError **error)
{
  g_autoptr(GPtrArray) folders = natter_store_folders_read (piece->walk->source->db, error);
  g_autofree char *draft = natter_store_draft_read (piece->walk->source->db, NULL);
  gboolean found = FALSE;

  if (!folders)
    return FALSE;

  for (guint i = 0; i < folders->len; i++)
    {
      NatterStoredFolder *folder = g_ptr_array_index (folders, i);

      if (!is_there (piece, "SELECT key FROM folder WHERE id = ?1", folder->id, &found, error))
        return FALSE;
      if (folder->unreadable)
        piece->walk->n_unreadable++;
      else if (!found)
        natter_store_merge_add_folder (piece->merge, folder);
    }

  if (!is_there (piece, "SELECT key FROM draft WHERE conversation = ?1", "", &found, error))
    return FALSE;
  if (draft && *draft && !found)
    natter_store_merge_add_draft (piece->merge, "", draft);

  return TRUE;
}

static gboolean
begin_conversation (Piece                     *piece,
                    NatterStoredConversation  *conversation,
                    GError                   **error)
{
  gboolean has_row = FALSE;
  gboolean has_draft = FALSE;

  if (!is_there (piece, "SELECT key FROM conversation WHERE id = ?1", conversation->id, &has_row,
                 error) ||
      !is_there (piece, "SELECT key FROM draft WHERE conversation = ?1", conversation->id,
                 &has_draft, error))
    return FALSE;

  if (!has_row)
    natter_store_merge_add_conversation (piece->merge, conversation);
  if (conversation->draft && *conversation->draft && !has_draft)
    natter_store_merge_add_draft (piece->merge, conversation->id, conversation->draft);
  piece->walk->keys = natter_restore_order (piece->walk->source->db, conversation->id, error);
  piece->walk->n_messages = 0;

  return piece->walk->keys != NULL;
}

static void
walk_attachments (Piece                     *piece,
                  const NatterStoredMessage *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    {
      const NatterStoredPart *part = g_ptr_array_index (message->parts, i);
      g_autoptr(GBytes) data = NULL;

      if (!part->blob || natter_blobs_get_size (piece->live_blobs, part->blob) == part->size)
        continue;

      data = natter_restore_source_load_blob (piece->walk->source, part->blob);
      if (data)
        natter_store_merge_add_attachment (piece->merge, data);
      else
        piece->walk->n_unreadable++;
    }
}

static gboolean
has_edit (GPtrArray              *edits,
          const NatterStoredEdit *wanted)
{
  for (guint i = 0; i < edits->len; i++)
    {
      const NatterStoredEdit *edit = g_ptr_array_index (edits, i);

      if (edit->time == wanted->time && g_str_equal (edit->text, wanted->text))
        return TRUE;
    }

  return FALSE;
}

/* An answer that went on after the backup begins with what the backup has of it. */
static gboolean
is_known_text (const NatterStoredMessage *live,
               GPtrArray                 *live_edits,
               const char                *text)
{
  g_autofree char *live_text = natter_stored_message_dup_text (live);

  if (g_str_has_prefix (live_text, text))
    return TRUE;

  for (guint i = 0; i < live_edits->len; i++)
    if (g_str_has_prefix (((const NatterStoredEdit *) g_ptr_array_index (live_edits, i))->text,
                          text))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full) (nullable): what the backup knows of a message and the store does not */
static GPtrArray *
find_texts (Piece                *piece,
            NatterStoredMessage  *message,
            GPtrArray            *edits,
            gint64                live_key,
            GError              **error)
{
  g_autoptr(NatterStoredMessage) live = natter_store_message_read (piece->live, NULL,
                                                                   message->conversation_id,
                                                                   live_key, error);
  g_autoptr(GPtrArray) live_edits = natter_store_edits_read (piece->live, message->id, error);
  g_autofree char *text = natter_stored_message_dup_text (message);
  GPtrArray *found = NULL;

  if (!live || !live_edits)
    return NULL;

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_edit_unref);
  if (live->unreadable)
    return found;

  for (guint i = edits->len; i > 0; i--)
    if (!has_edit (live_edits, g_ptr_array_index (edits, i - 1)))
      g_ptr_array_add (found, natter_stored_edit_ref (g_ptr_array_index (edits, i - 1)));
  if (!is_known_text (live, live_edits, text))
    g_ptr_array_add (found, natter_stored_edit_new (g_get_real_time () / 1000, text));

  return found;
}

/* The oldest first, as they were stored. */
static GPtrArray *
turn_round (GPtrArray *edits)
{
  GPtrArray *turned =
    g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_edit_unref);

  for (guint i = edits->len; i > 0; i--)
    g_ptr_array_add (turned, natter_stored_edit_ref (g_ptr_array_index (edits, i - 1)));

  return turned;
}

static gboolean
walk_message (Piece                     *piece,
              NatterStoredConversation  *conversation,
              gint64                     key,
              GError                   **error)
{
  g_autoptr(NatterStoredMessage) message =
    natter_store_message_read (piece->walk->source->db, NULL, conversation->id, key, error);
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GPtrArray) wanted = NULL;
  gint64 live_key = 0;

  if (!message)
    return FALSE;
  if (message->unreadable)
    {
      piece->walk->n_unreadable++;
      return TRUE;
    }

  edits = natter_store_edits_read (piece->walk->source->db, message->id, error);
  if (!edits || !natter_db_get (piece->live, &live_key, error,
                                "SELECT key FROM message WHERE id = ?1", "s", message->id))
    return FALSE;

  walk_attachments (piece, message);
  wanted = live_key ? find_texts (piece, message, edits, live_key, error) : turn_round (edits);
  if (!wanted)
    return FALSE;
  if (live_key == 0 || wanted->len > 0)
    natter_store_merge_add_message (piece->merge, message, wanted);

  return TRUE;
}

/* Returns: whether nothing went wrong: one step further, or done */
static gboolean
walk_step (Piece   *piece,
           GError **error)
{
  NatterRestoreWalk *self = piece->walk;
  NatterStoredConversation *conversation = NULL;

  if (!self->conversations)
    {
      self->conversations = natter_store_conversations_read (self->source->db, error);
      return self->conversations && walk_folders (piece, error);
    }

  self->done = self->n_walked == self->conversations->len;
  if (self->done)
    return TRUE;

  conversation = g_ptr_array_index (self->conversations, self->n_walked);
  if (conversation->unreadable)
    {
      self->n_unreadable++;
      self->n_walked++;
      return TRUE;
    }
  if (!self->keys)
    return begin_conversation (piece, conversation, error);
  if (self->n_messages < self->keys->len)
    return walk_message (piece, conversation,
                         g_array_index (self->keys, gint64, self->n_messages++), error);

  g_clear_pointer (&self->keys, g_array_unref);
  self->n_walked++;
  return TRUE;
}

static gboolean
is_full (NatterStoreMerge *merge)
{
  return natter_store_merge_get_n_items (merge) >= MAX_ITEMS ||
         natter_store_merge_get_size (merge) >= MAX_BYTES;
}

/**
 * natter_restore_walk_next:
 * @self: a walk that is not done
 * @live: the store's database
 * @live_blobs: its attachments
 * @error: why either can't be read
 *
 * Returns: (transfer full) (nullable): the next piece of what is missing; empty when nothing was
 *   for a while
 */
NatterStoreMerge *
natter_restore_walk_next (NatterRestoreWalk  *self,
                          NatterDb           *live,
                          NatterBlobs        *live_blobs,
                          GError            **error)
{
  g_autoptr(NatterStoreMerge) merge = natter_store_merge_new ();
  Piece piece = { .walk = self, .live = live, .live_blobs = live_blobs, .merge = merge };
  gint64 end = g_get_monotonic_time () + MAX_TIME;

  while (!self->done && !is_full (merge) && g_get_monotonic_time () < end)
    if (!walk_step (&piece, error))
      return NULL;

  return g_steal_pointer (&merge);
}

/* Returns: from 0 to 1 */
double
natter_restore_walk_get_progress (NatterRestoreWalk *self)
{
  if (!self->conversations || self->conversations->len == 0)
    return self->done ? 1 : 0;

  return (double) self->n_walked / self->conversations->len;
}

/* Returns: how many folders, conversations, messages and attachments of the backup could not be
 * read and are not here either */
guint
natter_restore_walk_get_n_unreadable (NatterRestoreWalk *self)
{
  return self->n_unreadable;
}

gboolean
natter_restore_walk_is_damaged (NatterRestoreWalk *self)
{
  return self->source->damaged;
}

gboolean
natter_restore_walk_is_done (NatterRestoreWalk *self)
{
  return self->done;
}
