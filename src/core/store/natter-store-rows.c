/* natter-store-rows.c: reading rows that may be damaged: a row that can't be read must not hide its
 * neighbours. Used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-rows.h"

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Adds what can be read, up to the first error. */
static gboolean
add_keys (NatterDb    *db,
          GHashTable  *keys,
          const char  *query,
          const char  *id,
          GError     **error)
{
  g_autoptr(NatterRows) rows = natter_db_query (db, error, query, id ? "s" : "", id);
  g_autoptr(GError) failed = NULL;

  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    {
      gint64 key = natter_rows_number (rows, 0, 0);

      g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
    }
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * natter_store_find_keys:
 * @db: a connection
 * @queries: (array zero-terminated=1): ways to the keys of the same rows, the best first
 * @id: (nullable): the parameter of each query
 * @complete: (out): whether there are no others
 * @error: what went wrong other than damage
 *
 * Where the first way is damaged the others are gone as well, as far as they lead.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the keys, lowest first
 */
GArray *
natter_store_find_keys (NatterDb           *db,
                        const char *const  *queries,
                        const char         *id,
                        gboolean           *complete,
                        GError            **error)
{
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key = NULL;

  *complete = FALSE;
  for (guint i = 0; queries[i] && !*complete; i++)
    {
      g_autoptr(GError) failed = NULL;

      *complete = add_keys (db, keys, queries[i], id, &failed);
      if (failed && !g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return NULL;
        }
    }

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_val (sorted, *(gint64 *) key);
  g_array_sort (sorted, compare_keys);

  return g_steal_pointer (&sorted);
}

/* Whether a column that must not be NULL holds text. */
gboolean
natter_rows_has_text (NatterRows *rows,
                      int         column)
{
  return sqlite3_column_type (rows, column) == SQLITE_TEXT;
}

/* A NUL within is no damage: a model may have sent one. */
static gboolean
is_utf8 (const char *text,
         gsize       length)
{
  const char *end = NULL;

  while (!g_utf8_validate_len (text, length, &end))
    {
      if (*end != '\0')
        return FALSE;
      length -= (gsize) (end + 1 - text);
      text = end + 1;
    }

  return TRUE;
}

/* Whether every text in the row is what was written there. */
gboolean
natter_rows_are_utf8 (NatterRows *rows)
{
  for (int i = 0; i < sqlite3_column_count (rows); i++)
    if (sqlite3_column_type (rows, i) == SQLITE_TEXT &&
        !is_utf8 ((const char *) sqlite3_column_text (rows, i),
                  (gsize) sqlite3_column_bytes (rows, i)))
      return FALSE;

  return TRUE;
}
