/* natter-import-chatbox.c: the backup of Chatbox: one object with a session in each member whose
 * name says so. Settings, where keys may be, are not looked at. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <string.h>

#include "natter-import-common.h"
#include "natter-import-value.h"
#include "natter-json.h"

#define SESSION "session:"

static gboolean
recognise (JsonObject *object)
{
  g_autoptr(GList) members = NULL;

  if (json_object_has_member (object, "__exported_items"))
    return TRUE;

  members = json_object_get_members (object);
  for (GList *l = members; l; l = l->next)
    if (g_str_has_prefix (l->data, SESSION) && natter_json_get_object (object, l->data))
      return TRUE;

  return FALSE;
}

static void
read_call (NatterImportNode *node,
           JsonObject       *part)
{
  const char *name = natter_json_get_string (part, "toolName");
  g_autofree char *arguments = natter_import_dup_json (natter_import_get_node (part, "args"));
  g_autofree char *result = natter_import_dup_json (natter_import_get_node (part, "result"));

  natter_import_node_add_call (node, natter_json_get_string (part, "toolCallId"), name,
                               arguments);
  natter_import_node_add_result (node, name, result);
}

static void
read_reasoning (NatterImportNode *node,
                JsonObject       *part)
{
  double duration = 0;

  natter_import_node_take_text (node, NATTER_PART_REASONING,
                                natter_import_dup_text (natter_import_get_node (part, "text")));
  if (natter_json_get_double (part, "duration", &duration) && duration > 0 && duration < 1e9)
    {
      node->reasoning_after = 0;
      node->text_after = (gint64) duration;
    }
}

static void
read_part (NatterImportReader *self,
           NatterImportNode   *node,
           JsonNode           *original)
{
  JsonObject *part = natter_json_as_object (original);
  const char *type = natter_json_get_string (part, "type");
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (part, "text"));

  if (g_strcmp0 (type, "text") == 0)
    natter_import_node_add_text (node, NATTER_PART_TEXT, text);
  else if (g_strcmp0 (type, "info") == 0)
    natter_import_node_add_text (node, NATTER_PART_NOTE, text);
  else if (g_strcmp0 (type, "reasoning") == 0)
    read_reasoning (node, part);
  else if (g_strcmp0 (type, "tool-call") == 0)
    read_call (node, part);
  else if (g_strcmp0 (type, "image") == 0)
    natter_import_reader_attach_url (self, node, natter_json_get_string (part, "url"),
                                     natter_json_get_string (part, "storageKey"));
  else if (!JSON_NODE_HOLDS_NULL (original))
    natter_import_reader_keep (self, node, type, original);
}

static void
read_extras (NatterImportReader *self,
             NatterImportNode   *node,
             JsonObject         *message)
{
  JsonArray *files = natter_json_get_array (message, "files");
  JsonArray *links = natter_json_get_array (message, "links");

  for (guint i = 0; i < natter_import_count (files); i++)
    {
      JsonObject *file = natter_import_get_element (files, i);
      const char *name = natter_json_get_string (file, "name");

      natter_import_report_miss (self->report, name ? name : "?");
    }

  for (guint i = 0; i < natter_import_count (links); i++)
    {
      JsonObject *link = natter_import_get_element (links, i);

      natter_import_node_add_source (node, natter_json_get_string (link, "url"),
                                     natter_json_get_string (link, "title"));
    }
}

static NatterImportNode *
read_message (NatterImportReader *self,
              NatterImportChat   *chat,
              JsonObject         *message,
              const char         *parent_id)
{
  JsonArray *parts = natter_json_get_array (message, "contentParts");
  g_autofree char *error = natter_import_dup_text (natter_import_get_node (message, "error"));
  NatterImportNode *node = NULL;

  node = natter_import_chat_add (chat, natter_json_get_string (message, "id"), parent_id,
                                 natter_import_read_role (natter_json_get_string (message,
                                                                                  "role")));
  node->time = natter_import_get_time (message, "timestamp");
  if (node->role == NATTER_IMPORT_ASSISTANT)
    {
      node->model = natter_import_dup_string (message, "model");
      node->provider = natter_import_dup_string (message, "aiProvider");
    }
  natter_import_node_take_text (node, NATTER_PART_REASONING,
                                natter_import_dup_text (natter_import_get_node
                                                        (message, "reasoningContent")));
  for (guint i = 0; i < natter_import_count (parts); i++)
    read_part (self, node, json_array_get_element (parts, i));
  if (natter_import_count (parts) == 0)
    natter_import_read_content (self, node, natter_import_get_node (message, "content"));
  read_extras (self, node, message);
  natter_import_read_tokens (node, natter_json_get_object (message, "usage"));
  if (error && node->role == NATTER_IMPORT_ASSISTANT)
    natter_import_node_fail (node, error);

  return node;
}

static void
read_line (NatterImportReader *self,
           NatterImportChat   *chat,
           JsonArray          *messages,
           const char         *parent_id)
{
  g_autofree char *parent = g_strdup (parent_id);

  for (guint i = 0; i < natter_import_count (messages); i++)
    if (natter_import_get_element (messages, i))
      g_set_str (&parent, read_message (self, chat, natter_import_get_element (messages, i),
                                        parent)->id);
}

static gboolean
has_node (NatterImportChat *chat,
          const char       *id)
{
  for (guint i = 0; i < chat->nodes->len; i++)
    if (g_str_equal (((NatterImportNode *) g_ptr_array_index (chat->nodes, i))->id, id))
      return TRUE;

  return FALSE;
}

/* What follows a message in other ways than the one that is shown. All threads of a session have
 * them in one place. */
static void
read_forks (NatterImportReader *self,
            NatterImportChat   *chat,
            JsonObject         *forks)
{
  JsonObjectIter iter;
  const char *id = NULL;
  JsonNode *member = NULL;

  if (!forks)
    return;

  json_object_iter_init_ordered (&iter, forks);
  while (json_object_iter_next_ordered (&iter, &id, &member))
    {
      JsonArray *lists = natter_json_get_array (natter_json_as_object (member), "lists");

      for (guint i = 0; has_node (chat, id) && i < natter_import_count (lists); i++)
        read_line (self, chat, natter_json_get_array (natter_import_get_element (lists, i),
                                                      "messages"), id);
    }
}

static void
read_thread (NatterImportReader *self,
             JsonObject         *session,
             JsonObject         *thread,
             const char         *fallback_id)
{
  JsonObject *from = thread ? thread : session;
  NatterImportChat *chat = natter_import_reader_begin (self);
  g_autofree char *id = natter_import_dup_string (session, "id");
  g_autofree char *part = thread ? natter_import_dup_string (thread, "id") : NULL;

  chat->id = g_strconcat (id ? id : fallback_id, thread ? "/" : NULL, part ? part : "", NULL);
  chat->title = natter_import_dup_string (from, "name");
  if (!chat->title)
    chat->title = natter_import_dup_string (session, "name");
  chat->created = natter_import_get_time (from, "createdAt");
  chat->pinned = natter_json_get_bool (session, "starred", FALSE);
  read_line (self, chat, natter_json_get_array (from, "messages"), NULL);
  if (chat->nodes->len > 0)
    g_set_str (&chat->current_id,
               ((NatterImportNode *) g_ptr_array_index (chat->nodes, chat->nodes->len - 1))->id);
  read_forks (self, chat, natter_json_get_object (session, "messageForksHash"));
  natter_import_reader_take (self, chat);
}

static void
read_session (NatterImportReader *self,
              JsonObject         *session,
              const char         *fallback_id)
{
  JsonArray *threads = natter_json_get_array (session, "threads");

  for (guint i = 0; i < natter_import_count (threads); i++)
    if (natter_import_get_element (threads, i))
      read_thread (self, session, natter_import_get_element (threads, i), fallback_id);
  read_thread (self, session, NULL, fallback_id);
}

static void
read_backup (NatterImportReader *self,
             JsonObject         *object)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (g_str_has_prefix (name, SESSION) && natter_json_as_object (member))
      read_session (self, natter_json_as_object (member), name + strlen (SESSION));
}

const NatterImportFormat natter_import_chatbox = {
  .source = "chatbox", .program = "Chatbox", .recognise = recognise, .read = read_backup,
};
