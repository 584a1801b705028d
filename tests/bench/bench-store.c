/* bench-store.c: how long a search takes in a store that bench-store-fill made, from the call to
 * its callback on the main loop, beside SQLite alone with the same words on the same database:
 * ranked by its own function, with the text of what it found. Prints milliseconds.
 *
 *   bench-store FOLDER [ROUNDS]      BENCH_VERBOSE=1 tells each query
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "bench-words.h"
#include "natter-search.h"
#include "natter-test-async.h"

#define LIMIT 50

typedef enum
{
  WORD,      /* as it is */
  BEGINNING, /* so many letters, as typed */
  PHRASE,    /* two words one after the other */
  BOTH,      /* two words */
  RUN,       /* so many Chinese characters */
  AS_IT_IS,  /* other words */
} Kind;

/* rank: of the word; number: letters, characters, or the rank of the other word. */
static const struct
{
  Kind         kind;
  BenchScript  script;
  guint        rank;
  guint        number;
  const char  *more;    /* operators */
  const char  *typed;
  const char  *table;
  const char  *match;
} cases[] = {
  { WORD, BENCH_LATIN, 0 },
  { WORD, BENCH_LATIN, 20 },
  { WORD, BENCH_LATIN, 300 },
  { WORD, BENCH_LATIN, 5000 },
  { WORD, BENCH_LATIN, 40000 },
  { WORD, BENCH_CYRILLIC, 50 },
  { WORD, BENCH_CYRILLIC, 9000 },
  { BEGINNING, BENCH_LATIN, 1000, 2 },
  { BEGINNING, BENCH_LATIN, 1000, 3 },
  { BEGINNING, BENCH_LATIN, 1000, 4 },
  { BEGINNING, BENCH_LATIN, 1000, 5 },
  { BEGINNING, BENCH_LATIN, 1000, 6 },
  { BEGINNING, BENCH_LATIN, 30000, 5 },
  { BEGINNING, BENCH_LATIN, 30000, 7 },
  { BEGINNING, BENCH_CYRILLIC, 2000, 4 },
  { BOTH, BENCH_LATIN, 0, 1 },
  { BOTH, BENCH_LATIN, 3, 2000 },
  { BOTH, BENCH_LATIN, 900, 8000 },
  { BOTH, BENCH_CYRILLIC, 10, 100 },
  { PHRASE, BENCH_LATIN, 0, 1 },
  { PHRASE, BENCH_LATIN, 12, 40 },
  { PHRASE, BENCH_LATIN, 30, 700 },
  { RUN, BENCH_CHINESE, 0, 1 },
  { RUN, BENCH_CHINESE, 500, 1 },
  { RUN, BENCH_CHINESE, 3, 2 },
  { RUN, BENCH_CHINESE, 60, 2 },
  { RUN, BENCH_CHINESE, 2, 3 },
  { AS_IT_IS, .typed = "🎉", .table = "pairs", .match = "\"01f389\"" },
  { WORD, BENCH_LATIN, 100, .more = "from:me" },
  { WORD, BENCH_LATIN, 100, .more = "has:code" },
};

#define N_CASES G_N_ELEMENTS (cases)

static char *
make_word (BenchScript script,
           guint       rank,
           guint       letters)
{
  g_autoptr(GString) word = g_string_new (NULL);

  bench_words_append (word, script, rank);
  if (letters > 0 && letters < g_utf8_strlen (word->str, -1))
    return g_utf8_substring (word->str, 0, letters);

  return g_string_free_and_steal (g_steal_pointer (&word));
}

static char *
make_run (guint rank,
          guint n)
{
  g_autoptr(GString) run = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    bench_words_append (run, BENCH_CHINESE, rank + i);

  return g_string_free_and_steal (g_steal_pointer (&run));
}

static char *
make_typed (guint i)
{
  guint letters = cases[i].kind == BEGINNING ? cases[i].number : 0;
  g_autofree char *one = make_word (cases[i].script, cases[i].rank, letters);
  g_autofree char *other = make_word (cases[i].script, cases[i].number, 0);

  switch (cases[i].kind)
    {
    case WORD:
      return g_strdup_printf ("%s %s", one, cases[i].more ? cases[i].more : "");
    case BEGINNING:
      return g_steal_pointer (&one);
    case PHRASE:
      return g_strdup_printf ("\"%s %s\"", one, other);
    case BOTH:
      return g_strdup_printf ("%s %s ", one, other);
    case RUN:
      return make_run (cases[i].rank, cases[i].number);
    case AS_IT_IS:
    default:
      return g_strdup (cases[i].typed);
    }
}

/* What somebody would write who asks SQLite for the same. */
static char *
make_match (guint         i,
            const char  **table)
{
  guint letters = cases[i].kind == BEGINNING ? cases[i].number : 0;
  g_autofree char *one = make_word (cases[i].script, cases[i].rank, letters);
  g_autofree char *other = make_word (cases[i].script, cases[i].number, 0);
  g_autofree char *run = make_run (cases[i].rank, cases[i].number);

  *table = "words";
  switch (cases[i].kind)
    {
    case WORD:
      return g_str_equal (cases[i].more ? cases[i].more : "", "has:code")
             ? g_strdup_printf ("text : \"%s\" AND marks : \"code\"", one)
             : g_strdup_printf ("text : \"%s\"", one);
    case BEGINNING:
      return g_strdup_printf ("text : \"%s\" *", one);
    case PHRASE:
      return g_strdup_printf ("text : \"%s %s\"", one, other);
    case BOTH:
      return g_strdup_printf ("text : \"%s\" AND text : \"%s\"", one, other);
    case RUN:
      *table = cases[i].number < 3 ? "pairs" : "grams";
      if (cases[i].number == 3)
        return g_strdup_printf ("\"%s\"", run);
      if (cases[i].number == 1)
        return g_strdup_printf ("\"%06x\" *", g_utf8_get_char (run));
      return g_strdup_printf ("\"%06x%06x\"", g_utf8_get_char (run),
                              g_utf8_get_char (g_utf8_next_char (run)));
    case AS_IT_IS:
    default:
      *table = cases[i].table;
      return g_strdup (cases[i].match);
    }
}

static double
time_natter (NatterSearch *search,
             const char   *typed,
             guint        *n_found)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr(NatterSearchQuery) query = natter_search_query_new (typed, NATTER_SEARCH_DEFAULT);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GError) error = NULL;

  natter_search_run_async (search, query, LIMIT, NULL, natter_test_async_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  results = natter_search_run_finish (search, result, &error);
  if (!results)
    g_error ("%s", error->message);
  *n_found = results->len;

  return (double) (g_get_monotonic_time () - began) / 1000;
}

static double
time_sqlite (sqlite3    *db,
             const char *table,
             const char *match,
             gboolean    from_me,
             guint      *n_found)
{
  gint64 began = g_get_monotonic_time ();
  g_autofree char *sql = g_strdup_printf (
    "SELECT m.id, c.title, m.role, m.time, m.model,"
    " (SELECT group_concat(p.text) FROM part p WHERE p.message = m.key)"
    " FROM %1$s JOIN message m ON m.key = %1$s.rowid JOIN conversation c ON c.id = m.conversation"
    " WHERE %1$s MATCH ?1 AND m.trashed IS NULL AND c.trashed IS NULL%2$s"
    " ORDER BY %1$s.rank LIMIT %3$d", table, from_me ? " AND m.role = 'user'" : "", LIMIT);
  sqlite3_stmt *rows = NULL;
  int result = 0;

  if (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_bind_text (rows, 1, match, -1, SQLITE_STATIC);
  *n_found = 0;
  while ((result = sqlite3_step (rows)) == SQLITE_ROW)
    (*n_found)++;
  if (result != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (db));
  sqlite3_finalize (rows);

  return (double) (g_get_monotonic_time () - began) / 1000;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
get_percentile (GArray *times,
                guint   percent)
{
  guint i = (times->len * percent + 99) / 100;

  g_array_sort (times, compare);

  return g_array_index (times, double, MAX (i, 1) - 1);
}

static NatterStore *
open_store (const char *folder)
{
  NatterStore *store = natter_store_new (folder);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(NatterStoreReport) report = NULL;

  natter_store_open_async (store, NULL, natter_test_async_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  report = natter_store_open_finish (store, result, NULL);
  if (!report || report->created)
    g_error ("there is no store in %s", folder);

  return store;
}

static void
measure_natter (NatterSearch *search,
                GArray       *times)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autofree char *typed = make_typed (i);
      guint n_found = 0;
      double time = time_natter (search, typed, &n_found);

      g_array_append_val (times, time);
      if (g_getenv ("BENCH_VERBOSE"))
        g_printerr ("Natter %9.2f ms, %2u found: %s\n", time, n_found, typed);
    }
}

static void
measure_sqlite (sqlite3 *db,
                GArray  *times)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      const char *table = NULL;
      g_autofree char *match = make_match (i, &table);
      gboolean from_me = g_strcmp0 (cases[i].more, "from:me") == 0;
      guint n_found = 0;
      double time = time_sqlite (db, table, match, from_me, &n_found);

      g_array_append_val (times, time);
      if (g_getenv ("BENCH_VERBOSE"))
        g_printerr ("SQLite %9.2f ms, %2u found: %s\n", time, n_found, match);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GArray) natter = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) sqlite = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(NatterStore) store = NULL;
  g_autoptr(NatterSearch) search = NULL;
  g_autofree char *path = NULL;
  sqlite3 *db = NULL;
  int rounds = argc > 2 ? atoi (argv[2]) : 3;

  if (argc < 2)
    g_error ("usage: bench-store FOLDER [ROUNDS]");

  store = open_store (argv[1]);
  search = natter_search_new (store);
  path = g_build_filename (argv[1], "conversations.db", NULL);
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  /* They change places, so that what is cold is not always cold for the same one. */
  for (int round = 0; round < rounds; round++)
    {
      if (round % 2 == 0)
        measure_natter (search, natter);
      measure_sqlite (db, sqlite);
      if (round % 2 == 1)
        measure_natter (search, natter);
    }
  sqlite3_close (db);

  g_print ("{\"queries\": %u, \"natter\": {\"median\": %.3f, \"p95\": %.3f, \"max\": %.3f},"
           " \"sqlite\": {\"median\": %.3f, \"p95\": %.3f, \"max\": %.3f}}\n", natter->len,
           get_percentile (natter, 50), get_percentile (natter, 95), get_percentile (natter, 100),
           get_percentile (sqlite, 50), get_percentile (sqlite, 95), get_percentile (sqlite, 100));

  return 0;
}
