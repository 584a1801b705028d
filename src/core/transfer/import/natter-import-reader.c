/* natter-import-reader.c: what a reader of one format is given, and what it gives back; and all
 * formats there are. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-reader.h"

#include <string.h>

#include "natter-import-value.h"

#define MAX_ATTACHMENT (64 * 1024 * 1024)
#define MAX_BESIDE     (16 * 1024 * 1024)  /* bytes of another JSON file of the same export */

/* In this order: what is told by fewer marks comes later. */
static const NatterImportFormat *const formats[] = {
  &natter_import_natter, &natter_import_chatgpt, &natter_import_claude, &natter_import_librechat,
  &natter_import_llama_cpp, &natter_import_lobechat, &natter_import_chatbox,
  &natter_import_chatbot_ui, &natter_import_open_webui, &natter_import_jan, &natter_import_gemini,
  &natter_import_grok, &natter_import_chat_ui,
};

/* natter_import_format_find:
 * @object: a record
 *
 * Returns: (nullable): what wrote it, by what is in it */
const NatterImportFormat *
natter_import_format_find (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i]->recognise (object))
      return formats[i];

  return NULL;
}

/* Returns: (transfer full): a conversation without anything */
NatterImportChat *
natter_import_reader_begin (NatterImportReader *self)
{
  return natter_import_chat_new (self->format->source);
}

/* natter_import_reader_take:
 * @chat: (transfer full): a whole conversation */
void
natter_import_reader_take (NatterImportReader *self,
                           NatterImportChat   *chat)
{
  g_queue_push_tail (&self->chats, chat);
}

/**
 * natter_import_reader_keep:
 * @node: where it was found
 * @kind: (nullable): what the file calls it
 * @original: what is not understood; it is counted and kept beside the message
 */
void
natter_import_reader_keep (NatterImportReader *self,
                           NatterImportNode   *node,
                           const char         *kind,
                           JsonNode           *original)
{
  natter_import_report_count (self->report, self->format->program,
                              kind && *kind ? kind : json_node_type_name (original));
  g_ptr_array_add (node->originals, natter_import_dup_raw (original));
  node->n_unknown++;
}

/**
 * natter_import_reader_attach:
 * @node: whose attachment it is
 * @id: what the name of its file begins with
 * @name: (nullable): what to call it; %NULL: as the file
 * @mime_type: (nullable): %NULL: by the name
 *
 * Returns: whether it was found; if not the report names it
 */
gboolean
natter_import_reader_attach (NatterImportReader *self,
                             NatterImportNode   *node,
                             const char         *id,
                             const char         *name,
                             const char         *mime_type)
{
  NatterImportEntry *entry = id ? natter_import_source_find_by_id (self->source, id) : NULL;
  g_autoptr(GBytes) data = NULL;
  const char *slash = entry ? strrchr (entry->name, '/') : NULL;

  if (entry)
    data = natter_import_source_load (self->source, entry, MAX_ATTACHMENT, NULL);
  if (!data)
    {
      natter_import_report_miss (self->report, name && *name ? name : id ? id : "?");
      return FALSE;
    }

  if (!name || !*name)
    name = slash ? slash + 1 : entry->name;
  natter_import_node_add_data (node, mime_type, name, data);
  return TRUE;
}

/**
 * natter_import_reader_attach_url:
 * @url: (nullable): an address with the bytes in it, or one that is only named: nothing is fetched
 * @name: (nullable): what to call it
 */
void
natter_import_reader_attach_url (NatterImportReader *self,
                                 NatterImportNode   *node,
                                 const char         *url,
                                 const char         *name)
{
  g_autofree char *mime_type = NULL;
  g_autoptr(GBytes) data = natter_import_decode_url (url, &mime_type);
  gboolean is_data = url && g_str_has_prefix (url, "data:");

  if (data)
    natter_import_node_add_data (node, mime_type, name, data);
  else
    natter_import_report_miss (self->report, name && *name ? name : url && !is_data ? url : "?");
}

/* natter_import_reader_load:
 * @name: of a JSON file in the same folder
 *
 * Returns: (transfer full) (nullable): what is in it */
JsonNode *
natter_import_reader_load (NatterImportReader *self,
                           const char         *name)
{
  NatterImportEntry *entry = natter_import_source_find (self->source, self->entry->name, name);
  g_autoptr(GBytes) bytes = entry ? natter_import_source_load (self->source, entry, MAX_BESIDE,
                                                               NULL) : NULL;
  gsize length = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  return data ? natter_import_parse (data, length, NULL) : NULL;
}
