/* natter-import-jan.c: a thread of Jan: a file with a message in each line, and one about the
 * thread beside it. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include "natter-import-common.h"
#include "natter-import-value.h"
#include "natter-json.h"

static gboolean
recognise (JsonObject *object)
{
  return g_strcmp0 (natter_json_get_string (object, "object"), "thread.message") == 0;
}

static void
read_part (NatterImportReader *self,
           NatterImportNode   *node,
           JsonNode           *original)
{
  JsonObject *part = natter_json_as_object (original);
  const char *type = natter_json_get_string (part, "type");
  JsonObject *image = natter_json_get_object (part, "image_url");

  if (g_strcmp0 (type, "text") == 0)
    natter_import_node_take_text (node, NATTER_PART_TEXT,
                                  natter_import_dup_text (natter_import_get_node (part,
                                                                                  "text")));
  else if (g_strcmp0 (type, "reasoning") == 0)
    natter_import_node_take_text (node, NATTER_PART_REASONING,
                                  natter_import_dup_text (natter_import_get_node (part,
                                                                                  "text")));
  else if (image)
    natter_import_reader_attach_url (self, node, natter_json_get_string (image, "url"),
                                     natter_json_get_string (image, "detail"));
  else if (!JSON_NODE_HOLDS_NULL (original))
    natter_import_reader_keep (self, node, type, original);
}

static void
read_end (NatterImportNode *node,
          JsonObject       *message)
{
  const char *status = natter_json_get_string (message, "status");

  if (node->role != NATTER_IMPORT_ASSISTANT || !status)
    return;
  if (g_str_equal (status, "stopped"))
    node->end = NATTER_END_STOPPED;
  else if (g_str_equal (status, "error"))
    natter_import_node_fail (node, NULL);
  else if (g_str_equal (status, "pending"))
    node->end = NATTER_END_INTERRUPTED;
}

/* Returns: whether it names its parent */
static gboolean
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message)
{
  JsonObject *metadata = natter_json_get_object (message, "metadata");
  JsonObject *assistant = natter_json_get_object (metadata, "assistant");
  JsonArray *content = natter_json_get_array (message, "content");
  g_autofree char *parent = natter_import_dup_string (metadata, "parentId");
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, natter_json_get_string (message, "id"), parent,
                                 natter_import_read_role (natter_json_get_string (message,
                                                                                  "role")));
  node->time = natter_import_get_time (message, "created_at");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    node->model = natter_import_dup_string (assistant, "model");
  for (guint i = 0; i < natter_import_count (content); i++)
    read_part (self, node, json_array_get_element (content, i));
  read_end (node, message);

  return parent != NULL;
}

static void
read_thread (NatterImportReader *self,
             NatterImportChat   *chat)
{
  g_autoptr(JsonNode) node = natter_import_reader_load (self, "thread.json");
  JsonObject *thread = natter_json_as_object (node);

  if (!chat->id)
    chat->id = natter_import_dup_string (thread, "id");
  chat->title = natter_import_dup_string (thread, "title");
  chat->created = natter_import_get_time (thread, "created");
  chat->updated = natter_import_get_time (thread, "updated");
  chat->pinned = natter_json_get_bool (natter_json_get_object (thread, "metadata"), "is_favorite",
                                       FALSE);
}

static void
read_file (NatterImportReader *self,
           JsonObject         *object)
{
  JsonArray *records = natter_json_get_array (object, "records");
  NatterImportChat *chat = natter_import_reader_begin (self);
  gboolean has_parents = FALSE;

  for (guint i = 0; i < natter_import_count (records); i++)
    {
      JsonObject *message = natter_import_get_element (records, i);

      if (!chat->id)
        chat->id = natter_import_dup_string (message, "thread_id");
      has_parents |= read_message (self, chat, message);
    }
  read_thread (self, chat);

  for (guint i = 0; !has_parents && i < chat->nodes->len; i++)
    natter_import_chat_add_in_line (chat, g_ptr_array_index (chat->nodes, i));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_jan = {
  .source = "jan", .program = "Jan", .gathers = TRUE, .recognise = recognise, .read = read_file,
};
