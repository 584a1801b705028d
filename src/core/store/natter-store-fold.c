/* natter-store-fold.c: what a crash left of answers in flight: the journal folded into their
 * messages. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdio.h>

#include "natter-store-journal-private.h"
#include "natter-store-messages.h"

/* A part that may still grow. */
typedef struct
{
  NatterPartKind  kind;
  guint           number;
  char           *id;
  char           *name;
  char           *mime_type;
  char           *blob;
  gint64          size;
  GString        *text;
} Growing;

typedef struct
{
  GPtrArray   *parts;          /* of Growing */
  char        *model;
  char        *finish_reason;
  NatterUsage  usage;
  NatterEnd    end;
} Answer;

static void
growing_free (Growing *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->mime_type);
  g_free (self->blob);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
answer_clear (Answer *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self->model);
  g_free (self->finish_reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* Which part a delta makes longer, as in a message that streams. */
static Growing *
find_growing (Answer         *self,
              NatterPartKind  kind,
              guint           number)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Growing *part = g_ptr_array_index (self->parts, i);

      if (part->kind == kind &&
          (kind == NATTER_PART_TEXT || kind == NATTER_PART_REFUSAL ||
           ((kind == NATTER_PART_REASONING || kind == NATTER_PART_TOOL_CALL) &&
            part->number == number)))
        return part;
    }

  return NULL;
}

static gboolean
has_citation (Answer     *self,
              const char *address)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Growing *part = g_ptr_array_index (self->parts, i);

      if (part->kind == NATTER_PART_CITATION && g_strcmp0 (part->id, address) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
append_part (Answer                 *self,
             const NatterStoredPart *values)
{
  Growing *part = find_growing (self, values->kind, values->number);

  if (values->kind == NATTER_PART_CITATION && has_citation (self, values->id))
    return;

  if (!part)
    {
      part = g_new0 (Growing, 1);
      part->kind = values->kind;
      part->number = values->number;
      part->text = g_string_new (NULL);
      g_ptr_array_add (self->parts, part);
    }
  if (values->id && *values->id)
    g_set_str (&part->id, values->id);
  if (values->name && *values->name)
    g_set_str (&part->name, values->name);
  if (values->mime_type)
    g_set_str (&part->mime_type, values->mime_type);
  if (values->blob)
    g_set_str (&part->blob, values->blob);
  if (values->text)
    g_string_append_len (part->text, values->text, (gssize) values->length);
  part->size = values->size;
}

static void
take_usage (Answer     *self,
            const char *text)
{
  NatterUsage usage = NATTER_USAGE_INIT;

  if (text && sscanf (text, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %"
                      G_GINT64_FORMAT " %" G_GINT64_FORMAT, &usage.input, &usage.output,
                      &usage.cached_input, &usage.reasoning, &usage.total) == 5)
    self->usage = usage;
}

static void
append_row (Answer     *self,
            NatterRows *rows)
{
  const char *kind_name = natter_rows_text (rows, 0);
  const char *text = natter_rows_text (rows, 5);
  NatterPartKind kind = NATTER_PART_TEXT;

  if (natter_part_kind_from_string (kind_name, &kind))
    append_part (self, &(NatterStoredPart) {
      .kind = kind,
      .number = (guint) natter_rows_number (rows, 1, 0),
      .id = natter_rows_text (rows, 2),
      .name = natter_rows_text (rows, 3),
      .mime_type = natter_rows_text (rows, 4),
      .text = text,
      .length = text ? (gsize) sqlite3_column_bytes (rows, 5) : 0,
      .blob = natter_rows_text (rows, 6),
      .size = natter_rows_number (rows, 7, 0),
    });
  else if (g_strcmp0 (kind_name, NATTER_JOURNAL_MODEL) == 0)
    g_set_str (&self->model, text);
  else if (g_strcmp0 (kind_name, NATTER_JOURNAL_USAGE) == 0)
    take_usage (self, text);
  else if (g_strcmp0 (kind_name, NATTER_JOURNAL_FINISH) == 0)
    {
      g_set_str (&self->finish_reason, text);
      self->end = natter_end_from_string (natter_rows_text (rows, 2));
    }
}

/* Where the journal is damaged, what stands before it is kept. */
static gboolean
read_journal (Answer    *self,
              NatterDb  *db,
              gint64     message,
              GError   **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;

  rows = natter_db_query (db, error,
                          "SELECT kind, number, id, name, mime_type, text, blob, size FROM journal"
                          " WHERE message = ?1 ORDER BY key", "i", message);
  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    append_row (self, rows);
  if (!failed || g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static GPtrArray *
make_parts (Answer *self)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Growing *part = g_ptr_array_index (self->parts, i);

      g_ptr_array_add (parts, natter_stored_part_new (&(NatterStoredPart) {
        .kind = part->kind,
        .number = part->number,
        .id = part->id,
        .name = part->name,
        .mime_type = part->mime_type,
        .text = part->text->len > 0 ? part->text->str : NULL,
        .length = part->text->len,
        .blob = part->blob,
        .size = part->size,
      }));
    }

  return parts;
}

/* When the end itself was read, nothing is missing and nothing was interrupted. */
static NatterStoredMessage *
make_message (Answer                    *self,
              const NatterStoredMessage *begun)
{
  g_autoptr(GPtrArray) parts = make_parts (self);
  NatterStoredMessage values = *begun;

  values.parts = parts;
  values.streaming = FALSE;
  values.usage = self->usage;
  values.end = self->end != NATTER_END_NONE ? self->end : NATTER_END_INTERRUPTED;
  if (self->model)
    values.model = self->model;
  if (self->finish_reason)
    values.finish_reason = self->finish_reason;

  return natter_stored_message_new (&values);
}

static NatterStoredMessage *
fold_one (NatterDb     *db,
          NatterBlobs  *blobs,
          gint64        key,
          GError      **error)
{
  g_auto(Answer) answer = { .end = NATTER_END_NONE };
  g_autoptr(NatterStoredMessage) begun = natter_store_message_read (db, NULL, "", key, error);
  g_autoptr(NatterStoredMessage) folded = NULL;

  answer.parts = g_ptr_array_new_with_free_func ((GDestroyNotify) growing_free);
  if (!begun)
    return NULL;
  if (begun->unreadable)
    return g_steal_pointer (&begun);

  answer.usage = begun->usage;
  for (guint i = 0; i < begun->parts->len; i++)
    append_part (&answer, g_ptr_array_index (begun->parts, i));
  if (!read_journal (&answer, db, key, error))
    return NULL;

  folded = make_message (&answer, begun);

  return natter_store_message_write (db, blobs, folded, error) ? g_steal_pointer (&folded) : NULL;
}

static GArray *
find_streaming (NatterDb  *db,
                GError   **error)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                "SELECT key FROM message INDEXED BY"
                                                " message_streaming WHERE streaming <> 0", "");

  while (rows && natter_rows_next (rows, &failed))
    {
      gint64 key = natter_rows_number (rows, 0, 0);

      g_array_append_val (keys, key);
    }
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else if (rows)
    return g_steal_pointer (&keys);

  return NULL;
}

static gboolean
fold_all (NatterDb      *db,
          NatterBlobs   *blobs,
          GArray        *keys,
          GStrvBuilder  *interrupted,
          GError       **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(NatterStoredMessage) folded = fold_one (db, blobs, g_array_index (keys, gint64, i),
                                                        error);

      if (!folded)
        return FALSE;
      if (!folded->unreadable && folded->end == NATTER_END_INTERRUPTED)
        g_strv_builder_add (interrupted, folded->id);
    }

  return TRUE;
}

/**
 * natter_store_fold:
 * @db: a connection that can write
 * @blobs: where attachments are kept
 * @interrupted: (out) (nullable): the ids of answers whose end was never read
 * @error: why not
 *
 * Folds what the journal has of answers in flight into their messages, all in one transaction. To
 * be called while none is in flight.
 *
 * Returns: whether no answer is in flight any more
 */
gboolean
natter_store_fold (NatterDb     *db,
                   NatterBlobs  *blobs,
                   GStrv        *interrupted,
                   GError      **error)
{
  g_autoptr(GArray) keys = find_streaming (db, error);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  *interrupted = NULL;
  if (!keys)
    return FALSE;
  if (keys->len == 0)
    return TRUE;

  if (natter_db_exec (db, "BEGIN IMMEDIATE", error) && fold_all (db, blobs, keys, ids, error) &&
      natter_db_exec (db, "COMMIT", error))
    {
      *interrupted = g_strv_builder_end (ids);
      return TRUE;
    }

  natter_db_rollback (db);
  return FALSE;
}
