/* natter-import-chatbot-ui.c: the first version of Chatbot UI: all conversations in one object. One
 * thread at a time.
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
  return natter_import_get_node (object, "version") && natter_json_get_array (object, "history");
}

static const char *
find_folder (JsonArray  *folders,
             const char *id)
{
  for (guint i = 0; id && i < natter_import_count (folders); i++)
    {
      JsonObject *folder = natter_import_get_element (folders, i);

      if (g_strcmp0 (natter_json_get_string (folder, "id"), id) == 0)
        return natter_json_get_string (folder, "name");
    }

  return NULL;
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object,
                   JsonArray          *folders)
{
  JsonArray *messages = natter_json_get_array (object, "messages");
  JsonObject *model = natter_json_get_object (object, "model");
  const char *model_id = natter_json_get_string (model, "id");
  const char *folder = natter_json_get_string (object, "folderId");
  NatterImportChat *chat = natter_import_reader_begin (self);

  if (!model_id)
    model_id = natter_json_get_string (object, "model");
  chat->id = natter_import_dup_string (object, "id");
  chat->title = natter_import_dup_string (object, "name");
  g_set_str (&chat->folder, find_folder (folders, folder));
  g_set_str (&chat->folder_id, chat->folder ? folder : NULL);
  for (guint i = 0; i < natter_import_count (messages); i++)
    {
      JsonObject *message = natter_import_get_element (messages, i);
      NatterImportNode *node = NULL;

      if (!message)
        continue;

      node = natter_import_chat_add (chat, NULL, NULL,
                                     natter_import_read_role (natter_json_get_string (message,
                                                                                      "role")));
      natter_import_chat_add_in_line (chat, node);
      if (node->role == NATTER_IMPORT_ASSISTANT)
        g_set_str (&node->model, model_id);
      natter_import_read_content (self, node, natter_import_get_node (message, "content"));
    }

  natter_import_reader_take (self, chat);
}

static void
read_export (NatterImportReader *self,
             JsonObject         *object)
{
  JsonArray *history = natter_json_get_array (object, "history");

  for (guint i = 0; i < natter_import_count (history); i++)
    if (natter_import_get_element (history, i))
      read_conversation (self, natter_import_get_element (history, i),
                         natter_json_get_array (object, "folders"));
}

const NatterImportFormat natter_import_chatbot_ui = {
  .source = "chatbot-ui", .program = "Chatbot UI", .recognise = recognise, .read = read_export,
};
