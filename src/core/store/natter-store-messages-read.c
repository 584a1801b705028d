/* natter-store-messages-read.c: reading the rows of messages. One that can't be read is told as
 * such, between its neighbours. Used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-messages.h"

#include <glib/gi18n-lib.h>

#include "natter-store-parts.h"
#include "natter-store-rows.h"

/* Columns, in the order of the query. */
enum
{
  ID, CONVERSATION, PARENT, POSITION, CHOSEN, ROLE, TIME, STREAMING, PROVIDER, MODEL, ENDING,
  FINISH_REASON, TOKENS_INPUT, TOKENS_OUTPUT, TOKENS_CACHED, TOKENS_REASONING, TOKENS_TOTAL,
  MS_REASONING, MS_TEXT, MS_TOTAL, ERROR_CATEGORY, ERROR_MESSAGE, ERROR_STATUS, ERROR_BODY,
  REQUEST_ID, TRASHED, TRASHED_WITH, N_EDITS,
};

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
}

/* The index still knows its place, unless it is damaged too. */
static NatterStoredMessage *
read_unreadable (NatterDb   *db,
                 const char *conversation_id,
                 gint64      key)
{
  g_autofree char *name = g_strdup_printf ("row-%" G_GINT64_FORMAT, key);
  g_autoptr(NatterRows) rows = NULL;
  const char *id = NULL;
  const char *parent_id = NULL;

  rows = natter_db_query (db, NULL, "SELECT id, parent FROM message INDEXED BY message_conversation"
                          " WHERE conversation = ?1 AND key = ?2", "si", conversation_id, key);
  if (rows && natter_rows_next (rows, NULL) && natter_rows_are_utf8 (rows))
    {
      id = natter_rows_text (rows, 0);
      parent_id = natter_rows_text (rows, 1);
    }

  return natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id ? id : name,
    .conversation_id = conversation_id,
    .parent_id = parent_id,
    .unreadable = _("What is stored of this message is damaged."),
  });
}

static NatterStoredMessage *
make_record (NatterRows *rows,
             GPtrArray  *parts,
             const char *unreadable)
{
  return natter_stored_message_new (&(NatterStoredMessage) {
    .id = natter_rows_text (rows, ID),
    .conversation_id = natter_rows_text (rows, CONVERSATION),
    .parent_id = natter_rows_text (rows, PARENT),
    .position = (int) natter_rows_number (rows, POSITION, 0),
    .chosen = natter_rows_number (rows, CHOSEN, 0) != 0,
    .role = natter_rows_text (rows, ROLE),
    .time = natter_rows_number (rows, TIME, 0),
    .streaming = natter_rows_number (rows, STREAMING, 0) != 0,
    .provider = natter_rows_text (rows, PROVIDER),
    .model = natter_rows_text (rows, MODEL),
    .end = natter_end_from_string (natter_rows_text (rows, ENDING)),
    .finish_reason = natter_rows_text (rows, FINISH_REASON),
    .usage = {
      .input = natter_rows_number (rows, TOKENS_INPUT, -1),
      .output = natter_rows_number (rows, TOKENS_OUTPUT, -1),
      .cached_input = natter_rows_number (rows, TOKENS_CACHED, -1),
      .reasoning = natter_rows_number (rows, TOKENS_REASONING, -1),
      .total = natter_rows_number (rows, TOKENS_TOTAL, -1),
    },
    .reasoning_after = natter_rows_number (rows, MS_REASONING, -1),
    .text_after = natter_rows_number (rows, MS_TEXT, -1),
    .ended_after = natter_rows_number (rows, MS_TOTAL, -1),
    .error_category = natter_rows_text (rows, ERROR_CATEGORY),
    .error_message = natter_rows_text (rows, ERROR_MESSAGE),
    .error_status = (guint) natter_rows_number (rows, ERROR_STATUS, 0),
    .error_body = natter_rows_text (rows, ERROR_BODY),
    .request_id = natter_rows_text (rows, REQUEST_ID),
    .parts = parts,
    .trashed = natter_rows_number (rows, TRASHED, 0),
    .trashed_with = natter_rows_text (rows, TRASHED_WITH),
    .n_edits = (guint) natter_rows_number (rows, N_EDITS, 0),
    .unreadable = unreadable,
  });
}

static gboolean
is_good (NatterRows *rows)
{
  return natter_rows_has_text (rows, ID) && natter_rows_has_text (rows, CONVERSATION) &&
         natter_rows_has_text (rows, ROLE) && natter_rows_number (rows, TIME, -1) >= 0 &&
         natter_rows_are_utf8 (rows);
}

/* Returns: (nullable): NULL with an error, or without one when there is no such row */
static NatterStoredMessage *
read_message (NatterDb     *db,
              NatterBlobs  *blobs,
              gint64        key,
              GError      **error)
{
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;

  rows = natter_db_query (db, error,
                          "SELECT id, conversation, parent, position, chosen, role, time,"
                          " streaming, provider, model, ending, finish_reason, tokens_input,"
                          " tokens_output, tokens_cached, tokens_reasoning, tokens_total,"
                          " ms_reasoning, ms_text, ms_total, error_category, error_message,"
                          " error_status, error_body, request_id, trashed, trashed_with,"
                          " (SELECT count(*) FROM edit WHERE edit.message = message.key)"
                          " FROM message WHERE key = ?1", "i", key);
  if (!rows || !natter_rows_next (rows, error))
    return NULL;
  if (!is_good (rows))
    {
      g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DAMAGED));
      return NULL;
    }

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  if (natter_store_parts_read (db, blobs, key, parts, &failed))
    return make_record (rows, parts, NULL);
  if (is_damage (failed))
    return make_record (rows, parts, _("Parts of this message are damaged."));

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/**
 * natter_store_message_read:
 * @db: a connection
 * @blobs: (nullable): where attachments are kept; %NULL when their bytes are not wanted
 * @conversation_id: where it belongs
 * @key: the key of a message
 * @error: what went wrong other than damage
 *
 * Returns: (transfer full) (nullable): the message, as much of it as can be read
 */
NatterStoredMessage *
natter_store_message_read (NatterDb     *db,
                           NatterBlobs  *blobs,
                           const char   *conversation_id,
                           gint64        key,
                           GError      **error)
{
  g_autoptr(GError) failed = NULL;
  NatterStoredMessage *message = read_message (db, blobs, key, &failed);

  if (!message && is_damage (failed))
    return read_unreadable (db, conversation_id, key);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));

  return message;
}

/* Where not even the keys of all messages can be found, that is told as well. */
static NatterStoredMessage *
make_gap (const char *conversation_id)
{
  return natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = "gap",
    .conversation_id = conversation_id,
    .unreadable = _("Some messages of this conversation can’t be found, because the file is "
                    "damaged."),
  });
}

/**
 * natter_store_messages_read:
 * @db: a connection
 * @blobs: (nullable): where attachments are kept; %NULL when their bytes are not wanted
 * @conversation_id: a conversation
 * @error: what went wrong other than damage
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredMessage): its messages, in the
 *   order in which they were first stored
 */
GPtrArray *
natter_store_messages_read (NatterDb     *db,
                            NatterBlobs  *blobs,
                            const char   *conversation_id,
                            GError      **error)
{
  static const char *const queries[] = {
    "SELECT key FROM message INDEXED BY message_conversation WHERE conversation = ?1 ORDER BY id",
    "SELECT key FROM message NOT INDEXED WHERE conversation = ?1 ORDER BY key",
    "SELECT key FROM message NOT INDEXED WHERE conversation = ?1 ORDER BY key DESC",
    NULL,
  };
  g_autoptr(GPtrArray) messages = NULL;
  gboolean complete = FALSE;
  g_autoptr(GArray) keys = natter_store_find_keys (db, queries, conversation_id, &complete, error);

  if (!keys)
    return NULL;

  messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_message_unref);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(GError) failed = NULL;
      gint64 key = g_array_index (keys, gint64, i);
      NatterStoredMessage *message = natter_store_message_read (db, blobs, conversation_id, key,
                                                                &failed);

      if (failed)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return NULL;
        }
      if (message)
        g_ptr_array_add (messages, message);
    }
  if (!complete)
    g_ptr_array_add (messages, make_gap (conversation_id));

  return g_steal_pointer (&messages);
}

/**
 * natter_store_edits_read:
 * @db: a connection
 * @message_id: a message
 * @error: why not
 *
 * Returns: (transfer full) (nullable) (element-type NatterStoredEdit): its former texts, the latest
 *   first
 */
GPtrArray *
natter_store_edits_read (NatterDb    *db,
                         const char  *message_id,
                         GError     **error)
{
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;

  rows = natter_db_query (db, error,
                          "SELECT e.time, e.text FROM edit e JOIN message m ON m.key = e.message"
                          " WHERE m.id = ?1 ORDER BY e.key DESC", "s", message_id);
  if (!rows)
    return NULL;

  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_edit_unref);
  while (natter_rows_next (rows, &failed))
    if (natter_rows_has_text (rows, 1) && natter_rows_are_utf8 (rows))
      g_ptr_array_add (edits, natter_stored_edit_new (natter_rows_number (rows, 0, 0),
                                                      natter_rows_text (rows, 1)));
  if (!failed)
    return g_steal_pointer (&edits);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
