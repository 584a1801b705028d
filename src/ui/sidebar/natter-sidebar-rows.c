/* natter-sidebar-rows.c: which rows the sidebar has: what is pinned, the folders with what is in
 * them, and the rest by day. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-rows.h"

#include <string.h>

static void
row_clear (NatterSidebarRowInfo *row)
{
  g_object_unref (row->item);
}

GArray *
natter_sidebar_rows_new (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (NatterSidebarRowInfo));

  g_array_set_clear_func (rows, (GDestroyNotify) row_clear);

  return rows;
}

static void
add (GArray   *rows,
     gpointer  item,
     guint     group)
{
  const NatterSidebarRowInfo row = { g_object_ref (item), group };

  g_array_append_val (rows, row);
}

/**
 * natter_sidebar_rows_fold:
 * @text: any text
 *
 * Returns: (transfer full): the same for texts that differ in case and accents alone
 */
char *
natter_sidebar_rows_fold (const char *text)
{
  g_autofree char *lower = NULL;
  g_autofree char *apart = NULL;
  GString *folded = NULL;

  if (g_str_is_ascii (text))
    return g_strstrip (g_ascii_strdown (text, -1));

  lower = g_utf8_casefold (text, -1);
  apart = g_utf8_normalize (lower, -1, G_NORMALIZE_NFKD);
  folded = g_string_sized_new (strlen (lower));
  for (const char *at = apart ? apart : lower; *at; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_len (folded, at, g_utf8_next_char (at) - at);

  return g_strstrip (g_string_free_and_steal (folded));
}

static gboolean
matches (const NatterSidebarQuery *query,
         const char               *title)
{
  g_autofree char *folded = NULL;

  if (!query->search)
    return TRUE;

  folded = natter_sidebar_rows_fold (title);

  return strstr (folded, query->search) != NULL;
}

static gboolean
belongs (const NatterSidebarQuery *query,
         NatterConversation       *conversation)
{
  gboolean is_trashed = natter_conversation_is_trashed (conversation);
  gboolean is_archived = natter_conversation_is_archived (conversation);

  switch (query->view)
    {
    case NATTER_SIDEBAR_TRASH:
      return is_trashed;

    case NATTER_SIDEBAR_ARCHIVE:
      return is_archived && !is_trashed;

    case NATTER_SIDEBAR_CONVERSATIONS:
    default:
      return !is_archived && !is_trashed;
    }
}

/* The conversations of each folder that is not in the trash. */
static GHashTable *
open_folders (const NatterSidebarQuery *query)
{
  GHashTable *contents = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                (GDestroyNotify) g_ptr_array_unref);
  guint n_folders = query->folders ? g_list_model_get_n_items (G_LIST_MODEL (query->folders)) : 0;

  for (guint i = 0; i < n_folders; i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (G_LIST_MODEL (query->folders), i);

      if (!natter_folder_is_trashed (folder))
        g_hash_table_insert (contents, (gpointer) natter_folder_get_id (folder),
                             g_ptr_array_new ());
    }

  return contents;
}

static void
add_folders (const NatterSidebarQuery *query,
             GHashTable               *contents,
             GArray                   *rows)
{
  guint n_folders = query->folders ? g_list_model_get_n_items (G_LIST_MODEL (query->folders)) : 0;

  for (guint i = 0; i < n_folders; i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (G_LIST_MODEL (query->folders), i);
      GPtrArray *content = g_hash_table_lookup (contents, natter_folder_get_id (folder));

      if (!content || (query->search && content->len == 0))
        continue;

      add (rows, folder, NATTER_SIDEBAR_GROUP_FOLDERS);
      if (!query->search && g_hash_table_contains (query->collapsed, natter_folder_get_id (folder)))
        continue;
      for (guint j = 0; j < content->len; j++)
        add (rows, g_ptr_array_index (content, j), NATTER_SIDEBAR_GROUP_FOLDERS);
    }
}

static int
compare_groups (const NatterSidebarRowInfo *a,
                const NatterSidebarRowInfo *b)
{
  return (a->group > b->group) - (a->group < b->group);
}

/* Adds conversations by day. They come newest first but for a clock that was wrong; a section is
 * one all the same. */
static void
add_days (const NatterSidebarQuery *query,
          GPtrArray                *conversations,
          GArray                   *rows)
{
  gboolean is_sorted = TRUE;
  guint last = 0;

  for (guint i = 0; i < conversations->len; i++)
    {
      NatterConversation *conversation = g_ptr_array_index (conversations, i);
      guint group = natter_days_find (query->days, natter_conversation_get_updated (conversation));

      add (rows, conversation, NATTER_SIDEBAR_GROUP_DAYS + group);
      is_sorted = is_sorted && group >= last;
      last = group;
    }

  if (!is_sorted)
    g_array_sort (rows, (GCompareFunc) compare_groups);
}

/* Each conversation stands in one place: pinned before in a folder before by day. */
static GArray *
collect_conversations (const NatterSidebarQuery *query)
{
  GListModel *list = G_LIST_MODEL (query->conversations);
  g_autoptr(GHashTable) contents = open_folders (query);
  g_autoptr(GPtrArray) rest = g_ptr_array_new ();
  GArray *rows = natter_sidebar_rows_new ();

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);
      const char *folder_id = natter_conversation_get_folder_id (conversation);
      GPtrArray *content = folder_id ? g_hash_table_lookup (contents, folder_id) : NULL;

      if (!belongs (query, conversation) ||
          !matches (query, natter_conversation_get_title (conversation)))
        continue;

      if (natter_conversation_is_pinned (conversation))
        add (rows, conversation, NATTER_SIDEBAR_GROUP_PINNED);
      else
        g_ptr_array_add (content ? content : rest, conversation);
    }

  add_folders (query, contents, rows);
  add_days (query, rest, rows);

  return rows;
}

static GArray *
collect_archive (const NatterSidebarQuery *query)
{
  GListModel *list = G_LIST_MODEL (query->conversations);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  GArray *rows = natter_sidebar_rows_new ();

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (belongs (query, conversation) &&
          matches (query, natter_conversation_get_title (conversation)))
        g_ptr_array_add (found, conversation);
    }

  add_days (query, found, rows);

  return rows;
}

static gint64
trashed_time (const NatterSidebarRowInfo *row)
{
  return NATTER_IS_FOLDER (row->item)
           ? natter_folder_get_trashed_time (NATTER_FOLDER (row->item))
           : natter_conversation_get_trashed_time (NATTER_CONVERSATION (row->item));
}

static int
compare_trashed (const NatterSidebarRowInfo *a,
                 const NatterSidebarRowInfo *b)
{
  gint64 a_time = trashed_time (a);
  gint64 b_time = trashed_time (b);

  return (a_time < b_time) - (a_time > b_time);
}

/* What was deleted last is what is looked for. */
static GArray *
collect_trash (const NatterSidebarQuery *query)
{
  GListModel *list = G_LIST_MODEL (query->conversations);
  guint n_folders = query->folders ? g_list_model_get_n_items (G_LIST_MODEL (query->folders)) : 0;
  GArray *rows = natter_sidebar_rows_new ();

  for (guint i = 0; i < n_folders; i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (G_LIST_MODEL (query->folders), i);

      if (natter_folder_is_trashed (folder) && matches (query, natter_folder_get_name (folder)))
        add (rows, folder, NATTER_SIDEBAR_GROUP_DAYS);
    }

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (belongs (query, conversation) &&
          matches (query, natter_conversation_get_title (conversation)))
        add (rows, conversation, NATTER_SIDEBAR_GROUP_DAYS);
    }

  g_array_sort (rows, (GCompareFunc) compare_trashed);

  return rows;
}

/**
 * natter_sidebar_rows_collect:
 * @query: what to show
 *
 * Returns: (transfer full) (element-type NatterSidebarRowInfo): the rows, from the top down
 */
GArray *
natter_sidebar_rows_collect (const NatterSidebarQuery *query)
{
  if (!query->conversations)
    return natter_sidebar_rows_new ();

  switch (query->view)
    {
    case NATTER_SIDEBAR_TRASH:
      return collect_trash (query);

    case NATTER_SIDEBAR_ARCHIVE:
      return collect_archive (query);

    case NATTER_SIDEBAR_CONVERSATIONS:
    default:
      return collect_conversations (query);
    }
}

/**
 * natter_sidebar_rows_copy_without:
 * @rows: rows
 * @index: the one to leave out
 *
 * Returns: (transfer full): the others
 */
GArray *
natter_sidebar_rows_copy_without (GArray *rows,
                                  guint   index)
{
  GArray *copy = natter_sidebar_rows_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const NatterSidebarRowInfo *row = &g_array_index (rows, NatterSidebarRowInfo, i);

      if (i != index)
        add (copy, row->item, row->group);
    }

  return copy;
}

static gboolean
is_same (GArray *a,
         guint   a_index,
         GArray *b,
         guint   b_index)
{
  return g_array_index (a, NatterSidebarRowInfo, a_index).item ==
         g_array_index (b, NatterSidebarRowInfo, b_index).item;
}

/**
 * natter_sidebar_rows_compare:
 * @old: the rows before
 * @rows: the rows after
 * @first: (out): how many are the same at the top
 * @last: (out): how many others are the same at the end
 */
void
natter_sidebar_rows_compare (GArray *old,
                             GArray *rows,
                             guint  *first,
                             guint  *last)
{
  const guint shorter = MIN (old->len, rows->len);

  *first = 0;
  while (*first < shorter && is_same (old, *first, rows, *first))
    (*first)++;

  *last = 0;
  while (*last < shorter - *first &&
         is_same (old, old->len - 1 - *last, rows, rows->len - 1 - *last))
    (*last)++;
}

static gboolean
are_shifted (GArray *a,
             guint   a_index,
             GArray *b,
             guint   b_index,
             guint   n)
{
  for (guint i = 0; i < n; i++)
    if (!is_same (a, a_index + i, b, b_index + i))
      return FALSE;

  return TRUE;
}

/**
 * natter_sidebar_rows_find_move:
 * @old: the rows before
 * @rows: the rows after
 * @first: how many are the same at the top
 * @last: how many are the same at the end
 * @from: (out): which row of @old has moved
 * @to: (out): where it is in @rows
 *
 * Returns: whether what differs is that one row has moved
 */
gboolean
natter_sidebar_rows_find_move (GArray *old,
                               GArray *rows,
                               guint   first,
                               guint   last,
                               guint  *from,
                               guint  *to)
{
  guint n = old->len - first - last;
  guint end = first + n - 1;

  if (old->len != rows->len || n < 2)
    return FALSE;

  *from = first;
  *to = end;
  if (is_same (old, first, rows, end) && are_shifted (old, first + 1, rows, first, n - 1))
    return TRUE;

  *from = end;
  *to = first;

  return is_same (old, end, rows, first) && are_shifted (old, first, rows, first + 1, n - 1);
}
