/* natter-import-librechat.c: a conversation of LibreChat, as a list or as a tree. One thread at a
 * time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <string.h>

#include "natter-import-common.h"
#include "natter-import-value.h"
#include "natter-json.h"

#define MAX_DEPTH 10000

static gboolean
recognise (JsonObject *object)
{
  return natter_import_get_node (object, "conversationId") &&
         (natter_json_get_array (object, "messagesTree") ||
          natter_json_get_array (object, "messages"));
}

static void
read_call (NatterImportNode *node,
           JsonObject       *call)
{
  JsonObject *function = natter_json_get_object (call, "function");
  const char *name = natter_json_get_string (function ? function : call, "name");
  g_autofree char *arguments = natter_import_dup_json (natter_import_get_node (call, "args"));
  g_autofree char *output = natter_import_dup_text (natter_import_get_node (call, "output"));

  if (!arguments)
    arguments = natter_import_dup_json (natter_import_get_node (function, "arguments"));
  natter_import_node_add_call (node, natter_json_get_string (call, "id"), name, arguments);
  natter_import_node_add_result (node, name, output);
}

static void
read_part (NatterImportReader *self,
           NatterImportNode   *node,
           JsonNode           *original)
{
  JsonObject *part = natter_json_as_object (original);
  const char *type = natter_json_get_string (part, "type");
  JsonNode *text = natter_import_get_node (part, "text");

  if (g_strcmp0 (type, "text") == 0)
    natter_import_node_take_text (node, NATTER_PART_TEXT, natter_import_dup_text (text));
  else if (g_strcmp0 (type, "think") == 0)
    natter_import_node_take_text (node, NATTER_PART_REASONING,
                                  natter_import_dup_text (natter_import_get_node (part,
                                                                                  "think")));
  else if (g_strcmp0 (type, "tool_call") == 0 && natter_json_get_object (part, "tool_call"))
    read_call (node, natter_json_get_object (part, "tool_call"));
  else if (g_strcmp0 (type, "error") == 0)
    {
      g_autofree char *words = natter_import_dup_text (natter_import_get_node (part, "error"));

      natter_import_node_fail (node, words);
    }
  else if (!JSON_NODE_HOLDS_NULL (original))
    natter_import_reader_keep (self, node, type, original);
}

static void
read_files (NatterImportReader *self,
            NatterImportNode   *node,
            JsonArray          *files)
{
  for (guint i = 0; i < natter_import_count (files); i++)
    {
      JsonObject *file = natter_import_get_element (files, i);
      const char *name = natter_json_get_string (file, "filename");

      if (name)
        natter_import_report_miss (self->report, name);
    }
}

/* An error stands in the text: it is how the answer ended and not what was answered. */
static void
read_words (NatterImportReader *self,
            NatterImportNode   *node,
            JsonObject         *message)
{
  JsonArray *content = natter_json_get_array (message, "content");
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (message, "text"));

  for (guint i = 0; i < natter_import_count (content); i++)
    read_part (self, node, json_array_get_element (content, i));

  if (natter_json_get_bool (message, "error", FALSE))
    natter_import_node_fail (node, text);
  else if (!natter_import_node_has_text (node, NATTER_PART_TEXT))
    natter_import_node_add_text (node, NATTER_PART_TEXT, text);

  if (node->role == NATTER_IMPORT_ASSISTANT && node->end == NATTER_END_COMPLETE &&
      natter_json_get_bool (message, "unfinished", FALSE))
    node->end = NATTER_END_INTERRUPTED;
  if (node->role == NATTER_IMPORT_USER)
    node->end = NATTER_END_NONE;
}

static void
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message,
              const char         *parent_id)
{
  gboolean is_user = natter_json_get_bool (message, "isCreatedByUser", FALSE);
  const char *parent = natter_json_get_string (message, "parentMessageId");
  NatterImportNode *node = NULL;

  if (!parent || strspn (parent, "0-") == strlen (parent))
    parent = parent_id;
  node = natter_import_chat_add (chat, natter_json_get_string (message, "messageId"), parent,
                                 is_user ? NATTER_IMPORT_USER : NATTER_IMPORT_ASSISTANT);
  node->time = natter_import_get_time (message, "createdAt");
  if (!is_user)
    {
      node->model = natter_import_dup_string (message, "model");
      node->provider = natter_import_dup_string (message, "endpoint");
    }
  read_words (self, node, message);
  read_files (self, node, natter_json_get_array (message, "files"));
}

typedef struct
{
  JsonArray  *messages;
  const char *parent_id;
} Level;

/* Without the depth of the stack. */
static void
read_tree (NatterImportReader *self,
           NatterImportChat   *chat,
           JsonArray          *messages)
{
  g_autoptr(GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  Level level = { messages, NULL };

  g_array_append_val (levels, level);
  for (guint i = 0; i < levels->len && i < MAX_DEPTH; i++)
    {
      level = g_array_index (levels, Level, i);
      for (guint j = 0; j < natter_import_count (level.messages); j++)
        {
          JsonObject *message = natter_import_get_element (level.messages, j);
          Level next = { natter_json_get_array (message, "children"), NULL };

          if (!message)
            continue;

          read_message (self, chat, message, level.parent_id);
          next.parent_id = natter_json_get_string (message, "messageId");
          if (natter_import_count (next.messages) > 0)
            g_array_append_val (levels, next);
        }
    }
}

static void
read_conversation (NatterImportReader *self,
                   JsonObject         *object)
{
  NatterImportChat *chat = natter_import_reader_begin (self);
  JsonArray *tree = natter_json_get_array (object, "messagesTree");

  chat->id = natter_import_dup_string (object, "conversationId");
  chat->title = natter_import_dup_string (object, "title");
  if (!chat->title)
    chat->title = natter_import_dup_string (natter_json_get_object (object, "options"), "title");
  chat->created = natter_import_get_time (object, "createdAt");
  chat->updated = natter_import_get_time (object, "updatedAt");
  read_tree (self, chat, tree ? tree : natter_json_get_array (object, "messages"));
  natter_import_reader_take (self, chat);
}

const NatterImportFormat natter_import_librechat = {
  .source = "librechat", .program = "LibreChat", .recognise = recognise,
  .read = read_conversation,
};
