/* natter-search-find.c: one search, from the query to its results. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-find.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "natter-search-messages.h"
#include "natter-search-probe.h"
#include "natter-search-rank.h"
#include "natter-search-result.h"
#include "natter-search-snippet.h"
#include "natter-search-text.h"
#include "natter-search-titles.h"
#include "natter-store-rows.h"

#define RANKED 400 /* messages, the latest ones: among them the best are chosen */

/* 2: it is its name, 1: its name begins so, 0: another one */
static int
get_fit (const NatterSearchQuery *query,
         const char              *name)
{
  g_autofree char *folded = g_strstrip (natter_search_fold (name, -1));
  int fit = 0;

  for (guint i = 0; i < query->folders->len; i++)
    {
      const char *wanted = g_ptr_array_index (query->folders, i);

      if (g_str_equal (folded, wanted))
        return 2;
      if (g_str_has_prefix (folded, wanted))
        fit = 1;
    }

  return fit;
}

/* Folders of that name or, while it is typed, with such a beginning. Returns: (nullable): their ids
 * as JSON, NULL with an error */
static char *
find_folders (NatterDb                 *db,
              const NatterSearchQuery  *query,
              GError                  **error)
{
  g_autoptr(JsonArray) ids = json_array_new ();
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;
  int best = 1;

  rows = natter_db_query (db, error,
                          "SELECT id, name FROM folder WHERE trashed IS NULL ORDER BY key", "");
  if (!rows)
    return NULL;

  while (natter_rows_next (rows, &failed))
    {
      int fit = 0;

      if (natter_rows_has_text (rows, 0) && natter_rows_has_text (rows, 1) &&
          natter_rows_are_utf8 (rows))
        fit = get_fit (query, natter_rows_text (rows, 1));
      while (fit > best && json_array_get_length (ids) > 0)
        json_array_remove_element (ids, json_array_get_length (ids) - 1);
      if (fit >= best)
        {
          best = fit;
          json_array_add_string_element (ids, natter_rows_text (rows, 0));
        }
    }
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  json_node_set_array (root, ids);
  return json_to_string (root, FALSE);
}

static GPtrArray *
find_candidates (NatterDb                 *db,
                 const NatterSearchQuery  *query,
                 guint                     limit,
                 GError                  **error)
{
  g_autoptr(GPtrArray) candidates = NULL;
  g_autofree double *weights = NULL;
  g_autofree char *folders = NULL;
  guint enough = query->terms->len > 0 ? MAX (limit, RANKED) : limit;

  candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_search_candidate_free);
  if (natter_search_query_is_empty (query))
    return g_steal_pointer (&candidates);

  if (query->folders->len > 0)
    {
      folders = find_folders (db, query, error);
      if (!folders)
        return NULL;
    }
  weights = natter_search_probe_weigh (db, query, error);
  if (!weights || !natter_search_titles_find (db, query, folders, candidates, error) ||
      !natter_search_messages_find (db, query, folders, enough, candidates, error))
    return NULL;

  natter_search_rank (candidates, weights, query->terms->len);
  return g_steal_pointer (&candidates);
}

static NatterSearchResult *
make_result (const NatterSearchQuery     *query,
             const NatterSearchCandidate *candidate,
             const char                  *text,
             gsize                        length)
{
  g_autoptr(GArray) matches = natter_search_find_matches (text, (gssize) length, query);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (NatterSearchMatch));
  g_autofree char *snippet = NULL;

  if (candidate->id)
    {
      snippet = natter_search_snippet_new (text, length, matches, places);
    }
  else
    {
      snippet = g_strdup (text);
      if (matches->len > 0)
        g_array_append_vals (places, matches->data, matches->len);
    }

  return natter_search_result_new (&(NatterSearchResult) {
    .conversation_id = candidate->conversation_id,
    .title = candidate->title ? candidate->title : "",
    .archived = candidate->archived,
    .message_id = candidate->id,
    .role = candidate->role,
    .time = candidate->time,
    .model = candidate->model,
    .rank = candidate->rank,
    .snippet = snippet,
    .matches = (NatterSearchMatch *) (gpointer) places->data,
    .n_matches = places->len,
    .n_found = matches->len,
  });
}

static GPtrArray *
make_results (NatterDb                 *db,
              const NatterSearchQuery  *query,
              GPtrArray                *candidates,
              guint                     limit,
              GError                  **error)
{
  g_autoptr(GPtrArray) results = NULL;

  results = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_search_result_unref);
  for (guint i = 0; i < MIN (candidates->len, limit); i++)
    {
      const NatterSearchCandidate *candidate = g_ptr_array_index (candidates, i);
      g_autoptr(GString) marks = g_string_new (NULL);
      g_autoptr(GString) text = NULL;

      if (candidate->id)
        text = natter_search_messages_read (db, candidate->key, marks, error);
      else
        text = g_string_new (candidate->title);
      if (!text)
        return NULL;

      g_ptr_array_add (results, make_result (query, candidate, text->str, text->len));
    }

  return g_steal_pointer (&results);
}

/**
 * natter_search_find:
 * @db: a connection
 * @query: what is looked for
 * @limit: the most results
 * @error: why not
 *
 * All of it is read from one state of the database.
 *
 * Returns: (transfer full) (nullable) (element-type NatterSearchResult): the best results, the best
 *   first
 */
GPtrArray *
natter_search_find (NatterDb                 *db,
                    const NatterSearchQuery  *query,
                    guint                     limit,
                    GError                  **error)
{
  g_autoptr(GPtrArray) candidates = NULL;
  GPtrArray *results = NULL;

  if (!natter_search_probe_set_up (db, error) || !natter_db_exec (db, "BEGIN", error))
    return NULL;

  candidates = find_candidates (db, query, limit, error);
  if (candidates)
    results = make_results (db, query, candidates, limit, error);
  natter_db_rollback (db);

  return results;
}
