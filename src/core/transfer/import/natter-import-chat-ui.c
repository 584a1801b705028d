/* natter-import-chat-ui.c: a conversation of Hugging Face's Chat UI. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <string.h>

#include "natter-import-common.h"
#include "natter-import-value.h"
#include "natter-json.h"

static gboolean
recognise (JsonObject *object)
{
  JsonArray *messages = natter_json_get_array (object, "messages");
  JsonObject *first = natter_import_count (messages) > 0 ? natter_import_get_element (messages, 0)
                                                         : NULL;

  return messages && (natter_import_get_node (object, "rootMessageId") ||
                      natter_json_get_string (first, "from"));
}

/* The bytes are in it, or the value is the name of a file beside it. */
static void
read_file (NatterImportReader *self,
           NatterImportNode   *node,
           JsonObject         *file)
{
  const char *value = natter_json_get_string (file, "value");
  const char *name = natter_json_get_string (file, "name");
  const char *mime_type = natter_json_get_string (file, "mime");
  gboolean is_encoded = g_strcmp0 (natter_json_get_string (file, "type"), "base64") == 0;
  g_autoptr(GBytes) data = is_encoded && value ? natter_import_decode_base64 (value) : NULL;

  if (data)
    natter_import_node_add_data (node, mime_type, name, data);
  else if (file)
    natter_import_reader_attach (self, node, is_encoded ? name : value, name, mime_type);
}

static void
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message,
              const char         *model)
{
  JsonArray *ancestors = natter_json_get_array (message, "ancestors");
  JsonArray *files = natter_json_get_array (message, "files");
  guint n = natter_import_count (ancestors);
  const char *parent = n > 0 ? natter_json_as_string (json_array_get_element (ancestors, n - 1))
                             : NULL;
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, natter_json_get_string (message, "id"), parent,
                                 natter_import_read_role (natter_json_get_string (message,
                                                                                  "from")));
  node->time = natter_import_get_time (message, "createdAt");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    g_set_str (&node->model, model);
  natter_import_node_take_text (node, NATTER_PART_REASONING,
                                natter_import_dup_text (natter_import_get_node (message,
                                                                                "reasoning")));
  natter_import_read_content (self, node, natter_import_get_node (message, "content"));
  for (guint i = 0; i < natter_import_count (files); i++)
    read_file (self, node, natter_import_get_element (files, i));
  if (node->role == NATTER_IMPORT_ASSISTANT && natter_json_get_bool (message, "interrupted", FALSE))
    node->end = NATTER_END_STOPPED;
}

static gboolean
has_ancestors (JsonArray *messages)
{
  for (guint i = 0; i < natter_import_count (messages); i++)
    if (natter_import_count (natter_json_get_array (natter_import_get_element (messages, i),
                                                    "ancestors")) > 0)
      return TRUE;

  return FALSE;
}

static char *
dup_id (JsonObject *object)
{
  JsonObject *wrapped = natter_json_get_object (object, "_id");

  return wrapped ? natter_import_dup_string (wrapped, "$oid")
                 : natter_import_dup_string (object, "_id");
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  JsonArray *messages = natter_json_get_array (object, "messages");
  const char *model = natter_json_get_string (object, "model");
  gboolean is_tree = has_ancestors (messages);
  NatterImportChat *chat = natter_import_reader_begin (self);

  chat->id = dup_id (object);
  chat->title = natter_import_dup_string (object, "title");
  chat->created = natter_import_get_time (object, "createdAt");
  chat->updated = natter_import_get_time (object, "updatedAt");
  for (guint i = 0; i < natter_import_count (messages); i++)
    if (natter_import_get_element (messages, i))
      read_message (self, chat, natter_import_get_element (messages, i), model);

  for (guint i = 0; !is_tree && i < chat->nodes->len; i++)
    natter_import_chat_add_in_line (chat, g_ptr_array_index (chat->nodes, i));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_chat_ui = {
  .source = "chat-ui", .program = "Chat UI", .recognise = recognise, .read = read_conversation,
};
