/* natter-import-gemini.c: what Google Takeout knows of Gemini: an activity for each question, the
 * newest first, with the answer as a piece of a page. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <string.h>

#include "natter-import-common.h"
#include "natter-import-html.h"
#include "natter-import-value.h"
#include "natter-json.h"

#define CHAT_PATH "/app/"
#define PROMPTED  "Prompted "  /* before the question, in English */

static gboolean
recognise (JsonObject *object)
{
  const char *header = natter_json_get_string (object, "header");

  return header && (strstr (header, "Gemini") || strstr (header, "Bard")) &&
         natter_json_get_string (object, "time") &&
         (natter_import_get_node (object, "title") || natter_import_get_node (object, "titleUrl") ||
          natter_import_get_node (object, "userInteractions"));
}

/* Returns: (transfer full): the id of the chat, where the address of the activity has it */
static char *
dup_key (JsonObject *record)
{
  const char *url = natter_json_get_string (record, "titleUrl");
  const char *path = url ? strstr (url, CHAT_PATH) : NULL;
  const char *id = path ? path + strlen (CHAT_PATH) : NULL;
  const char *time = natter_json_get_string (record, "time");
  gsize length = id ? strcspn (id, "/?#") : 0;

  return length > 0 ? g_strndup (id, length) : g_strdup (time);
}

static NatterImportNode *
add (NatterImportChat *chat,
     JsonObject       *record,
     NatterImportRole  role,
     char             *text)
{
  NatterImportNode *node = NULL;
  g_autofree char *taken = text;

  if (!taken || !*taken)
    return NULL;

  node = natter_import_chat_add (chat, NULL, NULL, role);
  natter_import_chat_add_in_line (chat, node);
  node->time = natter_import_get_time (record, "time");
  natter_import_node_add_text (node, NATTER_PART_TEXT, taken);

  return node;
}

/* A turn in other words: the question and the answer are told apart. */
static void
read_interactions (NatterImportChat *chat,
                   JsonObject       *record,
                   JsonArray        *interactions)
{
  for (guint i = 0; i < natter_import_count (interactions); i++)
    {
      JsonObject *item = natter_import_get_element (interactions, i);
      JsonObject *inner = natter_json_get_object (item, "userInteraction");
      JsonObject *from = inner ? inner : item;

      add (chat, record, NATTER_IMPORT_USER,
           natter_import_dup_text (natter_import_get_node (from, "prompt")));
      add (chat, record, NATTER_IMPORT_ASSISTANT,
           natter_import_dup_text (natter_import_get_node (from, "response")));
    }
}

static void
read_record (NatterImportReader *self,
             NatterImportChat   *chat,
             JsonObject         *record)
{
  JsonArray *pages = natter_json_get_array (record, "safeHtmlItem");
  JsonArray *interactions = natter_json_get_array (record, "userInteractions");
  const char *title = natter_json_get_string (record, "title");

  if (interactions)
    {
      read_interactions (chat, record, interactions);
      return;
    }

  if (title && g_str_has_prefix (title, PROMPTED))
    title += strlen (PROMPTED);
  add (chat, record, NATTER_IMPORT_USER, g_strdup (title));
  for (guint i = 0; i < natter_import_count (pages); i++)
    {
      const char *html = natter_json_get_string (natter_import_get_element (pages, i), "html");

      add (chat, record, NATTER_IMPORT_ASSISTANT, html ? natter_import_html_dup_text (html) : NULL);
    }
}

/* From the last one on, which is the oldest. */
static void
read_file (NatterImportReader *self,
           JsonObject         *object)
{
  JsonArray *records = natter_json_get_array (object, "records");
  g_autoptr(GHashTable) chats = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = natter_import_count (records); i > 0; i--)
    {
      JsonObject *record = natter_import_get_element (records, i - 1);
      g_autofree char *key = dup_key (record);
      NatterImportChat *chat = g_hash_table_lookup (chats, key);

      if (!chat)
        {
          chat = natter_import_reader_begin (self);
          chat->id = g_steal_pointer (&key);
          g_hash_table_insert (chats, chat->id, chat);
          natter_import_reader_take (self, chat);
        }
      read_record (self, chat, record);
    }
}

const NatterImportFormat natter_import_gemini = {
  .source = "gemini-takeout", .program = "Gemini", .gathers = TRUE, .recognise = recognise,
  .read = read_file,
};
