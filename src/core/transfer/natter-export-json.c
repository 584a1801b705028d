/* natter-export-json.c: a conversation as JSON, with everything in it that can be brought back:
 * {"format": "natter-conversation", "version": 1, "title", "created", "updated", "path": ids of
 * what is shown, "messages": the whole tree, oldest first, each with its "parent"}. Times are UTC,
 * ISO 8601. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-export-private.h"
#include "natter-json.h"

#define FORMAT_VERSION 1

/* Nothing said is null, so that every message has the same members. */
static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
add_time (JsonObject *object,
          const char *name,
          GDateTime  *time)
{
  g_autoptr(GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;
  g_autofree char *text = utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;

  add_string (object, name, text);
}

static void
add_count (JsonObject *object,
           const char *name,
           gint64      count)
{
  if (count >= 0)
    json_object_set_int_member (object, name, count);
  else
    json_object_set_null_member (object, name);
}

static void
add_usage (JsonObject        *message,
           const NatterUsage *usage)
{
  JsonObject *object;

  if (usage == NULL || !natter_usage_is_known (usage))
    {
      json_object_set_null_member (message, "usage");
      return;
    }

  object = json_object_new ();
  add_count (object, "input", usage->input);
  add_count (object, "output", usage->output);
  add_count (object, "cached_input", usage->cached_input);
  add_count (object, "reasoning", usage->reasoning);
  add_count (object, "total", usage->total);
  json_object_set_object_member (message, "usage", object);
}

static void
add_error (JsonObject   *message,
           const GError *error)
{
  g_autofree char *redacted = NULL;
  JsonObject *object;

  if (error == NULL)
    {
      json_object_set_null_member (message, "error");
      return;
    }

  redacted = natter_export_redact (error->message);
  object = json_object_new ();
  add_string (object, "category", natter_error_get_category (error));
  add_string (object, "message", redacted);
  json_object_set_object_member (message, "error", object);
}

static void
add_tool_calls (JsonObject *message,
                GPtrArray  *calls)
{
  JsonArray *array = json_array_new ();
  guint i;

  for (i = 0; calls != NULL && i < calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (calls, i);
      JsonObject *object = json_object_new ();

      add_string (object, "id", call->id);
      add_string (object, "name", call->name);
      add_string (object, "arguments", call->arguments != NULL ? call->arguments->str : NULL);
      json_array_add_object_element (array, object);
    }

  json_object_set_array_member (message, "tool_calls", array);
}

static JsonObject *
write_message (NatterMessage *message)
{
  gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", natter_message_get_id (message));
  json_object_set_string_member (object, "role", is_user ? "user" : "assistant");
  add_time (object, "time", natter_message_get_time (message));
  json_object_set_string_member (object, "text", natter_message_get_text (message));
  add_string (object, "reasoning", natter_message_get_reasoning (message));
  add_string (object, "refusal", natter_message_get_refusal (message));
  add_tool_calls (object, natter_message_get_tool_calls (message));
  add_string (object, "model", natter_message_get_model (message));
  add_string (object, "provider", natter_message_get_provider (message));
  json_object_set_string_member (object, "end",
                                 natter_end_to_string (natter_message_get_end (message)));
  add_string (object, "finish_reason", natter_message_get_finish_reason (message));
  add_usage (object, natter_message_get_usage (message));
  add_error (object, natter_message_get_error (message));

  return object;
}

static char *
to_string (JsonObject *object)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;

  json_node_take_object (root, object);
  json = natter_json_to_string (root, TRUE);

  return g_strconcat (json, "\n", NULL);
}

static JsonArray *
write_path (NatterConversation *conversation)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (conversation, NULL);
  JsonArray *array = json_array_sized_new (path->len);
  guint i;

  for (i = 0; i < path->len; i++)
    json_array_add_string_element (array, natter_message_get_id (g_ptr_array_index (path, i)));

  return array;
}

/*
 * natter_export_json_conversation:
 * @conversation: a conversation
 *
 * Returns: (transfer full): the whole tree as an object
 */
char *
natter_export_json_conversation (NatterConversation *conversation)
{
  g_autoptr(GPtrArray) messages = natter_conversation_dup_messages (conversation);
  NatterMessage *first = messages->len > 0 ? g_ptr_array_index (messages, 0) : NULL;
  GDateTime *updated = natter_conversation_get_updated (conversation);
  JsonObject *root = json_object_new ();
  JsonArray *array = json_array_sized_new (messages->len);
  guint i;

  json_object_set_string_member (root, "format", "natter-conversation");
  json_object_set_int_member (root, "version", FORMAT_VERSION);
  add_string (root, "title", natter_conversation_get_title (conversation));
  add_time (root, "created", first != NULL ? natter_message_get_time (first) : updated);
  add_time (root, "updated", updated);
  json_object_set_array_member (root, "path", write_path (conversation));

  for (i = 0; i < messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (messages, i);
      NatterMessage *parent = natter_conversation_get_parent (conversation, message);
      JsonObject *object = write_message (message);

      add_string (object, "parent", parent != NULL ? natter_message_get_id (parent) : NULL);
      json_array_add_object_element (array, object);
    }

  json_object_set_array_member (root, "messages", array);
  return to_string (root);
}
