/* natter-import-chatgpt.c: the export of a ChatGPT account: conversations as maps of nodes. What a
 * message says is in natter-import-chatgpt-content.c. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-chatgpt.h"

#include "natter-import-value.h"
#include "natter-json.h"

static gboolean
recognise (JsonObject *object)
{
  return natter_json_get_object (object, "mapping") != NULL;
}

static gboolean
is_shown (JsonObject *message,
          JsonObject *metadata)
{
  double weight = 1;

  natter_json_get_double (message, "weight", &weight);

  return weight > 0 &&
         !natter_json_get_bool (metadata, "is_visually_hidden_from_conversation", FALSE) &&
         !natter_json_get_bool (metadata, "is_user_system_message", FALSE);
}

static NatterImportRole
read_role (JsonObject *message)
{
  const char *role = natter_json_get_string (natter_json_get_object (message, "author"), "role");

  if (!message || !is_shown (message, natter_json_get_object (message, "metadata")))
    return NATTER_IMPORT_HIDDEN;
  if (g_strcmp0 (role, "user") == 0)
    return NATTER_IMPORT_USER;
  if (g_strcmp0 (role, "assistant") == 0 || g_strcmp0 (role, "tool") == 0)
    return NATTER_IMPORT_ASSISTANT;

  return NATTER_IMPORT_HIDDEN;
}

static void
read_end (NatterImportNode *node,
          JsonObject       *message,
          JsonObject       *metadata)
{
  const char *status = natter_json_get_string (message, "status");
  JsonObject *details = natter_json_get_object (metadata, "finish_details");
  const char *type = natter_json_get_string (details, "type");

  if (node->role != NATTER_IMPORT_ASSISTANT)
    return;

  g_set_str (&node->finish_reason, type);
  if (g_strcmp0 (type, "interrupted") == 0)
    node->end = NATTER_END_STOPPED;
  else if (g_strcmp0 (type, "max_tokens") == 0)
    node->end = NATTER_END_LENGTH;
  else if (g_strcmp0 (status, "in_progress") == 0 ||
           g_strcmp0 (status, "finished_partial_completion") == 0)
    node->end = NATTER_END_INTERRUPTED;
}

static void
read_message (NatterImportReader *self,
              NatterImportNode   *node,
              JsonObject         *message)
{
  JsonObject *metadata = natter_json_get_object (message, "metadata");

  if (!message)
    return;

  node->time = natter_import_get_time (message, "create_time");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    node->model = natter_import_dup_string (metadata, "model_slug");
  read_end (node, message, metadata);
  natter_import_chatgpt_read_content (self, node, message);
}

/* Siblings stand in the order of their parent's list, not of the map. */
static void
order_children (GHashTable *orders,
                JsonObject *object)
{
  JsonArray *children = natter_json_get_array (object, "children");

  for (guint i = 0; children && i < json_array_get_length (children); i++)
    {
      const char *id = natter_json_as_string (json_array_get_element (children, i));

      if (id)
        g_hash_table_insert (orders, (gpointer) id, GUINT_TO_POINTER (i + 1));
    }
}

static void
read_nodes (NatterImportReader *self,
            NatterImportChat   *chat,
            JsonObject         *mapping)
{
  g_autoptr(GHashTable) orders = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter iter;
  const char *id = NULL;
  JsonNode *member = NULL;

  json_object_iter_init_ordered (&iter, mapping);
  while (json_object_iter_next_ordered (&iter, &id, &member))
    {
      JsonObject *object = natter_json_as_object (member);
      JsonObject *message = natter_json_get_object (object, "message");
      NatterImportNode *node = natter_import_chat_add (chat, id,
                                                       natter_json_get_string (object, "parent"),
                                                       read_role (message));

      order_children (orders, object);
      read_message (self, node, message);
    }

  for (guint i = 0; i < chat->nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (chat->nodes, i);
      guint order = GPOINTER_TO_UINT (g_hash_table_lookup (orders, node->id));

      node->order = order > 0 ? (int) order : G_MAXINT;
    }
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  NatterImportChat *chat = natter_import_reader_begin (self);

  chat->id = natter_import_dup_string (object, "conversation_id");
  if (!chat->id)
    chat->id = natter_import_dup_string (object, "id");
  chat->title = natter_import_dup_string (object, "title");
  chat->created = natter_import_get_time (object, "create_time");
  chat->updated = natter_import_get_time (object, "update_time");
  chat->archived = natter_json_get_bool (object, "is_archived", FALSE);
  chat->pinned = natter_json_get_bool (object, "is_starred", FALSE);
  chat->current_id = natter_import_dup_string (object, "current_node");
  read_nodes (self, chat, natter_json_get_object (object, "mapping"));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_chatgpt = {
  .source = "chatgpt", .program = "ChatGPT", .recognise = recognise, .read = read_conversation,
};
