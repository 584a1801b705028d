/* natter-search-messages.c: messages in which something is: an index names them, the latest first,
 * and each is looked at. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-messages.h"

#include <string.h>

#include "natter-search-probe.h"
#include "natter-search-rank.h"
#include "natter-search-text.h"
#include "natter-store-index.h"
#include "natter-store-parts.h"
#include "natter-store-rows.h"

#define SCAN_MAX 4000 /* messages that are looked at where no index knows what is looked for */

enum
{
  KEY, ID, CONVERSATION, ROLE, TIME, MODEL, TITLE, ARCHIVED,
};

#define COLUMNS "SELECT m.key, m.id, m.conversation, m.role, m.time, m.model, c.title, c.archived"
#define WANTED  " m.trashed IS NULL AND m.streaming = 0 AND c.trashed IS NULL" \
                " AND (?2 OR c.archived = 0) AND (?3 IS NULL OR m.role = ?3)" \
                " AND m.time >= ?4 AND m.time < ?5" \
                " AND (?6 IS NULL OR c.folder IN (SELECT value FROM json_each (?6)))"

/* The index says it in that order by itself, so that the first one is there before the last is
 * found. */
#define FROM_INDEX(name) COLUMNS " FROM " name " CROSS JOIN message m ON m.key = " name ".rowid" \
                         " CROSS JOIN conversation c ON c.id = m.conversation" \
                         " WHERE " name " MATCH ?1 AND" WANTED \
                         " ORDER BY " name ".rowid DESC"

static const char *const queries[NATTER_SEARCH_N_INDEXES] = {
  [NATTER_SEARCH_WORDS] = FROM_INDEX ("words"),
  [NATTER_SEARCH_GRAMS] = FROM_INDEX ("grams"),
  [NATTER_SEARCH_PAIRS] = FROM_INDEX ("pairs"),
};

static const char all[] = COLUMNS " FROM message m CROSS JOIN conversation c"
                          " ON c.id = m.conversation WHERE ?1 IS NULL AND" WANTED
                          " ORDER BY m.key DESC";

static const char of_folders[] = COLUMNS " FROM json_each (?6) f"
                                 " CROSS JOIN conversation c ON c.folder = f.value"
                                 " CROSS JOIN message m ON m.conversation = c.id"
                                 " WHERE ?1 IS NULL AND" WANTED " ORDER BY m.key DESC";

static const char *
get_role (const NatterSearchQuery *query)
{
  switch ((int) query->from)
    {
    case NATTER_SEARCH_FROM_ME:
      return "user";
    case NATTER_SEARCH_FROM_MODEL:
      return "assistant";
    default:
      return NULL;
    }
}

static NatterRows *
start (NatterDb                 *db,
       const NatterSearchQuery  *query,
       const char               *folders,
       gboolean                 *is_scan,
       GError                  **error)
{
  g_autoptr(NatterSearchPlan) plan = NULL;
  gboolean is_rare = FALSE;
  NatterSearchIndex index = NATTER_SEARCH_N_INDEXES;
  const char *sql = folders ? of_folders : all;
  const char *expression = NULL;

  if (!natter_search_probe_prefix (db, query, &is_rare, error))
    return NULL;

  plan = natter_search_plan_new (query, is_rare);
  if (!natter_search_probe_choose (db, plan, &index, error))
    return NULL;

  *is_scan = index == NATTER_SEARCH_N_INDEXES && query->terms->len > 0;
  if (index != NATTER_SEARCH_N_INDEXES)
    {
      sql = queries[index];
      expression = plan->expressions[index];
    }

  return natter_db_query (db, error, sql, "sdsiis", expression,
                          (query->flags & NATTER_SEARCH_WITH_ARCHIVE) != 0, get_role (query),
                          query->after, query->before, folders);
}

static gboolean
has_model (const NatterSearchQuery *query,
           const char              *model)
{
  g_autofree char *folded = NULL;

  if (query->models->len == 0)
    return TRUE;
  if (!model)
    return FALSE;

  folded = natter_search_fold (model, -1);
  for (guint i = 0; i < query->models->len; i++)
    if (strstr (folded, g_ptr_array_index (query->models, i)))
      return TRUE;

  return FALSE;
}

static gboolean
has_marks (const NatterSearchQuery *query,
           const char              *marks)
{
  return (!(query->has & NATTER_SEARCH_HAS_IMAGE) || strstr (marks, "image")) &&
         (!(query->has & NATTER_SEARCH_HAS_CODE) || strstr (marks, "code")) &&
         (!(query->has & NATTER_SEARCH_HAS_FILE) || strstr (marks, "file"));
}

/* Counts what is looked for. Returns: whether all of it is there */
static gboolean
count (const NatterSearchQuery *query,
       const GString           *text,
       NatterSearchCandidate   *candidate)
{
  g_autoptr(NatterSearchFolded) folded = natter_search_folded_new (text->str, text->len);

  candidate->length = folded->length;
  candidate->counts = g_new0 (guint, query->terms->len);
  for (guint i = 0; i < query->terms->len; i++)
    {
      candidate->counts[i] = natter_search_term_count (g_ptr_array_index (query->terms, i), folded);
      if (candidate->counts[i] == 0)
        return FALSE;
    }

  return TRUE;
}

/* Returns: whether nothing went wrong */
static gboolean
look_at (NatterDb                 *db,
         const NatterSearchQuery  *query,
         NatterRows               *rows,
         GPtrArray                *candidates,
         GError                  **error)
{
  g_autoptr(NatterSearchCandidate) candidate = NULL;
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autoptr(GString) text = NULL;

  if (!natter_rows_has_text (rows, ID) || !natter_rows_has_text (rows, CONVERSATION) ||
      !natter_rows_are_utf8 (rows) || !has_model (query, natter_rows_text (rows, MODEL)))
    return TRUE;

  candidate = g_new0 (NatterSearchCandidate, 1);
  candidate->key = natter_rows_number (rows, KEY, 0);
  if (query->terms->len > 0 || query->has != 0)
    {
      text = natter_search_messages_read (db, candidate->key, marks, error);
      if (!text)
        return FALSE;
      if (!has_marks (query, marks->str) || !count (query, text, candidate))
        return TRUE;
    }

  candidate->id = g_strdup (natter_rows_text (rows, ID));
  candidate->conversation_id = g_strdup (natter_rows_text (rows, CONVERSATION));
  candidate->role = g_strdup (natter_rows_text (rows, ROLE));
  candidate->time = natter_rows_number (rows, TIME, 0);
  candidate->model = g_strdup (natter_rows_text (rows, MODEL));
  candidate->title = g_strdup (natter_rows_text (rows, TITLE));
  candidate->archived = natter_rows_number (rows, ARCHIVED, 0) != 0;
  g_ptr_array_add (candidates, g_steal_pointer (&candidate));
  return TRUE;
}

/**
 * natter_search_messages_find:
 * @db: a connection
 * @query: what is looked for, not nothing
 * @folders: (nullable): the ids of the folders to look in, as JSON; %NULL for everywhere
 * @enough: how many are enough; the latest are found first
 * @candidates: (element-type NatterSearchCandidate): where they are added
 * @error: why not
 *
 * Returns: whether nothing went wrong
 */
gboolean
natter_search_messages_find (NatterDb                 *db,
                             const NatterSearchQuery  *query,
                             const char               *folders,
                             guint                     enough,
                             GPtrArray                *candidates,
                             GError                  **error)
{
  g_autoptr(GError) failed = NULL;
  gboolean is_scan = FALSE;
  g_autoptr(NatterRows) rows = start (db, query, folders, &is_scan, error);
  guint most = candidates->len + enough;

  if (!rows)
    return FALSE;

  for (guint n = 0; candidates->len < most && (!is_scan || n < SCAN_MAX); n++)
    if (!natter_rows_next (rows, &failed) || !look_at (db, query, rows, candidates, &failed))
      break;
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * natter_search_messages_read:
 * @db: a connection
 * @key: of a message
 * @marks: where what it has is added
 * @error: what went wrong other than damage
 *
 * Returns: (transfer full) (nullable): its text as the index was given it, as much of it as can be
 *   read
 */
GString *
natter_search_messages_read (NatterDb  *db,
                             gint64     key,
                             GString   *marks,
                             GError   **error)
{
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GError) failed = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  if (natter_store_parts_read (db, NULL, key, parts, &failed) ||
      g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED))
    return natter_store_index_collect (parts, marks);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
