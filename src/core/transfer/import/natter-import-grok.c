/* natter-import-grok.c: the export of Grok, whose times are as MongoDB writes them. One thread at a
 * time.
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
  return natter_json_get_object (object, "conversation") &&
         natter_json_get_array (object, "responses");
}

static char *
dup_id (JsonObject *object,
        const char *name)
{
  JsonObject *wrapped = natter_json_get_object (object, name);

  return wrapped ? natter_import_dup_string (wrapped, "$oid")
                 : natter_import_dup_string (object, name);
}

static void
read_attachments (NatterImportReader *self,
                  NatterImportNode   *node,
                  JsonArray          *attachments)
{
  for (guint i = 0; i < natter_import_count (attachments); i++)
    {
      const char *id = natter_json_as_string (json_array_get_element (attachments, i));

      if (id)
        natter_import_reader_attach (self, node, id, NULL, NULL);
    }
}

static void
read_sources (NatterImportNode *node,
              JsonArray        *results)
{
  for (guint i = 0; i < natter_import_count (results); i++)
    {
      JsonObject *result = natter_import_get_element (results, i);

      natter_import_node_add_source (node, natter_json_get_string (result, "url"),
                                     natter_json_get_string (result, "title"));
    }
}

static void
read_response (NatterImportReader *self,
               NatterImportChat   *chat,
               JsonObject         *response)
{
  g_autofree char *id = dup_id (response, "_id");
  g_autofree char *parent = dup_id (response, "parent_response_id");
  g_autofree char *sender = natter_import_dup_string (response, "sender");
  g_autofree char *folded = sender ? g_ascii_strdown (sender, -1) : NULL;
  JsonNode *thinking = natter_import_get_node (response, "thinking_trace");
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, id, parent, natter_import_read_role (folded));
  node->time = natter_import_get_time (response, "create_time");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    node->model = natter_import_dup_string (response, "model");
  natter_import_node_take_text (node, NATTER_PART_REASONING, natter_import_dup_text (thinking));
  natter_import_node_take_text (node, NATTER_PART_TEXT,
                                natter_import_dup_text (natter_import_get_node (response,
                                                                                "message")));
  read_sources (node, natter_json_get_array (response, "web_search_results"));
  read_attachments (self, node, natter_json_get_array (response, "file_attachments"));
  if (natter_json_get_bool (response, "partial", FALSE) && node->role == NATTER_IMPORT_ASSISTANT)
    node->end = NATTER_END_INTERRUPTED;
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  JsonObject *conversation = natter_json_get_object (object, "conversation");
  JsonArray *responses = natter_json_get_array (object, "responses");
  NatterImportChat *chat = natter_import_reader_begin (self);
  gboolean has_parents = FALSE;

  chat->id = dup_id (conversation, "id");
  if (!chat->id)
    chat->id = dup_id (conversation, "_id");
  chat->title = natter_import_dup_string (conversation, "title");
  chat->created = natter_import_get_time (conversation, "create_time");
  chat->updated = natter_import_get_time (conversation, "modify_time");
  chat->pinned = natter_json_get_bool (conversation, "starred", FALSE);
  for (guint i = 0; i < natter_import_count (responses); i++)
    {
      JsonObject *item = natter_import_get_element (responses, i);
      JsonObject *response = natter_json_get_object (item, "response");

      response = response ? response : item;
      if (!response)
        continue;

      has_parents |= natter_import_get_node (response, "parent_response_id") != NULL;
      read_response (self, chat, response);
    }

  for (guint i = 0; !has_parents && i < chat->nodes->len; i++)
    natter_import_chat_add_in_line (chat, g_ptr_array_index (chat->nodes, i));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_grok = {
  .source = "grok", .program = "Grok", .recognise = recognise, .read = read_conversation,
};
