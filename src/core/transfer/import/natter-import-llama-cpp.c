/* natter-import-llama-cpp.c: a conversation of the page that llama.cpp's server shows. One thread
 * at a time.
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
  return natter_json_get_object (object, "conv") && natter_json_get_array (object, "messages");
}

static void
attach_text (NatterImportNode *node,
             JsonObject       *extra,
             const char       *name)
{
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (extra, "content"));
  g_autofree char *named = NULL;
  g_autoptr(GBytes) data = text ? g_bytes_new (text, strlen (text)) : NULL;

  /* Of a PDF there are only its words. */
  if (name && g_str_has_suffix (name, ".pdf"))
    named = g_strconcat (name, ".txt", NULL);
  if (data)
    natter_import_node_add_data (node, "text/plain", named ? named : name, data);
}

static void
attach_images (NatterImportReader *self,
               NatterImportNode   *node,
               JsonObject         *extra,
               const char         *name)
{
  JsonArray *images = natter_json_get_array (extra, "images");

  for (guint i = 0; i < natter_import_count (images); i++)
    natter_import_reader_attach_url (self, node,
                                     natter_json_as_string (json_array_get_element (images, i)),
                                     name);
}

static void
attach_audio (NatterImportReader *self,
              NatterImportNode   *node,
              JsonObject         *extra,
              const char         *name)
{
  const char *encoded = natter_json_get_string (extra, "base64Data");
  g_autoptr(GBytes) data = encoded ? natter_import_decode_base64 (encoded) : NULL;

  if (data)
    natter_import_node_add_data (node, natter_json_get_string (extra, "mimeType"), name, data);
  else
    natter_import_report_miss (self->report, name ? name : "?");
}

static void
read_extra (NatterImportReader *self,
            NatterImportNode   *node,
            JsonNode           *original)
{
  JsonObject *extra = natter_json_as_object (original);
  const char *type = natter_json_get_string (extra, "type");
  const char *name = natter_json_get_string (extra, "name");
  g_autofree char *folded = type ? g_ascii_strdown (type, -1) : g_strdup ("");

  if (g_str_has_prefix (folded, "image"))
    natter_import_reader_attach_url (self, node, natter_json_get_string (extra, "base64Url"),
                                     name);
  else if (g_str_has_prefix (folded, "text") || g_str_equal (folded, "context"))
    attach_text (node, extra, name);
  else if (g_str_has_prefix (folded, "pdf"))
    {
      attach_images (self, node, extra, name);
      if (!natter_json_get_bool (extra, "processedAsImages", FALSE))
        attach_text (node, extra, name);
    }
  else if (g_str_has_prefix (folded, "audio"))
    attach_audio (self, node, extra, name);
  else if (extra)
    natter_import_reader_keep (self, node, type, original);
}

/* The list may be JSON in a string. */
static void
read_calls (NatterImportNode *node,
            JsonObject       *message)
{
  const char *text = natter_json_get_string (message, "toolCalls");
  g_autoptr(JsonNode) parsed = text && *text ? natter_import_parse (text, strlen (text), NULL)
                                             : NULL;

  natter_import_read_calls (node, parsed ? natter_json_as_array (parsed)
                                         : natter_json_get_array (message, "toolCalls"));
}

static void
read_words (NatterImportReader *self,
            NatterImportNode   *node,
            JsonObject         *message)
{
  JsonNode *thinking = natter_import_get_node (message, "reasoningContent");
  g_autofree char *words = natter_import_dup_text (natter_import_get_node (message, "content"));
  gboolean is_result = g_strcmp0 (natter_json_get_string (message, "role"), "tool") == 0;

  if (!thinking)
    thinking = natter_import_get_node (message, "thinking");
  natter_import_node_take_text (node, NATTER_PART_REASONING, natter_import_dup_text (thinking));
  if (is_result)
    natter_import_node_add_result (node, natter_json_get_string (message, "toolCallId"), words);
  else
    natter_import_node_add_text (node, NATTER_PART_TEXT, words);
  read_calls (node, message);
}

static void
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message)
{
  JsonObject *timings = natter_json_get_object (message, "timings");
  JsonArray *extras = natter_json_get_array (message, "extra");
  g_autofree char *id = natter_import_dup_string (message, "id");
  g_autofree char *parent = natter_import_dup_string (message, "parent");
  gboolean is_root = g_strcmp0 (natter_json_get_string (message, "type"), "root") == 0;
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, id, parent, is_root ? NATTER_IMPORT_HIDDEN
                                 : natter_import_read_role (natter_json_get_string (message,
                                                                                    "role")));
  node->time = natter_import_get_time (message, "timestamp");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    node->model = natter_import_dup_string (message, "model");
  read_words (self, node, message);
  for (guint i = 0; i < natter_import_count (extras); i++)
    read_extra (self, node, json_array_get_element (extras, i));
  node->usage.input = natter_json_get_int (timings, "prompt_n", -1);
  node->usage.output = natter_json_get_int (timings, "predicted_n", -1);
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  JsonObject *conversation = natter_json_get_object (object, "conv");
  JsonArray *messages = natter_json_get_array (object, "messages");
  NatterImportChat *chat = natter_import_reader_begin (self);

  chat->id = natter_import_dup_string (conversation, "id");
  chat->title = natter_import_dup_string (conversation, "name");
  chat->updated = natter_import_get_time (conversation, "lastModified");
  chat->current_id = natter_import_dup_string (conversation, "currNode");
  for (guint i = 0; i < natter_import_count (messages); i++)
    if (natter_import_get_element (messages, i))
      read_message (self, chat, natter_import_get_element (messages, i));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_llama_cpp = {
  .source = "llama.cpp", .program = "llama.cpp", .recognise = recognise,
  .read = read_conversation,
};
