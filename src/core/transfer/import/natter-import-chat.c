/* natter-import-chat.c: a conversation as a file of another program has it. Filled by one reader,
 * made into records once. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-chat.h"

#include <string.h>

#include "natter-import-value.h"

static void
node_free (NatterImportNode *self)
{
  g_free (self->id);
  g_free (self->parent_id);
  g_free (self->model);
  g_free (self->provider);
  g_free (self->finish_reason);
  g_free (self->request_id);
  g_free (self->error_category);
  g_free (self->error);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->originals);
  g_free (self);
}

/* natter_import_chat_new:
 * @source: a static string: what wrote the file */
NatterImportChat *
natter_import_chat_new (const char *source)
{
  NatterImportChat *self = g_new0 (NatterImportChat, 1);

  self->source = source;
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);

  return self;
}

void
natter_import_chat_free (NatterImportChat *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->folder_id);
  g_free (self->folder);
  g_free (self->current_id);
  g_ptr_array_unref (self->nodes);
  g_clear_pointer (&self->merge, natter_store_merge_unref);
  g_free (self);
}

/**
 * natter_import_chat_add:
 * @id: (nullable): its id; without one it has its place for it
 * @parent_id: (nullable): the id of the one that it follows
 * @role: who says it
 *
 * Returns: (transfer none): a node that says nothing yet and is complete
 */
NatterImportNode *
natter_import_chat_add (NatterImportChat *self,
                        const char       *id,
                        const char       *parent_id,
                        NatterImportRole  role)
{
  NatterImportNode *node = g_new0 (NatterImportNode, 1);

  node->id = id && *id ? g_strdup (id) : g_strdup_printf ("#%u", self->nodes->len);
  node->parent_id = g_strdup (parent_id);
  node->role = role;
  node->order = G_MAXINT;
  node->end = role == NATTER_IMPORT_ASSISTANT ? NATTER_END_COMPLETE : NATTER_END_NONE;
  node->usage = (NatterUsage) NATTER_USAGE_INIT;
  node->reasoning_after = -1;
  node->text_after = -1;
  node->ended_after = -1;
  node->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  node->originals = g_ptr_array_new_with_free_func (g_free);
  node->index = self->nodes->len;
  g_ptr_array_add (self->nodes, node);

  return node;
}

/* natter_import_chat_add_in_line:
 * @node: the last one that was added
 *
 * It follows the one that was added before it. */
void
natter_import_chat_add_in_line (NatterImportChat *self,
                                NatterImportNode *node)
{
  NatterImportNode *before = node->index > 0 ? g_ptr_array_index (self->nodes, node->index - 1)
                                             : NULL;

  g_set_str (&node->parent_id, before ? before->id : NULL);
}

/* Returns: (transfer full) (nullable): what to call it where it can't be imported */
char *
natter_import_chat_dup_name (NatterImportChat *self)
{
  return g_strdup (self->title && *self->title ? self->title : self->id);
}

void
natter_import_node_add_text (NatterImportNode *self,
                             NatterPartKind    kind,
                             const char       *text)
{
  if (text && *text)
    g_ptr_array_add (self->parts, natter_stored_part_new_text (kind, text));
}

/* natter_import_node_take_text:
 * @text: (transfer full) (nullable): words */
void
natter_import_node_take_text (NatterImportNode *self,
                              NatterPartKind    kind,
                              char             *text)
{
  g_autofree char *taken = text;

  natter_import_node_add_text (self, kind, taken);
}

static guint
count_calls (NatterImportNode *self)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += ((const NatterStoredPart *) g_ptr_array_index (self->parts, i))->kind ==
         NATTER_PART_TOOL_CALL;

  return n;
}

void
natter_import_node_add_call (NatterImportNode *self,
                             const char       *id,
                             const char       *name,
                             const char       *arguments)
{
  NatterStoredPart part = {
    .kind = NATTER_PART_TOOL_CALL, .number = count_calls (self), .id = id,
    .name = name ? name : "", .text = arguments ? arguments : "",
  };

  g_ptr_array_add (self->parts, natter_stored_part_new (&part));
}

/* natter_import_node_add_result:
 * @name: (nullable): of the tool
 * @text: (nullable): what it answered
 *
 * It stands among the thoughts: what an answer was made of. */
void
natter_import_node_add_result (NatterImportNode *self,
                               const char       *name,
                               const char       *text)
{
  g_autofree char *fenced = text && *text ? natter_import_dup_fenced (NULL, text) : NULL;

  if (fenced)
    natter_import_node_take_text (self, NATTER_PART_REASONING,
                                  name && *name ? g_strconcat (name, ":\n", fenced, NULL)
                                                : g_strdup (fenced));
}

/* natter_import_node_add_source:
 * @address: (nullable): the same one twice is one source */
void
natter_import_node_add_source (NatterImportNode *self,
                               const char       *address,
                               const char       *title)
{
  NatterStoredPart part = { .kind = NATTER_PART_CITATION, .id = address, .name = title };

  if (!address || !*address)
    return;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const NatterStoredPart *other = g_ptr_array_index (self->parts, i);

      if (other->kind == NATTER_PART_CITATION && g_str_equal (other->id, address))
        return;
    }

  g_ptr_array_add (self->parts, natter_stored_part_new (&part));
}

/* natter_import_node_add_data:
 * @mime_type: (nullable): %NULL: by the name
 * @name: (nullable): of the file */
void
natter_import_node_add_data (NatterImportNode *self,
                             const char       *mime_type,
                             const char       *name,
                             GBytes           *data)
{
  g_autofree char *guessed = mime_type && *mime_type ? NULL
                                                     : natter_import_guess_type (name ? name : "");
  NatterStoredPart part = {
    .mime_type = guessed ? guessed : mime_type, .name = name,
    .data = data, .size = (gint64) g_bytes_get_size (data),
  };

  part.kind = g_str_has_prefix (part.mime_type, "image/") ? NATTER_PART_IMAGE : NATTER_PART_FILE;
  g_ptr_array_add (self->parts, natter_stored_part_new (&part));
}

/* natter_import_node_fail:
 * @words: (nullable): what went wrong when it was asked for */
void
natter_import_node_fail (NatterImportNode *self,
                         const char       *words)
{
  self->end = NATTER_END_PROVIDER_ERROR;
  g_set_str (&self->error_category, "failed");
  g_set_str (&self->error, words ? words : "");
}

gboolean
natter_import_node_has_text (NatterImportNode *self,
                             NatterPartKind    kind)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((const NatterStoredPart *) g_ptr_array_index (self->parts, i))->kind == kind)
      return TRUE;

  return FALSE;
}
