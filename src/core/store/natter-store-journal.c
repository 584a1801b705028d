/* natter-store-journal.c: what was read of answers in flight and is not stored yet. Deltas of a
 * kind that follow each other become one row, so that the bytes written are in proportion to the
 * bytes read. Collected on the main thread; the batches are applied on the writer's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-batch-private.h"
#include "natter-store-journal-private.h"
#include "natter-stored-part.h"

typedef struct
{
  gint64      key;        /* greater than of those before: a row is stored only once */
  char       *message_id;
  const char *kind;       /* a stable name, static */
  guint       number;
  char       *id;
  char       *name;
  char       *mime_type;
  GString    *text;
  GBytes     *data;
} Row;

struct _NatterStoreJournal
{
  GPtrArray *rows;   /* of Row */
  gint64     key;    /* of the last one */
};

static void
row_free (Row *self)
{
  g_free (self->message_id);
  g_free (self->id);
  g_free (self->name);
  g_free (self->mime_type);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

NatterStoreJournal *
natter_store_journal_new (void)
{
  NatterStoreJournal *self = g_new0 (NatterStoreJournal, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

  return self;
}

void
natter_store_journal_free (NatterStoreJournal *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Returns: (nullable): the name under which a delta is kept; NULL for what is not */
static const char *
get_kind (const NatterDelta *delta)
{
  switch (delta->kind)
    {
    case NATTER_DELTA_TEXT:
      return natter_part_kind_to_string (NATTER_PART_TEXT);
    case NATTER_DELTA_REASONING:
      return natter_part_kind_to_string (NATTER_PART_REASONING);
    case NATTER_DELTA_REFUSAL:
      return natter_part_kind_to_string (NATTER_PART_REFUSAL);
    case NATTER_DELTA_TOOL_CALL:
      return natter_part_kind_to_string (NATTER_PART_TOOL_CALL);
    case NATTER_DELTA_CITATION:
      return natter_part_kind_to_string (NATTER_PART_CITATION);
    case NATTER_DELTA_IMAGE:
      return natter_part_kind_to_string (NATTER_PART_IMAGE);
    case NATTER_DELTA_CARRY:
      return natter_part_kind_to_string (NATTER_PART_CARRY);
    case NATTER_DELTA_MODEL:
      return NATTER_JOURNAL_MODEL;
    case NATTER_DELTA_USAGE:
      return NATTER_JOURNAL_USAGE;
    case NATTER_DELTA_FINISH:
      return NATTER_JOURNAL_FINISH;
    case NATTER_DELTA_ERROR:
    default:
      return NULL;
    }
}

static gboolean
grows (NatterDeltaKind kind)
{
  return kind == NATTER_DELTA_TEXT || kind == NATTER_DELTA_REASONING ||
         kind == NATTER_DELTA_REFUSAL || kind == NATTER_DELTA_TOOL_CALL;
}

static Row *
get_row (NatterStoreJournal *self,
         const char         *message_id,
         const NatterDelta  *delta)
{
  const char *kind = get_kind (delta);
  Row *row = NULL;

  if (self->rows->len > 0 && grows (delta->kind) && !delta->id && !delta->name)
    {
      row = g_ptr_array_index (self->rows, self->rows->len - 1);
      if (g_str_equal (row->kind, kind) && row->number == delta->index &&
          g_str_equal (row->message_id, message_id))
        return row;
    }

  self->key = MAX (self->key + 1, g_get_real_time ());
  row = g_new0 (Row, 1);
  row->key = self->key;
  row->message_id = g_strdup (message_id);
  row->kind = kind;
  row->number = delta->index;
  row->text = g_string_new (NULL);
  g_ptr_array_add (self->rows, row);

  return row;
}

/* natter_store_journal_append:
 *
 * Takes what was read of an answer. Constant work per delta. */
void
natter_store_journal_append (NatterStoreJournal *self,
                             const char         *message_id,
                             const NatterDelta  *delta)
{
  Row *row = NULL;

  if (!get_kind (delta))
    return;

  row = get_row (self, message_id, delta);
  if (delta->id)
    g_set_str (&row->id, delta->id);
  if (delta->name)
    g_set_str (&row->name, delta->name);
  if (delta->text)
    g_string_append_len (row->text, delta->text, (gssize) delta->length);

  if (delta->kind == NATTER_DELTA_USAGE && delta->usage)
    g_string_printf (row->text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                     " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, delta->usage->input,
                     delta->usage->output, delta->usage->cached_input, delta->usage->reasoning,
                     delta->usage->total);
  if (delta->kind == NATTER_DELTA_FINISH)
    g_set_str (&row->id, natter_end_to_string (delta->end));
  if (delta->kind == NATTER_DELTA_IMAGE && delta->image)
    {
      g_set_str (&row->name, natter_attachment_get_name (delta->image));
      g_set_str (&row->mime_type, natter_attachment_get_mime_type (delta->image));
      row->data = g_bytes_ref (natter_attachment_get_data (delta->image));
    }
}

gboolean
natter_store_journal_is_empty (NatterStoreJournal *self)
{
  return self->rows->len == 0;
}

static gboolean
apply_row (const Row    *row,
           NatterDb     *db,
           NatterBlobs  *blobs,
           GError      **error)
{
  g_autofree char *blob = row->data ? natter_blobs_store (blobs, row->data, error) : NULL;

  if (row->data && !blob)
    return FALSE;

  return natter_db_run (db, error,
                        "INSERT OR IGNORE INTO journal (key, message, kind, number, id, name,"
                        " mime_type, text, blob, size) SELECT ?10, key, ?2, ?3, ?4, ?5, ?6, ?7,"
                        " ?8, ?9 FROM message WHERE id = ?1",
                        "ssdssstsni", row->message_id, row->kind, (int) row->number, row->id,
                        row->name, row->mime_type, row->text->str, row->text->len, blob,
                        row->data ? (gint64) g_bytes_get_size (row->data) : (gint64) -1,
                        row->key) &&
         natter_store_must_exist (db, "SELECT count(*) FROM message WHERE id = ?1",
                                  row->message_id, error);
}

static gboolean
apply_rows (const NatterStoreChange  *self,
            NatterDb                 *db,
            NatterBlobs              *blobs,
            GError                  **error)
{
  const GPtrArray *rows = self->record;

  for (guint i = 0; i < rows->len; i++)
    if (!apply_row (g_ptr_array_index (rows, i), db, blobs, error))
      return FALSE;

  return TRUE;
}

/* natter_store_journal_take:
 *
 * Returns: (transfer full): a batch of what was collected; the journal is empty after it */
NatterStoreBatch *
natter_store_journal_take (NatterStoreJournal *self)
{
  NatterStoreBatch *batch = natter_store_batch_new ();
  NatterStoreChange *change = natter_store_batch_add (batch, apply_rows, NULL);

  change->record = g_steal_pointer (&self->rows);
  change->free_record = (GDestroyNotify) g_ptr_array_unref;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  natter_store_batch_set_fleeting (batch);

  return batch;
}
