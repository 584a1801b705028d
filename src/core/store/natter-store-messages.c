/* natter-store-messages.c: writing the rows of messages. Batches are filled on the main thread and
 * applied on the writer's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-messages.h"

#include "natter-store-batch-private.h"
#include "natter-store-index.h"
#include "natter-store-parts.h"

static gboolean
write_row (NatterDb                   *db,
           const NatterStoredMessage  *m,
           gint64                     *key,
           GError                    **error)
{
  return natter_db_get (db, key, error,
                        "INSERT INTO message (id, conversation, parent, position, chosen, role,"
                        " time, streaming, provider, model, ending, finish_reason, tokens_input,"
                        " tokens_output, tokens_cached, tokens_reasoning, tokens_total,"
                        " ms_reasoning, ms_text, ms_total, error_category, error_message,"
                        " error_status, error_body, request_id)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                        " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"
                        " ON CONFLICT (id) DO UPDATE SET conversation = excluded.conversation,"
                        " parent = excluded.parent, position = excluded.position,"
                        " chosen = excluded.chosen, role = excluded.role, time = excluded.time,"
                        " streaming = excluded.streaming, provider = excluded.provider,"
                        " model = excluded.model, ending = excluded.ending,"
                        " finish_reason = excluded.finish_reason,"
                        " tokens_input = excluded.tokens_input,"
                        " tokens_output = excluded.tokens_output,"
                        " tokens_cached = excluded.tokens_cached,"
                        " tokens_reasoning = excluded.tokens_reasoning,"
                        " tokens_total = excluded.tokens_total,"
                        " ms_reasoning = excluded.ms_reasoning, ms_text = excluded.ms_text,"
                        " ms_total = excluded.ms_total, error_category = excluded.error_category,"
                        " error_message = excluded.error_message,"
                        " error_status = excluded.error_status, error_body = excluded.error_body,"
                        " request_id = excluded.request_id RETURNING key",
                        "sssddsidssssnnnnnnnnsszss", m->id, m->conversation_id, m->parent_id,
                        m->position, m->chosen != FALSE, m->role, m->time, m->streaming != FALSE,
                        m->provider, m->model,
                        m->end == NATTER_END_NONE ? NULL : natter_end_to_string (m->end),
                        m->finish_reason, m->usage.input, m->usage.output, m->usage.cached_input,
                        m->usage.reasoning, m->usage.total, m->reasoning_after, m->text_after,
                        m->ended_after, m->error_category, m->error_message,
                        (gint64) m->error_status, m->error_body, m->request_id);
}

/* One of the siblings is shown. */
static gboolean
leave_siblings (NatterDb                   *db,
                const NatterStoredMessage  *message,
                gint64                      key,
                GError                    **error)
{
  if (!message->chosen)
    return TRUE;

  return natter_db_run (db, error,
                        "UPDATE message SET chosen = 0 WHERE parent IS ?1 AND conversation = ?2"
                        " AND key <> ?3 AND chosen <> 0",
                        "ssi", message->parent_id, message->conversation_id, key);
}

/* natter_store_message_write:
 * @db: a connection within a transaction
 *
 * Puts a message in the place of all that was known of it, its journal included. An answer in
 * flight is not looked for before it is whole. */
gboolean
natter_store_message_write (NatterDb                   *db,
                            NatterBlobs                *blobs,
                            const NatterStoredMessage  *message,
                            GError                    **error)
{
  gint64 key = 0;

  return write_row (db, message, &key, error) && leave_siblings (db, message, key, error) &&
         natter_store_parts_write (db, blobs, key, message->parts, error) &&
         natter_db_run (db, error, "DELETE FROM journal WHERE message = ?1", "i", key) &&
         (message->streaming || natter_store_index_put (db, key, message->parts, error));
}

static gboolean
apply_put (const NatterStoreChange  *self,
           NatterDb                 *db,
           NatterBlobs              *blobs,
           GError                  **error)
{
  return natter_store_message_write (db, blobs, self->record, error);
}

static void
add_put (NatterStoreBatch     *self,
         NatterStoreApplyFunc  apply,
         NatterStoredMessage  *message)
{
  NatterStoreChange *change = natter_store_batch_add (self, apply, NULL);

  change->record = natter_stored_message_ref (message);
  change->free_record = (GDestroyNotify) natter_stored_message_unref;
  change->number = natter_store_now ();
}

/**
 * natter_store_batch_put_message:
 * @self: a batch
 * @message: a record; its place in the trash and its edits are not looked at
 *
 * Stores a message, all of it, in place of what was stored of it, and ends its journal. When it is
 * chosen its siblings are not any more. Its conversation and its parent must be stored, before it
 * or in the same batch; the conversation first.
 */
void
natter_store_batch_put_message (NatterStoreBatch    *self,
                                NatterStoredMessage *message)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (message != NULL && message->id != NULL && message->conversation_id != NULL &&
                    message->role != NULL);
  g_return_if_fail (message->unreadable == NULL);

  add_put (self, apply_put, message);
}

static gboolean
keep_former_text (const NatterStoreChange  *self,
                  NatterDb                 *db,
                  gint64                    key,
                  GError                  **error)
{
  const NatterStoredMessage *message = self->record;
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(NatterStoredMessage) former = NULL;
  g_autofree char *text = natter_stored_message_dup_text (message);
  g_autofree char *former_text = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  if (!natter_store_parts_read (db, NULL, key, parts, error))
    return FALSE;

  former = natter_stored_message_new (&(NatterStoredMessage) { .parts = parts });
  former_text = natter_stored_message_dup_text (former);
  if (g_str_equal (text, former_text))
    return TRUE;

  return natter_db_run (db, error, "INSERT INTO edit (message, time, text) VALUES (?1, ?2, ?3)",
                        "iis", key, self->number, former_text);
}

static gboolean
apply_edit (const NatterStoreChange  *self,
            NatterDb                 *db,
            NatterBlobs              *blobs,
            GError                  **error)
{
  const NatterStoredMessage *message = self->record;
  gint64 key = 0;

  return natter_db_get (db, &key, error, "SELECT key FROM message WHERE id = ?1", "s",
                        message->id) &&
         (key == 0 || keep_former_text (self, db, key, error)) &&
         natter_store_message_write (db, blobs, message, error);
}

/**
 * natter_store_batch_edit_message:
 * @self: a batch
 * @message: the message with its new text
 *
 * The same as natter_store_batch_put_message(), and what the text was before stays in the history
 * of the message.
 */
void
natter_store_batch_edit_message (NatterStoreBatch    *self,
                                 NatterStoredMessage *message)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (message != NULL && message->id != NULL && message->conversation_id != NULL &&
                    message->role != NULL);
  g_return_if_fail (message->unreadable == NULL);

  add_put (self, apply_edit, message);
}

static gboolean
apply_choose (const NatterStoreChange  *self,
              NatterDb                 *db,
              NatterBlobs              *blobs,
              GError                  **error)
{
  return natter_db_run (db, error,
                        "UPDATE message SET chosen = (id = ?1)"
                        " WHERE parent IS (SELECT parent FROM message WHERE id = ?1)"
                        " AND conversation = (SELECT conversation FROM message WHERE id = ?1)",
                        "s", self->id) &&
         natter_store_must_exist (db, "SELECT count(*) FROM message WHERE id = ?1", self->id,
                                  error);
}

/**
 * natter_store_batch_choose_message:
 * @self: a batch
 * @id: a message
 *
 * Of the message and its siblings this one is shown from now on.
 */
void
natter_store_batch_choose_message (NatterStoreBatch *self,
                                   const char       *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  natter_store_batch_add (self, apply_choose, id);
}
