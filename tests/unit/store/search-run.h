/* search-run.h: a search in a store, run to its end. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search.h"
#include "store-run.h"

G_BEGIN_DECLS

static inline GPtrArray *
search_run_query (StoreRun          *run,
                  NatterSearchQuery *query,
                  guint              limit)
{
  g_autoptr(NatterSearch) search = natter_search_new (run->store);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *results = NULL;

  natter_search_run_async (search, query, limit, NULL, natter_test_async_cb, &result);
  results = natter_search_run_finish (search, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (results);

  return results;
}

/* What was found, the best first, by id; a conversation found by its title as "title:" and its
 * id. */
static inline char *
search_run_ids (StoreRun   *run,
                const char *text)
{
  g_autoptr(NatterSearchQuery) query = natter_search_query_new (text, NATTER_SEARCH_DEFAULT);
  g_autoptr(GPtrArray) results = search_run_query (run, query, 1000);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  for (guint i = 0; i < results->len; i++)
    {
      const NatterSearchResult *result = g_ptr_array_index (results, i);

      if (result->message_id)
        g_strv_builder_add (builder, result->message_id);
      else
        g_strv_builder_take (builder, g_strconcat ("title:", result->conversation_id, NULL));
    }
  ids = g_strv_builder_end (builder);

  return g_strjoinv (" ", ids);
}

G_END_DECLS
