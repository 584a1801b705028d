/* natter-message-record.c: a message as it is stored, on the main thread only; and back, on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-record.h"

#include <string.h>

#include "natter-error.h"
#include "natter-message-private.h"

static void
take_part (GPtrArray              *parts,
           const NatterStoredPart *values)
{
  g_ptr_array_add (parts, natter_stored_part_new (values));
}

static void
add_text (GPtrArray      *parts,
          NatterPartKind  kind,
          const char     *text)
{
  if (*text)
    take_part (parts, &(NatterStoredPart) { .kind = kind, .text = text });
}

static void
add_attachments (GPtrArray     *parts,
                 NatterMessage *message)
{
  GPtrArray *attachments = message->content->attachments;

  for (guint i = 0; i < attachments->len; i++)
    {
      NatterAttachment *attachment = g_ptr_array_index (attachments, i);
      gboolean is_image = natter_attachment_is_image (attachment);

      take_part (parts, &(NatterStoredPart) {
        .kind = is_image ? NATTER_PART_IMAGE : NATTER_PART_FILE,
        .mime_type = natter_attachment_get_mime_type (attachment),
        .name = natter_attachment_get_name (attachment),
        .blob = natter_attachment_get_blob (attachment),
        .size = (gint64) natter_attachment_get_size (attachment),
        .data = natter_attachment_get_data (attachment) });
    }
}

static void
add_rest (GPtrArray     *parts,
          NatterMessage *message)
{
  const NatterContent *content = message->content;

  for (guint i = 0; i < content->tool_calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (content->tool_calls, i);

      take_part (parts, &(NatterStoredPart) { .kind = NATTER_PART_TOOL_CALL, .number = call->index,
                                              .id = call->id, .name = call->name,
                                              .text = call->arguments->str });
    }

  for (guint i = 0; i < content->citations->len; i++)
    {
      NatterCitation *citation = g_ptr_array_index (content->citations, i);

      take_part (parts, &(NatterStoredPart) { .kind = NATTER_PART_CITATION,
                                              .id = citation->address, .name = citation->title });
    }

  for (guint i = 0; i < content->carries->len; i++)
    {
      NatterCarry *carry = g_ptr_array_index (content->carries, i);

      take_part (parts, &(NatterStoredPart) { .kind = NATTER_PART_CARRY, .name = carry->dialect,
                                              .text = carry->json });
    }

  for (guint i = 0; i < message->notes->len; i++)
    add_text (parts, NATTER_PART_NOTE, g_ptr_array_index (message->notes, i));
}

static GPtrArray *
new_parts (NatterMessage *message)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);

  add_text (parts, NATTER_PART_REASONING, message->content->reasoning->str);
  add_text (parts, NATTER_PART_TEXT, message->content->text->str);
  add_text (parts, NATTER_PART_REFUSAL, message->content->refusal->str);
  add_attachments (parts, message);
  add_rest (parts, message);

  return parts;
}

static gint64
get_milliseconds (GDateTime *time)
{
  return g_date_time_to_unix_usec (time) / 1000;
}

static gint64
get_after (const NatterTiming *timing,
           gint64              moment)
{
  return timing->asked != 0 && moment != 0 ? (moment - timing->asked) / 1000 : -1;
}

static void
fill_error (NatterStoredMessage *values,
            const GError        *error)
{
  if (!error)
    return;

  values->error_category = natter_error_get_category (error);
  values->error_message = error->message;
  values->error_status = natter_error_get_http_status (error);
  values->error_body = natter_error_get_http_body (error);
}

/**
 * natter_message_record_new:
 * @conversation: where the message is
 * @message: a message of it
 *
 * Returns: (transfer full): the message as it is now
 */
NatterStoredMessage *
natter_message_record_new (NatterConversation *conversation,
                           NatterMessage      *message)
{
  NatterMessage *parent = natter_conversation_get_parent (conversation, message);
  g_autoptr(GPtrArray) parts = new_parts (message);
  NatterStoredMessage values = { NATTER_STORED_MESSAGE_INIT };

  values.id = message->id;
  values.conversation_id = natter_conversation_get_id (conversation);
  values.parent_id = parent ? parent->id : NULL;
  values.position = (int) natter_conversation_get_place (conversation, message, &values.chosen);
  values.role = message->role == NATTER_ROLE_USER ? "user" : "assistant";
  values.time = get_milliseconds (message->time);
  values.streaming = message->role == NATTER_ROLE_ASSISTANT && message->end == NATTER_END_NONE;
  values.provider = message->provider;
  values.model = message->model;
  values.end = message->end;
  values.finish_reason = message->finish_reason;
  values.usage = message->usage;
  values.reasoning_after = get_after (&message->timing, message->timing.first_reasoning);
  values.text_after = get_after (&message->timing, message->timing.first_text);
  values.ended_after = get_after (&message->timing, message->timing.ended);
  fill_error (&values, message->error);
  values.request_id = message->request_id;
  values.parts = parts;

  return natter_stored_message_new (&values);
}

static void
restore_attachment (NatterMessage          *message,
                    const NatterStoredPart *part,
                    NatterBlobs            *blobs)
{
  const char *type = part->mime_type ? part->mime_type : "application/octet-stream";
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(NatterAttachment) attachment = NULL;

  if (part->blob && !part->data && blobs)
    attachment = natter_attachment_new_stored (type, part->name, (gsize) MAX (part->size, 0),
                                               blobs, part->blob);
  else
    attachment = natter_attachment_new (type, part->name, part->data ? part->data : nothing);
  natter_message_add_attachment (message, attachment);
}

static void
restore_part (NatterMessage          *message,
              const NatterStoredPart *part,
              NatterBlobs            *blobs)
{
  static const NatterDeltaKind kinds[] = {
    [NATTER_PART_TEXT] = NATTER_DELTA_TEXT,
    [NATTER_PART_REASONING] = NATTER_DELTA_REASONING,
    [NATTER_PART_REFUSAL] = NATTER_DELTA_REFUSAL,
    [NATTER_PART_TOOL_CALL] = NATTER_DELTA_TOOL_CALL,
    [NATTER_PART_CITATION] = NATTER_DELTA_CITATION,
    [NATTER_PART_CARRY] = NATTER_DELTA_CARRY,
  };
  NatterDelta delta = { .text = part->text ? part->text : "", .index = part->number,
                        .id = part->id, .name = part->name };

  if (part->kind == NATTER_PART_IMAGE || part->kind == NATTER_PART_FILE)
    restore_attachment (message, part, blobs);
  else if (part->kind == NATTER_PART_NOTE)
    natter_message_add_note (message, delta.text);
  else
    {
      delta.kind = kinds[part->kind];
      delta.length = part->text ? part->length : 0;
      natter_message_append (message, &delta);
    }
}

/* A moment of the monotonic clock means nothing in another run; only the distances do. */
static gint64
restore_moment (gint64 after)
{
  return after >= 0 ? 1 + after * 1000 : 0;
}

static void
restore_timing (NatterMessage             *message,
                const NatterStoredMessage *record)
{
  message->timing = (NatterTiming) {
    .asked = record->ended_after >= 0 ? 1 : 0,
    .first_reasoning = restore_moment (record->reasoning_after),
    .first_text = restore_moment (record->text_after),
    .ended = restore_moment (record->ended_after),
  };
}

static void
restore_error (NatterMessage             *message,
               const NatterStoredMessage *record)
{
  if (!record->error_category)
    return;

  message->error = natter_error_new_for_category (record->error_category,
                                                  record->error_message ? record->error_message
                                                                        : "");
  natter_error_set_http (message->error, record->error_status, record->error_body);
}

/**
 * natter_message_record_restore:
 * @record: a message as it was stored
 * @blobs: (nullable): where attachments without their bytes are loaded from when they are needed
 *
 * Any thread may do this: nobody else knows the message yet.
 *
 * Returns: (transfer full): the message; one that could not be read says why
 */
NatterMessage *
natter_message_record_restore (NatterStoredMessage *record,
                               NatterBlobs         *blobs)
{
  gboolean is_answer = g_strcmp0 (record->role, "assistant") == 0;
  NatterMessage *message = natter_message_new (is_answer ? NATTER_ROLE_ASSISTANT
                                                         : NATTER_ROLE_USER, NULL);

  g_set_str (&message->id, record->id);
  g_date_time_unref (message->time);
  message->time = g_date_time_new_from_unix_utc_usec (record->time * 1000);
  for (guint i = 0; i < record->parts->len; i++)
    restore_part (message, g_ptr_array_index (record->parts, i), blobs);
  g_set_str (&message->model, record->model);
  g_set_str (&message->provider, record->provider);
  g_set_str (&message->finish_reason, record->finish_reason);
  g_set_str (&message->request_id, record->request_id);
  g_set_str (&message->unreadable, record->unreadable);
  message->end = record->end;
  message->usage = record->usage;
  restore_timing (message, record);
  restore_error (message, record);

  return message;
}
