/* natter-search-titles.c: conversations in whose title something is. There are few and they are
 * short: all are looked at. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-titles.h"

#include <string.h>

#include "natter-search-rank.h"
#include "natter-search-term.h"
#include "natter-store-rows.h"

enum
{
  KEY, ID, TITLE, UPDATED, ARCHIVED,
};

static gboolean
has_all (const NatterSearchQuery *query,
         const char              *title)
{
  g_autoptr(NatterSearchFolded) folded = natter_search_folded_new (title, strlen (title));

  for (guint i = 0; i < query->terms->len; i++)
    {
      gsize from = 0;
      gsize to = 0;

      if (!natter_search_term_find (g_ptr_array_index (query->terms, i), folded, &from, &to))
        return FALSE;
    }

  return TRUE;
}

static void
look_at (const NatterSearchQuery *query,
         NatterRows              *rows,
         GPtrArray               *candidates)
{
  NatterSearchCandidate *candidate = NULL;

  if (!natter_rows_has_text (rows, ID) || !natter_rows_has_text (rows, TITLE) ||
      !natter_rows_are_utf8 (rows) || !has_all (query, natter_rows_text (rows, TITLE)))
    return;

  candidate = g_new0 (NatterSearchCandidate, 1);
  candidate->key = natter_rows_number (rows, KEY, 0);
  candidate->conversation_id = g_strdup (natter_rows_text (rows, ID));
  candidate->title = g_strdup (natter_rows_text (rows, TITLE));
  candidate->time = natter_rows_number (rows, UPDATED, 0);
  candidate->archived = natter_rows_number (rows, ARCHIVED, 0) != 0;
  g_ptr_array_add (candidates, candidate);
}

/**
 * natter_search_titles_find:
 * @db: a connection
 * @query: what is looked for
 * @folders: (nullable): the ids of the folders to look in, as JSON; %NULL for everywhere
 * @candidates: (element-type NatterSearchCandidate): where they are added
 * @error: why not
 *
 * Nothing is found where what only a message has is asked for: somebody it is from, a model, code.
 *
 * Returns: whether nothing went wrong
 */
gboolean
natter_search_titles_find (NatterDb                 *db,
                           const NatterSearchQuery  *query,
                           const char               *folders,
                           GPtrArray                *candidates,
                           GError                  **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;

  if (query->terms->len == 0 || query->from != 0 || query->has != 0 || query->models->len > 0)
    return TRUE;

  rows = natter_db_query (db, error,
                          "SELECT key, id, title, updated, archived FROM conversation"
                          " WHERE trashed IS NULL AND (?1 OR archived = 0) AND updated >= ?2"
                          " AND updated < ?3"
                          " AND (?4 IS NULL OR folder IN (SELECT value FROM json_each (?4)))",
                          "diis", (query->flags & NATTER_SEARCH_WITH_ARCHIVE) != 0, query->after,
                          query->before, folders);
  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    look_at (query, rows, candidates);
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
