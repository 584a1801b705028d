/* natter-import-record.c: a foreign conversation, made into records that are added where they are
 * missing. Ids are made of those in the file, so that a second time finds what the first one
 * brought. Pure, one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-carry.h"
#include "natter-import-value.h"

#define TITLE_LENGTH    60   /* characters */
#define FOLDER_POSITION 1000 /* below those that are there */

/* A conversation without an id of its own is known by when it began and by what was said first. */
static char *
dup_key (NatterImportChat *chat)
{
  NatterImportNode *first = chat->nodes->len > 0 ? g_ptr_array_index (chat->nodes, 0) : NULL;
  g_autoptr(GString) key = NULL;

  if (chat->id && *chat->id)
    return g_strdup (chat->id);

  key = g_string_new (NULL);
  g_string_append_printf (key, "%" G_GINT64_FORMAT, chat->created);
  if (first)
    g_string_append_printf (key, "\n%s\n%" G_GINT64_FORMAT, first->id, first->time);
  for (guint i = 0; first && i < first->parts->len; i++)
    {
      const NatterStoredPart *part = g_ptr_array_index (first->parts, i);

      g_string_append_printf (key, "\n%s", part->text ? part->text : "");
    }

  return g_string_free_and_steal (g_steal_pointer (&key));
}

static char *
make_conversation_id (NatterImportChat *chat)
{
  g_autofree char *key = dup_key (chat);

  if (chat->is_own && g_uuid_string_is_valid (key))
    return g_steal_pointer (&key);

  return natter_import_make_id (chat->source, key, NULL);
}

static char *
make_message_id (NatterImportChat *chat,
                 const char       *conversation_id,
                 NatterImportNode *node)
{
  if (chat->is_own && g_uuid_string_is_valid (node->id))
    return g_strdup (node->id);

  return natter_import_make_id (chat->source, conversation_id, node->id);
}

static char *
dup_first_words (GPtrArray *ordered)
{
  for (guint i = 0; i < ordered->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (ordered, i);

      for (guint j = 0; j < node->parts->len; j++)
        {
          const NatterStoredPart *part = g_ptr_array_index (node->parts, j);
          g_autofree char *line = NULL;

          if (part->kind != NATTER_PART_TEXT)
            continue;

          line = g_strndup (part->text, strcspn (part->text, "\r\n"));
          g_strstrip (line);
          if (*line)
            return g_utf8_strlen (line, -1) > TITLE_LENGTH ? g_utf8_substring (line, 0,
                                                                               TITLE_LENGTH)
                                                           : g_steal_pointer (&line);
        }
    }

  return NULL;
}

static char *
dup_title (NatterImportChat *chat,
           GPtrArray        *ordered)
{
  g_autofree char *title = chat->title ? g_strstrip (g_strdup (chat->title)) : NULL;

  if (title && *title)
    return g_steal_pointer (&title);

  g_free (title);
  title = dup_first_words (ordered);

  /* Translators: the title of an imported conversation that has none and in which nothing is
   * written */
  return title ? g_steal_pointer (&title) : g_strdup (_("Imported Chat"));
}

static char *
merge_folder (NatterImportChat *chat,
              NatterStoreMerge *merge)
{
  g_autoptr(NatterStoredFolder) folder = NULL;
  NatterStoredFolder values = { .position = FOLDER_POSITION };
  g_autofree char *id = NULL;

  if (!chat->folder || !*chat->folder)
    return NULL;

  if (chat->folder_id && chat->is_own && g_uuid_string_is_valid (chat->folder_id))
    id = g_strdup (chat->folder_id);
  else
    id = natter_import_make_id (chat->source, "folder",
                                chat->folder_id ? chat->folder_id : chat->folder);
  values.id = id;
  values.name = chat->folder;
  values.created = g_get_real_time () / 1000;
  folder = natter_stored_folder_new (&values);
  natter_store_merge_add_folder (merge, folder);

  return g_steal_pointer (&id);
}

static void
merge_conversation (NatterImportChat *chat,
                    GPtrArray        *ordered,
                    const char       *id,
                    NatterStoreMerge *merge)
{
  g_autofree char *title = dup_title (chat, ordered);
  g_autofree char *folder = merge_folder (chat, merge);
  g_autoptr(NatterStoredConversation) conversation = NULL;
  gboolean has_title = chat->title && *chat->title && !chat->title_is_made;
  NatterStoredConversation values = {
    .id = id, .title = title, .title_is_own = has_title, .pinned = chat->pinned,
    .archived = chat->archived, .folder_id = folder, .created = chat->created,
    .updated = chat->updated,
  };

  for (guint i = 0; i < ordered->len; i++)
    {
      gint64 time = ((NatterImportNode *) g_ptr_array_index (ordered, i))->time;

      if (values.created == 0 || (!chat->is_own && time < values.created))
        values.created = time;
      if (chat->updated == 0)
        values.updated = MAX (values.updated, time);
    }
  if (values.created == 0)
    values.created = chat->updated ? chat->updated : g_get_real_time () / 1000;
  if (!chat->is_own)
    values.updated = MAX (values.updated, values.created);

  conversation = natter_stored_conversation_new (&values);
  natter_store_merge_add_conversation (merge, conversation);
}

/* Texts in a row are one, as they would be when they are read again. */
static void
add_part (GPtrArray        *parts,
          NatterStoredPart *part)
{
  NatterStoredPart *last = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;
  gboolean is_text = part->kind == NATTER_PART_TEXT || part->kind == NATTER_PART_REASONING;

  if (!is_text || !last || last->kind != part->kind)
    {
      g_ptr_array_add (parts, natter_stored_part_ref (part));
      return;
    }

  {
    g_autofree char *text = g_strconcat (last->text, "\n\n", part->text, NULL);
    NatterStoredPart *both = natter_stored_part_new_text (part->kind, text);

    g_ptr_array_set_size (parts, (int) parts->len - 1);
    g_ptr_array_add (parts, both);
  }
}

static void
add_originals (GPtrArray        *parts,
               NatterImportNode *node)
{
  g_autofree char *note = NULL;

  for (guint i = 0; i < node->originals->len; i++)
    {
      NatterStoredPart values = { .kind = NATTER_PART_CARRY, .name = NATTER_CARRY_ORIGINAL,
                                  .text = g_ptr_array_index (node->originals, i) };

      g_ptr_array_add (parts, natter_stored_part_new (&values));
    }

  if (node->n_unknown == 0)
    return;

  note = g_strdup_printf (ngettext ("%u imported part was not understood. Its original is in the "
                                    "details.",
                                    "%u imported parts were not understood. Their originals are "
                                    "in the details.", node->n_unknown),
                          node->n_unknown);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_NOTE, note));
}

/* By kind, as a message keeps them: what was thought, said, refused, attached, called and cited. */
static GPtrArray *
sort_parts (NatterImportNode *node)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  static const NatterPartKind kinds[][2] = {
    { NATTER_PART_REASONING, NATTER_PART_REASONING }, { NATTER_PART_TEXT, NATTER_PART_TEXT },
    { NATTER_PART_REFUSAL, NATTER_PART_REFUSAL }, { NATTER_PART_IMAGE, NATTER_PART_FILE },
    { NATTER_PART_TOOL_CALL, NATTER_PART_TOOL_CALL },
    { NATTER_PART_CITATION, NATTER_PART_CITATION }, { NATTER_PART_CARRY, NATTER_PART_CARRY },
    { NATTER_PART_NOTE, NATTER_PART_NOTE },
  };
  guint n_calls = 0;

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < node->parts->len; i++)
      {
        NatterStoredPart *part = g_ptr_array_index (node->parts, i);

        if (part->kind != kinds[k][0] && part->kind != kinds[k][1])
          continue;
        if (part->kind == NATTER_PART_TOOL_CALL && part->number != n_calls++)
          {
            NatterStoredPart values = *part;
            g_autoptr(NatterStoredPart) call = NULL;

            values.number = n_calls - 1;
            call = natter_stored_part_new (&values);
            add_part (parts, call);
          }
        else
          add_part (parts, part);
      }

  add_originals (parts, node);
  return parts;
}

static void
merge_message (NatterImportChat *chat,
               NatterImportNode *node,
               const char       *conversation_id,
               NatterStoreMerge *merge)
{
  NatterImportNode *parent = node->parent ? node->parent->group : NULL;
  g_autofree char *id = make_message_id (chat, conversation_id, node);
  g_autofree char *parent_id = parent ? make_message_id (chat, conversation_id, parent) : NULL;
  g_autoptr(GPtrArray) parts = sort_parts (node);
  g_autoptr(NatterStoredMessage) message = NULL;
  NatterStoredMessage values = { NATTER_STORED_MESSAGE_INIT };

  values.id = id;
  values.conversation_id = conversation_id;
  values.parent_id = parent_id;
  values.position = (int) node->position;
  values.chosen = parent ? parent->chosen == node : node->is_chosen;
  values.role = node->role == NATTER_IMPORT_USER ? "user" : "assistant";
  values.time = node->time;
  values.provider = node->provider;
  values.model = node->model;
  values.end = node->end;
  values.finish_reason = node->finish_reason;
  values.request_id = node->request_id;
  values.usage = node->usage;
  values.reasoning_after = node->reasoning_after;
  values.text_after = node->text_after;
  values.ended_after = node->ended_after;
  values.error_category = node->error_category;
  values.error_message = node->error;
  values.parts = parts;
  message = natter_stored_message_new (&values);
  natter_store_merge_add_message (merge, message, NULL);
}

/* A first message is shown when it is at the beginning of the path, or the last one of them. */
static void
choose_first (GPtrArray *ordered)
{
  NatterImportNode *first = NULL;
  gboolean is_told = FALSE;

  for (guint i = 0; i < ordered->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (ordered, i);

      if (node->parent || is_told)
        continue;

      first = node;
      is_told = node->is_on_path;
    }

  if (first)
    first->is_chosen = TRUE;
}

/**
 * natter_import_tree_merge:
 * @chat: a conversation
 *
 * Returns: (transfer full) (nullable): what is to be added where it is missing; %NULL when there is
 *   nothing in it
 */
NatterStoreMerge *
natter_import_tree_merge (NatterImportChat *chat)
{
  g_autoptr(GPtrArray) ordered = NULL;
  g_autofree char *id = NULL;
  NatterStoreMerge *merge = NULL;

  if (chat->merge)
    return g_steal_pointer (&chat->merge);

  ordered = natter_import_tree_grow (chat);
  if (ordered->len == 0)
    return NULL;

  id = make_conversation_id (chat);
  choose_first (ordered);
  merge = natter_store_merge_new ();
  merge_conversation (chat, ordered, id, merge);
  for (guint i = 0; i < ordered->len; i++)
    merge_message (chat, g_ptr_array_index (ordered, i), id, merge);

  return merge;
}
