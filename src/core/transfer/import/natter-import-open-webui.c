/* natter-import-open-webui.c: chats of Open WebUI: the chat in a frame, or the bare one of before.
 * One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include "natter-import-common.h"
#include "natter-import-value.h"
#include "natter-json.h"

static JsonObject *
get_chat (JsonObject *object)
{
  JsonObject *chat = natter_json_get_object (object, "chat");

  return chat ? chat : object;
}

static gboolean
recognise (JsonObject *object)
{
  JsonObject *history = natter_json_get_object (get_chat (object), "history");

  return natter_json_get_object (history, "messages") != NULL;
}

static void
read_reasoning (NatterImportNode *node,
                JsonObject       *item)
{
  JsonNode *content = natter_import_get_node (item, "content");
  double seconds = 0;

  if (!content || (natter_json_as_array (content) &&
                   natter_import_count (natter_json_as_array (content)) == 0))
    content = natter_import_get_node (item, "summary");
  natter_import_node_take_text (node, NATTER_PART_REASONING, natter_import_dup_text (content));
  if (natter_json_get_double (item, "duration", &seconds) && seconds > 0 && seconds < 1e6)
    {
      node->reasoning_after = 0;
      node->text_after = (gint64) (seconds * 1000);
    }
}

/* As in OpenAI's Responses interface. */
static void
read_output (NatterImportReader *self,
             NatterImportNode   *node,
             JsonArray          *output)
{
  for (guint i = 0; i < natter_import_count (output); i++)
    {
      JsonNode *original = json_array_get_element (output, i);
      JsonObject *item = natter_json_as_object (original);
      const char *type = natter_json_get_string (item, "type");
      g_autofree char *words = NULL;

      if (g_strcmp0 (type, "reasoning") == 0)
        read_reasoning (node, item);
      else if (g_strcmp0 (type, "message") == 0)
        natter_import_read_content (self, node, natter_import_get_node (item, "content"));
      else if (g_strcmp0 (type, "function_call") == 0)
        {
          words = natter_import_dup_json (natter_import_get_node (item, "arguments"));
          natter_import_node_add_call (node, natter_json_get_string (item, "call_id"),
                                       natter_json_get_string (item, "name"), words);
        }
      else if (g_strcmp0 (type, "function_call_output") == 0)
        {
          words = natter_import_dup_text (natter_import_get_node (item, "output"));
          natter_import_node_add_result (node, natter_json_get_string (item, "name"), words);
        }
      else if (item)
        natter_import_reader_keep (self, node, type, original);
    }
}

static void
read_files (NatterImportReader *self,
            NatterImportNode   *node,
            JsonArray          *files)
{
  for (guint i = 0; i < natter_import_count (files); i++)
    {
      JsonObject *file = natter_import_get_element (files, i);
      JsonObject *inner = natter_json_get_object (file, "file");
      const char *name = natter_json_get_string (file, "name");
      const char *url = natter_json_get_string (file, "url");

      if (!name)
        name = natter_json_get_string (inner, "filename");
      if (file && (url || name))
        natter_import_reader_attach_url (self, node, url, name);
    }
}

static void
read_sources (NatterImportNode *node,
              JsonArray        *sources)
{
  for (guint i = 0; i < natter_import_count (sources); i++)
    {
      JsonObject *source = natter_json_get_object (natter_import_get_element (sources, i),
                                                   "source");
      const char *url = natter_json_get_string (source, "url");
      const char *name = natter_json_get_string (source, "name");

      if (!url && name && g_str_has_prefix (name, "http"))
        url = name;
      natter_import_node_add_source (node, url, name);
    }
}

static void
read_end (NatterImportNode *node,
          JsonObject       *message)
{
  JsonNode *error = natter_import_get_node (message, "error");
  g_autofree char *words = NULL;

  if (node->role != NATTER_IMPORT_ASSISTANT)
    return;
  if (!natter_json_get_bool (message, "done", TRUE))
    node->end = NATTER_END_INTERRUPTED;
  if (!error || (JSON_NODE_HOLDS_VALUE (error) && !json_node_get_boolean (error) &&
                 !natter_json_as_string (error)))
    return;

  words = natter_import_dup_text (error);
  natter_import_node_fail (node, words);
}

static void
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              const char         *id,
              JsonObject         *message)
{
  JsonArray *output = natter_json_get_array (message, "output");
  JsonNode *content = natter_import_get_node (message, "content");
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, id, natter_json_get_string (message, "parentId"),
                                 natter_import_read_role (natter_json_get_string (message,
                                                                                  "role")));
  node->time = natter_import_get_time (message, "timestamp");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    node->model = natter_import_dup_string (message, "model");
  read_output (self, node, output);
  if (!natter_import_node_has_text (node, NATTER_PART_TEXT))
    {
      if (natter_json_as_string (content) && node->role == NATTER_IMPORT_ASSISTANT &&
          node->parts->len == 0)
        natter_import_read_details (node, natter_json_as_string (content));
      else if (natter_import_count (output) == 0)
        natter_import_read_content (self, node, content);
    }
  read_files (self, node, natter_json_get_array (message, "files"));
  read_sources (node, natter_json_get_array (message, "sources"));
  read_sources (node, natter_json_get_array (message, "citations"));
  natter_import_read_tokens (node, natter_json_get_object (message, "usage"));
  read_end (node, message);
}

static void
order_children (NatterImportChat *chat,
                JsonObject       *messages)
{
  g_autoptr(GHashTable) orders = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chat->nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (chat->nodes, i);
      JsonArray *children = natter_json_get_array (natter_json_get_object (messages, node->id),
                                                   "childrenIds");

      for (guint j = 0; j < natter_import_count (children); j++)
        {
          const char *id = natter_json_as_string (json_array_get_element (children, j));

          if (id)
            g_hash_table_insert (orders, (gpointer) id, GUINT_TO_POINTER (j + 1));
        }
    }

  for (guint i = 0; i < chat->nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (chat->nodes, i);
      guint order = GPOINTER_TO_UINT (g_hash_table_lookup (orders, node->id));

      node->order = order > 0 ? (int) order : G_MAXINT;
    }
}

static void
read_messages (NatterImportReader *self,
               NatterImportChat   *chat,
               JsonObject         *messages)
{
  JsonObjectIter iter;
  const char *id = NULL;
  JsonNode *member = NULL;

  json_object_iter_init_ordered (&iter, messages);
  while (json_object_iter_next_ordered (&iter, &id, &member))
    if (natter_json_as_object (member))
      read_message (self, chat, id, natter_json_as_object (member));

  order_children (chat, messages);
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  JsonObject *inner = get_chat (object);
  JsonObject *history = natter_json_get_object (inner, "history");
  NatterImportChat *chat = natter_import_reader_begin (self);

  chat->id = natter_import_dup_string (object, "id");
  if (!chat->id)
    chat->id = natter_import_dup_string (inner, "id");
  chat->title = natter_import_dup_string (inner, "title");
  if (!chat->title)
    chat->title = natter_import_dup_string (object, "title");
  chat->created = natter_import_get_time (object, "created_at");
  if (chat->created == 0)
    chat->created = natter_import_get_time (inner, "timestamp");
  chat->updated = natter_import_get_time (object, "updated_at");
  chat->pinned = natter_json_get_bool (object, "pinned", FALSE);
  chat->archived = natter_json_get_bool (object, "archived", FALSE);
  chat->current_id = natter_import_dup_string (history, "currentId");
  read_messages (self, chat, natter_json_get_object (history, "messages"));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_open_webui = {
  .source = "open-webui", .program = "Open WebUI", .recognise = recognise,
  .read = read_conversation,
};
