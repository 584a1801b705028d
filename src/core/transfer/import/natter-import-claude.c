/* natter-import-claude.c: the export of a Claude account. Its messages name their parents, or do
 * not: then they follow one another as they stand. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <string.h>

#include "natter-import-value.h"
#include "natter-json.h"

static gboolean
recognise (JsonObject *object)
{
  return natter_json_get_array (object, "chat_messages") != NULL;
}

/* "00000000-0000-4000-8000-000000000000" and all zeros stand for no parent. */
static gboolean
is_nobody (const char *id)
{
  return !id || strspn (id, "0-") == strlen (id) ||
         g_str_equal (id, "00000000-0000-4000-8000-000000000000");
}

static void
read_citations (NatterImportNode *node,
                JsonObject       *block)
{
  JsonArray *citations = natter_json_get_array (block, "citations");

  for (guint i = 0; citations && i < json_array_get_length (citations); i++)
    {
      JsonObject *citation = natter_json_as_object (json_array_get_element (citations, i));
      JsonObject *details = natter_json_get_object (citation, "details");
      const char *url = natter_json_get_string (citation, "url");

      natter_import_node_add_source (node, url ? url : natter_json_get_string (details, "url"),
                                     natter_json_get_string (citation, "title"));
    }
}

static void
read_text (NatterImportReader *self,
           NatterImportNode   *node,
           JsonObject         *block)
{
  natter_import_node_take_text (node, NATTER_PART_TEXT,
                                natter_import_dup_text (natter_import_get_node (block, "text")));
  read_citations (node, block);
}

static void
read_thinking (NatterImportReader *self,
               NatterImportNode   *node,
               JsonObject         *block)
{
  g_autofree char *words = natter_import_dup_text (natter_import_get_node (block, "thinking"));
  JsonArray *summaries = natter_json_get_array (block, "summaries");

  for (guint i = 0; !words && summaries && i < json_array_get_length (summaries); i++)
    {
      JsonNode *summary = json_array_get_element (summaries, i);
      JsonObject *object = natter_json_as_object (summary);

      natter_import_node_take_text (node, NATTER_PART_REASONING,
                                    object ? natter_import_dup_string (object, "summary")
                                           : natter_import_dup_text (summary));
    }
  natter_import_node_add_text (node, NATTER_PART_REASONING, words);
}

static void
read_call (NatterImportReader *self,
           NatterImportNode   *node,
           JsonObject         *block)
{
  JsonNode *input = natter_import_get_node (block, "input");
  g_autofree char *arguments = NULL;

  if (!input)
    input = natter_import_get_node (block, "display_content");
  if (input)
    arguments = natter_json_as_string (input) ? g_strdup (natter_json_as_string (input))
                                              : natter_json_to_line (input);
  natter_import_node_add_call (node, natter_json_get_string (block, "id"),
                               natter_json_get_string (block, "name"), arguments);
}

static void
read_result (NatterImportReader *self,
             NatterImportNode   *node,
             JsonObject         *block)
{
  g_autofree char *words = natter_import_dup_text (natter_import_get_node (block, "content"));
  JsonArray *content = natter_json_get_array (block, "content");

  for (guint i = 0; content && i < json_array_get_length (content); i++)
    {
      JsonObject *item = natter_json_as_object (json_array_get_element (content, i));

      natter_import_node_add_source (node, natter_json_get_string (item, "url"),
                                     natter_json_get_string (item, "title"));
    }
  natter_import_node_add_result (node, natter_json_get_string (block, "name"), words);
}

static void
discard (NatterImportReader *self,
         NatterImportNode   *node,
         JsonObject         *block)
{
}

static const struct
{
  const char *type;
  void      (*read) (NatterImportReader *self, NatterImportNode *node, JsonObject *block);
} readers[] = {
  { "text", read_text }, { "thinking", read_thinking }, { "tool_use", read_call },
  { "tool_result", read_result }, { "token_budget", discard },
};

static void
read_block (NatterImportReader *self,
            NatterImportNode   *node,
            JsonNode           *original)
{
  JsonObject *block = natter_json_as_object (original);
  const char *type = natter_json_get_string (block, "type");

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_strcmp0 (type, readers[i].type) == 0)
      {
        readers[i].read (self, node, block);
        return;
      }

  if (natter_json_as_string (original))
    natter_import_node_add_text (node, NATTER_PART_TEXT, natter_json_as_string (original));
  else if (!JSON_NODE_HOLDS_NULL (original))
    natter_import_reader_keep (self, node, type, original);
}

/* A long paste has no name and stands for the text; a document has one. */
static void
read_attachments (NatterImportNode *node,
                  JsonObject       *message)
{
  JsonArray *attachments = natter_json_get_array (message, "attachments");

  for (guint i = 0; attachments && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = natter_json_as_object (json_array_get_element (attachments, i));
      g_autofree char *text = natter_import_dup_text (natter_import_get_node (attachment,
                                                                              "extracted_content"));
      const char *name = natter_json_get_string (attachment, "file_name");

      if (!text)
        continue;
      if (name && *name)
        {
          g_autoptr(GBytes) data = g_bytes_new (text, strlen (text));

          natter_import_node_add_data (node, "text/plain", name, data);
        }
      else
        natter_import_node_add_text (node, NATTER_PART_TEXT, text);
    }
}

/* Of files there is nothing but the name, as a rule. */
static void
read_files (NatterImportReader *self,
            NatterImportNode   *node,
            JsonObject         *message)
{
  static const char *const members[] = { "files", "files_v2" };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    {
      JsonArray *files = natter_json_get_array (message, members[m]);

      for (guint i = 0; files && i < json_array_get_length (files); i++)
        {
          JsonObject *file = natter_json_as_object (json_array_get_element (files, i));
          const char *name = natter_json_get_string (file, "file_name");

          if (name && *name && g_hash_table_add (seen, g_strdup (name)))
            natter_import_reader_attach (self, node, name, name, NULL);
        }
    }
}

static void
read_end (NatterImportNode *node,
          JsonObject       *message)
{
  const char *reason = natter_json_get_string (message, "stop_reason");

  if (node->role != NATTER_IMPORT_ASSISTANT)
    return;

  g_set_str (&node->finish_reason, reason);
  if (g_strcmp0 (reason, "user_canceled") == 0 || g_strcmp0 (reason, "user_cancelled") == 0)
    node->end = NATTER_END_STOPPED;
  else if (g_strcmp0 (reason, "max_tokens") == 0 ||
           natter_json_get_bool (message, "truncated", FALSE))
    node->end = NATTER_END_LENGTH;
  else if (g_strcmp0 (reason, "refusal") == 0)
    node->end = NATTER_END_FILTER;
}

static void
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message,
              const char         *model)
{
  const char *sender = natter_json_get_string (message, "sender");
  gboolean is_user = g_strcmp0 (sender, "human") == 0 || g_strcmp0 (sender, "user") == 0;
  JsonArray *content = natter_json_get_array (message, "content");
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, natter_json_get_string (message, "uuid"),
                                 natter_json_get_string (message, "parent_message_uuid"),
                                 is_user ? NATTER_IMPORT_USER : NATTER_IMPORT_ASSISTANT);
  node->time = natter_import_get_time (message, "created_at");
  if (!is_user)
    g_set_str (&node->model, model);
  for (guint i = 0; content && i < json_array_get_length (content); i++)
    read_block (self, node, json_array_get_element (content, i));
  if (node->parts->len == 0 && node->originals->len == 0)
    natter_import_node_take_text (node, NATTER_PART_TEXT,
                                  natter_import_dup_text (natter_import_get_node (message,
                                                                                  "text")));
  read_attachments (node, message);
  read_files (self, node, message);
  read_end (node, message);
}

static gboolean
knows_parents (NatterImportChat *chat)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean has_any = FALSE;

  for (guint i = 0; i < chat->nodes->len; i++)
    g_hash_table_add (ids, ((NatterImportNode *) g_ptr_array_index (chat->nodes, i))->id);

  for (guint i = 0; i < chat->nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (chat->nodes, i);

      has_any = has_any || node->parent_id;
      if (node->parent_id && !is_nobody (node->parent_id) &&
          !g_hash_table_contains (ids, node->parent_id))
        return FALSE;
    }

  return has_any;
}

/* Returns: (transfer none) (nullable): the name of a project, from the file beside */
static const char *
find_project (NatterImportReader *self,
              const char         *id)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *projects = NULL;

  if (!id)
    return NULL;

  if (!self->folders)
    {
      self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      node = natter_import_reader_load (self, "projects.json");
      projects = natter_json_as_array (node);
      for (guint i = 0; projects && i < json_array_get_length (projects); i++)
        {
          JsonObject *project = natter_json_as_object (json_array_get_element (projects, i));
          const char *uuid = natter_json_get_string (project, "uuid");
          const char *name = natter_json_get_string (project, "name");

          if (uuid && name)
            g_hash_table_insert (self->folders, g_strdup (uuid), g_strdup (name));
        }
    }

  return g_hash_table_lookup (self->folders, id);
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  NatterImportChat *chat = natter_import_reader_begin (self);
  JsonArray *messages = natter_json_get_array (object, "chat_messages");
  const char *project = natter_json_get_string (object, "project_uuid");
  const char *model = natter_json_get_string (object, "model");

  if (!project)
    project = natter_json_get_string (natter_json_get_object (object, "project"), "uuid");
  chat->id = natter_import_dup_string (object, "uuid");
  chat->title = natter_import_dup_string (object, "name");
  chat->created = natter_import_get_time (object, "created_at");
  chat->updated = natter_import_get_time (object, "updated_at");
  chat->pinned = natter_json_get_bool (object, "is_starred", FALSE);
  chat->current_id = natter_import_dup_string (object, "current_leaf_message_uuid");
  g_set_str (&chat->folder, find_project (self, project));
  g_set_str (&chat->folder_id, chat->folder ? project : NULL);
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = natter_json_as_object (json_array_get_element (messages, i));

      if (message)
        read_message (self, chat, message, model);
    }

  for (guint i = 0, in_line = !knows_parents (chat); in_line && i < chat->nodes->len; i++)
    natter_import_chat_add_in_line (chat, g_ptr_array_index (chat->nodes, i));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_claude = {
  .source = "claude", .program = "Claude", .recognise = recognise, .read = read_conversation,
};
