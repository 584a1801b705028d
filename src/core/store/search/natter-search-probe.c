/* natter-search-probe.c: how much an index would find, guessed from how close to each other the
 * first finds are: to count them would take as long as to find them. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-probe.h"

#include <math.h>

#define SAMPLE 64    /* in the queries below as well */
#define RARE   20000 /* words that SQLite may collect at once */

static const char *const queries[NATTER_SEARCH_N_INDEXES] = {
  [NATTER_SEARCH_WORDS] = "SELECT rowid FROM words WHERE words MATCH ?1"
                          " ORDER BY rowid DESC LIMIT 64",
  [NATTER_SEARCH_GRAMS] = "SELECT rowid FROM grams WHERE grams MATCH ?1"
                          " ORDER BY rowid DESC LIMIT 64",
  [NATTER_SEARCH_PAIRS] = "SELECT rowid FROM pairs WHERE pairs MATCH ?1"
                          " ORDER BY rowid DESC LIMIT 64",
};

static gboolean
count_messages (NatterDb  *db,
                gint64    *n,
                GError   **error)
{
  *n = 0;

  return natter_db_get (db, n, error, "SELECT max(key) FROM message", "");
}

/* Of the messages that are there, how many. */
static gboolean
guess (NatterDb           *db,
       NatterSearchIndex   index,
       const char         *expression,
       gint64              n_messages,
       double             *n,
       GError            **error)
{
  g_autoptr(NatterRows) rows = natter_db_query (db, error, queries[index], "s", expression);
  g_autoptr(GError) failed = NULL;
  gint64 last = 0;
  guint found = 0;

  if (!rows)
    return FALSE;

  for (; natter_rows_next (rows, &failed); found++)
    last = natter_rows_number (rows, 0, 0);
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  *n = found;
  if (found == SAMPLE)
    *n *= (double) n_messages / (double) MAX (n_messages - last + 1, SAMPLE);
  return TRUE;
}

/**
 * natter_search_probe_set_up:
 * @db: a connection that is in no transaction
 * @error: why not
 *
 * Makes, in the memory of the connection, a view of the index as a list of words.
 *
 * Returns: whether it is there
 */
gboolean
natter_search_probe_set_up (NatterDb  *db,
                            GError   **error)
{
  return natter_db_exec (db, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word"
                         " USING fts5vocab ('main', 'words', 'instance')", error);
}

/**
 * natter_search_probe_prefix:
 * @db: a connection that was set up
 * @query: what is looked for
 * @is_rare: (out): whether there are few words with the beginning that it looks for
 * @error: why not
 *
 * Returns: whether nothing went wrong
 */
gboolean
natter_search_probe_prefix (NatterDb                 *db,
                            const NatterSearchQuery  *query,
                            gboolean                 *is_rare,
                            GError                  **error)
{
  g_autofree char *prefix = natter_search_plan_dup_prefix (query);
  g_autofree char *end = NULL;
  gint64 n = 0;

  *is_rare = FALSE;
  if (!prefix)
    return TRUE;

  end = g_strconcat (prefix, "\xf4\x8f\xbf\xbf", NULL);
  if (!natter_db_get (db, &n, error,
                      "SELECT count(*) FROM (SELECT 1 FROM temp.word"
                      " WHERE term >= ?1 AND term <= ?2 LIMIT ?3)", "ssi", prefix, end,
                      (gint64) RARE))
    return FALSE;

  *is_rare = n < RARE;
  return TRUE;
}

/**
 * natter_search_probe_choose:
 * @db: a connection
 * @plan: what the indexes would be asked for
 * @index: (out): the one that finds the least too much; %NATTER_SEARCH_N_INDEXES for none
 * @error: why not
 *
 * Returns: whether nothing went wrong
 */
gboolean
natter_search_probe_choose (NatterDb                *db,
                            const NatterSearchPlan  *plan,
                            NatterSearchIndex       *index,
                            GError                 **error)
{
  gint64 n_messages = 0;
  double least = G_MAXDOUBLE;

  *index = NATTER_SEARCH_N_INDEXES;
  if (!count_messages (db, &n_messages, error))
    return FALSE;

  for (int i = 0; i < NATTER_SEARCH_N_INDEXES; i++)
    {
      double n = 0;

      if (!plan->expressions[i])
        continue;
      if (!guess (db, (NatterSearchIndex) i, plan->expressions[i], n_messages, &n, error))
        return FALSE;
      if (n < least)
        {
          least = n;
          *index = (NatterSearchIndex) i;
        }
    }

  return TRUE;
}

/**
 * natter_search_probe_weigh:
 * @db: a connection
 * @query: what is looked for
 * @error: why not
 *
 * Returns: (transfer full) (nullable): for each term how much it tells, as in BM25
 */
double *
natter_search_probe_weigh (NatterDb                 *db,
                           const NatterSearchQuery  *query,
                           GError                  **error)
{
  g_autofree double *weights = g_new (double, query->terms->len + 1);
  gint64 n_messages = 0;

  if (!count_messages (db, &n_messages, error))
    return NULL;

  for (guint i = 0; i < query->terms->len; i++)
    {
      g_autoptr(NatterSearchPlan) plan = NULL;
      double n = 0;
      int index = 0;

      weights[i] = 1;
      if (query->terms->len == 1)
        break;

      plan = natter_search_plan_new_term (g_ptr_array_index (query->terms, i));
      while (index < NATTER_SEARCH_N_INDEXES && !plan->expressions[index])
        index++;
      if (index == NATTER_SEARCH_N_INDEXES)
        continue;
      if (!guess (db, (NatterSearchIndex) index, plan->expressions[index], n_messages, &n, error))
        return NULL;
      weights[i] = log (1 + MAX ((double) n_messages - n, 0) / (n + 0.5) + 0.5 / (n + 0.5));
    }

  return g_steal_pointer (&weights);
}
