/* natter-import-lobechat.c: the export of LobeChat: all messages in one list, that say which topic
 * and session they belong to. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include "natter-import-common.h"
#include "natter-import-value.h"
#include "natter-json.h"

/* The server's edition has a dump of its tables instead of the state. */
static JsonObject *
get_state (JsonObject *object)
{
  JsonObject *state = natter_json_get_object (object, "state");

  return state ? state : natter_json_get_object (object, "data");
}

static gboolean
recognise (JsonObject *object)
{
  JsonObject *state = get_state (object);

  return (natter_import_get_node (object, "exportType") && state) ||
         (natter_json_get_array (state, "messages") && natter_json_get_array (state, "topics"));
}

/* Returns: (transfer full): id → object */
static GHashTable *
index_by_id (JsonArray *array)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < natter_import_count (array); i++)
    {
      JsonObject *object = natter_import_get_element (array, i);
      const char *id = natter_json_get_string (object, "id");

      if (id)
        g_hash_table_insert (index, (gpointer) id, object);
    }

  return index;
}

static JsonObject *
look_up (GHashTable *index,
         const char *id)
{
  return id ? g_hash_table_lookup (index, id) : NULL;
}

static void
read_files (NatterImportReader *self,
            NatterImportNode   *node,
            JsonArray          *files)
{
  for (guint i = 0; i < natter_import_count (files); i++)
    {
      JsonNode *file = json_array_get_element (files, i);
      JsonObject *object = natter_json_as_object (file);
      const char *name = object ? natter_json_get_string (object, "name")
                                : natter_json_as_string (file);

      if (object && natter_json_get_string (object, "url"))
        natter_import_reader_attach_url (self, node, natter_json_get_string (object, "url"), name);
      else
        natter_import_report_miss (self->report, name ? name : "?");
    }
}

static void
read_words (NatterImportReader *self,
            NatterImportNode   *node,
            JsonObject         *message)
{
  JsonObject *plugin = natter_json_get_object (message, "plugin");
  JsonObject *reasoning = natter_json_get_object (message, "reasoning");
  JsonNode *error = natter_import_get_node (message, "error");
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (message, "content"));
  gboolean is_result = g_strcmp0 (natter_json_get_string (message, "role"), "tool") == 0;
  const char *tool = natter_json_get_string (plugin, "apiName");

  natter_import_node_take_text (node, NATTER_PART_REASONING,
                                natter_import_dup_text (natter_import_get_node (reasoning,
                                                                                "content")));
  if (is_result)
    natter_import_node_add_result (node, tool ? tool : natter_json_get_string (plugin,
                                                                               "identifier"), text);
  else
    natter_import_node_add_text (node, NATTER_PART_TEXT, text);
  natter_import_read_calls (node, natter_json_get_array (message, "tools"));
  read_files (self, node, natter_json_get_array (message, "files"));
  if (error && node->role == NATTER_IMPORT_ASSISTANT)
    {
      const char *words = natter_json_get_string (natter_json_as_object (error), "message");

      natter_import_node_fail (node, words ? words : natter_json_as_string (error));
    }
}

static void
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message)
{
  JsonObject *extra = natter_json_get_object (message, "extra");
  guint n = chat->nodes->len;
  NatterImportNode *before = n > 0 ? g_ptr_array_index (chat->nodes, n - 1) : NULL;
  const char *parent = natter_json_get_string (message, "parentId");
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, natter_json_get_string (message, "id"),
                                 parent ? parent : before ? before->id : NULL,
                                 natter_import_read_role (natter_json_get_string (message,
                                                                                  "role")));
  node->time = natter_import_get_time (message, "createdAt");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    {
      node->model = natter_import_dup_string (extra, "fromModel");
      node->provider = natter_import_dup_string (extra, "fromProvider");
      if (!node->model)
        node->model = natter_import_dup_string (message, "model");
      if (!node->provider)
        node->provider = natter_import_dup_string (message, "provider");
    }
  read_words (self, node, message);
}

typedef struct
{
  GHashTable *topics;
  GHashTable *sessions;
  GHashTable *groups;
  GHashTable *chats;    /* key → NatterImportChat, not owned */
} Tables;

static void
tables_clear (Tables *tables)
{
  g_hash_table_unref (tables->topics);
  g_hash_table_unref (tables->sessions);
  g_hash_table_unref (tables->groups);
  g_hash_table_unref (tables->chats);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tables, tables_clear)

static NatterImportChat *
begin_chat (NatterImportReader *self,
            Tables             *tables,
            const char         *key,
            JsonObject         *topic,
            JsonObject         *session)
{
  NatterImportChat *chat = natter_import_reader_begin (self);
  JsonObject *group = look_up (tables->groups, natter_json_get_string (session, "group"));

  chat->id = g_strdup (key);
  chat->title = natter_import_dup_string (topic, "title");
  if (!chat->title)
    chat->title = natter_import_dup_string (natter_json_get_object (session, "meta"), "title");
  if (!chat->title)
    chat->title = natter_import_dup_string (session, "title");
  chat->created = natter_import_get_time (topic ? topic : session, "createdAt");
  chat->updated = natter_import_get_time (topic ? topic : session, "updatedAt");
  chat->pinned = natter_json_get_bool (topic, "favorite", FALSE) ||
                 natter_json_get_int (topic, "favorite", 0) != 0;
  g_set_str (&chat->folder, natter_json_get_string (group, "name"));
  g_set_str (&chat->folder_id, natter_json_get_string (group, "id"));
  natter_import_reader_take (self, chat);

  return chat;
}

static NatterImportChat *
find_chat (NatterImportReader *self,
           Tables             *tables,
           JsonObject         *message)
{
  const char *topic = natter_json_get_string (message, "topicId");
  const char *session = natter_json_get_string (message, "sessionId");
  g_autofree char *key = topic ? g_strdup (topic)
                               : g_strconcat ("session/", session ? session : "", NULL);
  NatterImportChat *chat = g_hash_table_lookup (tables->chats, key);
  JsonObject *topic_object = look_up (tables->topics, topic);

  if (chat)
    return chat;

  if (!session)
    session = natter_json_get_string (topic_object, "sessionId");
  chat = begin_chat (self, tables, key, topic_object, look_up (tables->sessions, session));
  g_hash_table_insert (tables->chats, chat->id, chat);

  return chat;
}

static void
read_export (NatterImportReader *self,
             JsonObject         *object)
{
  JsonObject *state = get_state (object);
  JsonArray *messages = natter_json_get_array (state, "messages");
  g_auto(Tables) tables = {
    .topics = index_by_id (natter_json_get_array (state, "topics")),
    .sessions = index_by_id (natter_json_get_array (state, "sessions")),
    .groups = index_by_id (natter_json_get_array (state, "sessionGroups")),
    .chats = g_hash_table_new (g_str_hash, g_str_equal),
  };

  for (guint i = 0; i < natter_import_count (messages); i++)
    {
      JsonObject *message = natter_import_get_element (messages, i);

      if (message)
        read_message (self, find_chat (self, &tables, message), message);
    }
}

const NatterImportFormat natter_import_lobechat = {
  .source = "lobechat", .program = "LobeChat", .recognise = recognise, .read = read_export,
};
