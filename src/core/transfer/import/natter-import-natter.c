/* natter-import-natter.c: what Natter itself exported: a conversation, or many of them, in the form
 * of data/natter-conversation-2.schema.json, and of the version before. Ids stay what they are. One
 * thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-import-value.h"
#include "natter-json.h"

#define NEWEST_VERSION 2
#define HASH_LENGTH    64

static gboolean
recognise (JsonObject *object)
{
  return g_strcmp0 (natter_json_get_string (object, "format"), "natter-conversation") == 0;
}

static JsonObject *
get_element (JsonArray *array,
             guint      i)
{
  return natter_json_as_object (json_array_get_element (array, i));
}

static guint
count (JsonArray *array)
{
  return array ? json_array_get_length (array) : 0;
}

static void
read_usage (JsonObject  *message,
            NatterUsage *usage)
{
  JsonObject *object = natter_json_get_object (message, "usage");

  usage->input = natter_json_get_int (object, "input", -1);
  usage->output = natter_json_get_int (object, "output", -1);
  usage->cached_input = natter_json_get_int (object, "cached_input", -1);
  usage->reasoning = natter_json_get_int (object, "reasoning", -1);
  usage->total = natter_json_get_int (object, "total", -1);
}

static gboolean
is_hash (const char *text)
{
  return text && strlen (text) == HASH_LENGTH &&
         strspn (text, "0123456789abcdef") == HASH_LENGTH;
}

static NatterStoredPart *
read_part (NatterImportReader *self,
           JsonObject         *object)
{
  NatterStoredPart values = { 0 };
  const char *encoded = natter_json_get_string (object, "data");
  const char *hash = natter_json_get_string (object, "sha256");
  g_autoptr(GBytes) data = encoded ? natter_import_decode_base64 (encoded) : NULL;
  gboolean is_attachment = FALSE;

  if (!object ||
      !natter_part_kind_from_string (natter_json_get_string (object, "kind"), &values.kind))
    return NULL;

  values.number = (guint) CLAMP (natter_json_get_int (object, "number", 0), 0, G_MAXINT);
  values.id = natter_json_get_string (object, "id");
  values.name = natter_json_get_string (object, "name");
  values.mime_type = natter_json_get_string (object, "mime_type");
  values.text = natter_json_get_string (object, "text");
  is_attachment = values.kind == NATTER_PART_IMAGE || values.kind == NATTER_PART_FILE;
  if (is_attachment && data)
    values.data = data;
  else if (is_attachment && natter_json_get_int (object, "size", 0) > 0)
    {
      values.blob = is_hash (hash) ? hash : NULL;
      values.size = natter_json_get_int (object, "size", 0);
      natter_import_report_miss (self->report, values.name ? values.name : "?");
    }
  if (!is_attachment && values.kind != NATTER_PART_CITATION && !values.text)
    values.text = "";
  if (values.kind == NATTER_PART_CITATION && !values.id)
    return NULL;

  return natter_stored_part_new (&values);
}

static GPtrArray *
read_parts (NatterImportReader *self,
            JsonObject         *message)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  JsonArray *array = natter_json_get_array (message, "parts");

  for (guint i = 0; i < count (array); i++)
    {
      NatterStoredPart *part = read_part (self, get_element (array, i));

      if (part)
        g_ptr_array_add (parts, part);
      else
        natter_import_report_count (self->report, self->format->program,
                                    natter_json_get_string (get_element (array, i), "kind")
                                    ? natter_json_get_string (get_element (array, i), "kind")
                                    : "?");
    }

  return parts;
}

static GPtrArray *
read_edits (JsonObject *message)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_edit_unref);
  JsonArray *array = natter_json_get_array (message, "edits");

  for (guint i = 0; i < count (array); i++)
    {
      JsonObject *edit = get_element (array, i);
      const char *text = natter_json_get_string (edit, "text");

      if (text)
        g_ptr_array_add (edits, natter_stored_edit_new (natter_import_get_time (edit, "time"),
                                                        text));
    }

  return edits;
}

static void
read_error (JsonObject          *message,
            NatterStoredMessage *values)
{
  JsonObject *error = natter_json_get_object (message, "error");

  values->error_category = natter_json_get_string (error, "category");
  values->error_message = natter_json_get_string (error, "message");
  values->error_status = (guint) CLAMP (natter_json_get_int (error, "status", 0), 0, 999);
  values->error_body = natter_json_get_string (error, "body");
}

/* One that was still being written when it was exported can't go on here. */
static NatterEnd
read_end (JsonObject *message,
          gboolean    is_answer)
{
  const char *nick = natter_json_get_string (message, "end");
  NatterEnd end = nick ? natter_end_from_string (nick) : NATTER_END_NONE;

  if (!is_answer)
    return NATTER_END_NONE;

  return end == NATTER_END_NONE ? NATTER_END_INTERRUPTED : end;
}

static void
merge_message (NatterImportReader *self,
               NatterStoreMerge   *merge,
               const char         *conversation_id,
               JsonObject         *object,
               int                 position)
{
  NatterStoredMessage values = { NATTER_STORED_MESSAGE_INIT };
  JsonObject *timing = natter_json_get_object (object, "timing");
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(NatterStoredMessage) message = NULL;

  values.id = natter_json_get_string (object, "id");
  if (!values.id || !*values.id)
    return;

  parts = read_parts (self, object);
  edits = read_edits (object);
  values.conversation_id = conversation_id;
  values.parent_id = natter_json_get_string (object, "parent");
  values.position = position;
  values.chosen = natter_json_get_bool (object, "chosen", TRUE);
  values.role = g_strcmp0 (natter_json_get_string (object, "role"), "assistant") == 0 ? "assistant"
                                                                                     : "user";
  values.time = natter_import_get_time (object, "time");
  values.provider = natter_json_get_string (object, "provider");
  values.model = natter_json_get_string (object, "model");
  values.end = read_end (object, g_str_equal (values.role, "assistant"));
  values.finish_reason = natter_json_get_string (object, "finish_reason");
  values.request_id = natter_json_get_string (object, "request_id");
  read_usage (object, &values.usage);
  values.reasoning_after = natter_json_get_int (timing, "reasoning_after", -1);
  values.text_after = natter_json_get_int (timing, "text_after", -1);
  values.ended_after = natter_json_get_int (timing, "ended_after", -1);
  read_error (object, &values);
  values.parts = parts;
  message = natter_stored_message_new (&values);
  natter_store_merge_add_message (merge, message, edits);
}

static const char *
merge_folder (NatterStoreMerge *merge,
              JsonObject       *object)
{
  NatterStoredFolder values = { 0 };
  g_autoptr(NatterStoredFolder) folder = NULL;

  values.id = natter_json_get_string (object, "id");
  values.name = natter_json_get_string (object, "name");
  if (!values.id || !values.name)
    return NULL;

  values.colour = natter_json_get_string (object, "colour");
  values.emoji = natter_json_get_string (object, "emoji");
  values.position = (int) CLAMP (natter_json_get_int (object, "position", 0), 0, G_MAXINT / 2);
  values.created = natter_import_get_time (object, "created");
  if (values.created == 0)
    values.created = g_get_real_time () / 1000;
  folder = natter_stored_folder_new (&values);
  natter_store_merge_add_folder (merge, folder);

  return values.id;
}

static void
merge_conversation (NatterStoreMerge *merge,
                    JsonObject       *object,
                    const char       *id)
{
  const char *title = natter_json_get_string (object, "title");
  const char *draft = natter_json_get_string (object, "draft");
  g_autoptr(NatterStoredConversation) conversation = NULL;
  NatterStoredConversation values = {
    .id = id, .title = title ? title : "",
    .title_is_own = natter_json_get_bool (object, "title_is_own", TRUE),
    .created = natter_import_get_time (object, "created"),
    .updated = natter_import_get_time (object, "updated"),
    .pinned = natter_json_get_bool (object, "pinned", FALSE),
    .archived = natter_json_get_bool (object, "archived", FALSE),
    .unread = natter_json_get_bool (object, "unread", FALSE),
    .model_key = natter_json_get_string (object, "model_key"),
    .scroll_id = natter_json_get_string (object, "scroll"),
  };

  values.folder_id = merge_folder (merge, natter_json_get_object (object, "folder"));
  conversation = natter_stored_conversation_new (&values);
  natter_store_merge_add_conversation (merge, conversation);
  if (draft && *draft)
    natter_store_merge_add_draft (merge, id, draft);
}

/* Places among the siblings follow from the order in which they stand. */
static void
merge_messages (NatterImportReader *self,
                NatterStoreMerge   *merge,
                JsonObject         *object,
                const char         *id)
{
  JsonArray *messages = natter_json_get_array (object, "messages");
  g_autoptr(GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count (messages); i++)
    {
      JsonObject *message = get_element (messages, i);
      const char *parent = natter_json_get_string (message, "parent");
      int position = GPOINTER_TO_INT (g_hash_table_lookup (positions, parent ? parent : ""));

      merge_message (self, merge, id, message, position);
      g_hash_table_insert (positions, (gpointer) (parent ? parent : ""),
                           GINT_TO_POINTER (position + 1));
    }
}

static void
read_now (NatterImportReader *self,
          JsonObject         *object)
{
  g_autoptr(NatterImportChat) chat = natter_import_reader_begin (self);
  const char *id = natter_json_get_string (object, "id");

  g_set_str (&chat->id, id);
  g_set_str (&chat->title, natter_json_get_string (object, "title"));
  chat->merge = natter_store_merge_new ();
  merge_conversation (chat->merge, object, id);
  merge_messages (self, chat->merge, object, id);
  natter_import_reader_take (self, g_steal_pointer (&chat));
}

static void
read_old_calls (NatterImportNode *node,
                JsonObject       *message)
{
  JsonArray *calls = natter_json_get_array (message, "tool_calls");

  for (guint i = 0; i < count (calls); i++)
    {
      JsonObject *call = get_element (calls, i);

      natter_import_node_add_call (node, natter_json_get_string (call, "id"),
                                   natter_json_get_string (call, "name"),
                                   natter_json_get_string (call, "arguments"));
    }
}

static void
read_old_message (NatterImportChat *chat,
                  JsonObject       *object)
{
  gboolean is_answer = g_strcmp0 (natter_json_get_string (object, "role"), "assistant") == 0;
  JsonObject *error = natter_json_get_object (object, "error");
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, natter_json_get_string (object, "id"),
                                 natter_json_get_string (object, "parent"),
                                 is_answer ? NATTER_IMPORT_ASSISTANT : NATTER_IMPORT_USER);
  natter_import_node_add_text (node, NATTER_PART_REASONING,
                               natter_json_get_string (object, "reasoning"));
  natter_import_node_add_text (node, NATTER_PART_TEXT, natter_json_get_string (object, "text"));
  natter_import_node_add_text (node, NATTER_PART_REFUSAL,
                               natter_json_get_string (object, "refusal"));
  read_old_calls (node, object);
  node->time = natter_import_get_time (object, "time");
  g_set_str (&node->model, natter_json_get_string (object, "model"));
  g_set_str (&node->provider, natter_json_get_string (object, "provider"));
  g_set_str (&node->finish_reason, natter_json_get_string (object, "finish_reason"));
  node->end = read_end (object, is_answer);
  g_set_str (&node->error_category, natter_json_get_string (error, "category"));
  g_set_str (&node->error, natter_json_get_string (error, "message"));
  read_usage (object, &node->usage);
}

/* Version 1 had no id of the conversation: the first message's is as good. */
static void
read_old (NatterImportReader *self,
          JsonObject         *object)
{
  g_autoptr(NatterImportChat) chat = natter_import_reader_begin (self);
  JsonArray *messages = natter_json_get_array (object, "messages");
  JsonArray *path = natter_json_get_array (object, "path");

  chat->is_own = TRUE;
  g_set_str (&chat->title, natter_json_get_string (object, "title"));
  chat->created = natter_import_get_time (object, "created");
  chat->updated = natter_import_get_time (object, "updated");
  if (count (path) > 0)
    g_set_str (&chat->current_id,
               natter_json_as_string (json_array_get_element (path, count (path) - 1)));
  for (guint i = 0; i < count (messages); i++)
    if (get_element (messages, i))
      read_old_message (chat, get_element (messages, i));
  if (chat->nodes->len > 0)
    chat->id = natter_import_make_id ("natter", ((NatterImportNode *)
                                      g_ptr_array_index (chat->nodes, 0))->id, NULL);
  natter_import_reader_take (self, g_steal_pointer (&chat));
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  const char *title = natter_json_get_string (object, "title");
  const char *id = natter_json_get_string (object, "id");

  if (natter_json_get_int (object, "version", 1) > NEWEST_VERSION)
    natter_import_report_fail (self->report, title ? title : self->entry->name,
                               _("A newer version of Natter wrote it. Update Natter and import "
                                 "it again."));
  else if (id && *id)
    read_now (self, object);
  else
    read_old (self, object);
}

const NatterImportFormat natter_import_natter = {
  .source = "natter", .program = "Natter", .recognise = recognise, .read = read_conversation,
};
