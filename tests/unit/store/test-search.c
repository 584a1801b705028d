/* test-search.c: searching a store: operators, the order of what is found, what is edited, deleted
 * and brought back, and a query that is replaced by the next one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "search-run.h"

#define DAY G_GINT64_CONSTANT (86400000)
#define T0  G_GINT64_CONSTANT (1780000000000) /* 2026-05-28 20:26 UTC */

static void
put (StoreRun   *run,
     const char *conversation,
     const char *id,
     const char *role,
     gint64      time,
     const char *model,
     const char *text)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = NULL;
  g_autoptr(GPtrArray) parts = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text));
  message = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id, .conversation_id = conversation, .role = role, .time = time, .model = model,
    .parts = parts,
  });
  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
}

static void
put_file (StoreRun       *run,
          const char     *id,
          NatterPartKind  kind,
          const char     *name)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = NULL;
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GBytes) data = g_bytes_new_static ("data", 4);

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new (&(NatterStoredPart) {
    .kind = kind, .name = name, .mime_type = "image/png", .data = data, .size = 4,
  }));
  message = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id, .conversation_id = "c", .role = "user", .time = T0, .parts = parts,
  });
  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
}

static void
put_conversation (StoreRun   *run,
                  const char *id,
                  const char *title,
                  const char *folder,
                  gboolean    archived)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = NULL;

  conversation = natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = id, .title = title, .created = T0, .updated = T0, .folder_id = folder,
    .archived = archived,
  });
  natter_store_batch_put_conversation (batch, conversation);
  store_run_commit (run, batch);
}

static void
put_folder (StoreRun   *run,
            const char *id,
            const char *name)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredFolder) folder = NULL;

  folder = natter_stored_folder_new (&(NatterStoredFolder) { .id = id, .name = name });
  natter_store_batch_put_folder (batch, folder);
  store_run_commit (run, batch);
}

static void
set_up (StoreRun      *run,
        gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = NULL;

  store_run_set_up (run, data);
  report = store_run_open (run);
  put_folder (run, "f1", "Work");
  put_folder (run, "f2", "Work \"old\"");
  put_folder (run, "f3", "家");
  put_conversation (run, "c", "Green apples", NULL, FALSE);
  put_conversation (run, "d", "Talk", "f1", FALSE);
  put_conversation (run, "e", "Old talk", "f2", FALSE);
  put_conversation (run, "g", "Put away apples", "f3", TRUE);
  put (run, "c", "m1", "user", T0, NULL, "Where do apples grow?");
  put (run, "c", "m2", "assistant", T0 + 1000, "gpt-4o", "Apples grow on trees: `x`.");
  put (run, "d", "m3", "assistant", T0 + DAY, "Claude 3", "```c\nint apples;\n```");
  put (run, "e", "m4", "user", T0 + 2 * DAY, NULL, "使用GTK开发 apples 今日は良い天気");
  put (run, "g", "m5", "user", T0 + 3 * DAY, NULL, "apples in the archive");
  put_file (run, "i1", NATTER_PART_IMAGE, NULL);
  put_file (run, "i2", NATTER_PART_FILE, "report.pdf");
}

static void
assert_found (StoreRun   *run,
              const char *query,
              const char *expected)
{
  g_autofree char *found = search_run_ids (run, query);
  g_auto(GStrv) one = g_strsplit (found, " ", -1);
  g_auto(GStrv) other = g_strsplit (expected, " ", -1);

  for (guint i = 0; other[i]; i++)
    if (!g_strv_contains ((const char *const *) one, other[i]))
      g_error ("“%s” finds “%s”, not “%s”", query, found, expected);
  g_assert_cmpuint (g_strv_length (one), ==, g_strv_length (other));
}

static const struct
{
  const char *name;
  const char *query;
  const char *expected;
} cases[] = {
  { "nothing", "  ", "" },
  { "word", "apples", "title:c m1 m2 m3 m4" },
  { "all-of-them", "apples grow ", "m1 m2" },
  { "beginning", "appl", "title:c m1 m2 m3 m4" },
  { "beginning-short", "tr", "m2" },
  { "beginning-long", "apples tree", "m2" },
  { "whole-word", "appl x", "" },
  { "phrase", "\"apples grow\"", "m1 m2" },
  { "embedded", "gtk ", "m4" },
  { "one-character", "今", "m4" },
  { "two-characters", "天気", "m4" },
  { "three-characters", "良い天", "m4" },
  { "mixed-scripts", "天気 apples gtk", "m4" },
  { "punctuation", "`", "m2 m3" },
  { "title", "green", "title:c" },
  { "from-me", "apples from:me", "m1 m4" },
  { "from-model", "apples from:model", "m2 m3" },
  { "from-both", "apples from:me from:model", "m1 m2 m3 m4" },
  { "in", "in:work apples", "m3" },
  { "in-quoted", "in:\"work \"", "m3" },
  { "in-beginning", "in:wor", "m3 m4" },
  { "in-two", "in:work in:家 apples", "m3" },
  { "in-nowhere", "in:elsewhere apples", "" },
  { "in-title", "in:work talk", "title:d" },
  { "model", "model:gpt", "m2" },
  { "model-word", "model:claude apples", "m3" },
  { "before", "apples before:2026-05-29", "title:c m1 m2" },
  { "after", "apples after:2026-05-30", "m4" },
  { "between", "after:2026-05-29 before:2026-05-30", "m3" },
  { "has-code", "has:code", "m3" },
  { "has-code-word", "has:code trees", "" },
  { "has-image", "has:image", "i1" },
  { "has-file", "has:file", "i2" },
  { "file-name", "report", "i2" },
  { "only-from", "from:model", "m2 m3" },
};

static void
test_case (StoreRun      *run,
           gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);

  assert_found (run, cases[i].query, cases[i].expected);
}

static void
test_archive (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("archive",
                                                                NATTER_SEARCH_WITH_ARCHIVE);
  g_autoptr(GPtrArray) results = search_run_query (run, query, 10);
  const NatterSearchResult *result = g_ptr_array_index (results, 0);

  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpstr (result->message_id, ==, "m5");
  g_assert_true (result->archived);
  assert_found (run, "archive", "");
}

static void
test_result (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("tree", NATTER_SEARCH_DEFAULT);
  g_autoptr(GPtrArray) results = search_run_query (run, query, 10);
  const NatterSearchResult *result = g_ptr_array_index (results, 0);

  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpstr (result->conversation_id, ==, "c");
  g_assert_cmpstr (result->title, ==, "Green apples");
  g_assert_cmpstr (result->message_id, ==, "m2");
  g_assert_cmpstr (result->role, ==, "assistant");
  g_assert_cmpstr (result->model, ==, "gpt-4o");
  g_assert_cmpint (result->time, ==, T0 + 1000);
  g_assert_false (result->archived);
  g_assert_cmpfloat (result->rank, >, 0);
  g_assert_cmpstr (result->snippet, ==, "Apples grow on trees: x.");
  g_assert_cmpuint (result->n_matches, ==, 1);
  g_assert_cmpuint (result->matches[0].start, ==, 15);
  g_assert_cmpuint (result->matches[0].end, ==, 19);
  g_assert_cmpuint (result->n_found, ==, 1);
}

static void
test_title_result (StoreRun      *run,
                   gconstpointer  data)
{
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("GREEN", NATTER_SEARCH_DEFAULT);
  g_autoptr(GPtrArray) results = search_run_query (run, query, 10);
  const NatterSearchResult *result = g_ptr_array_index (results, 0);

  g_assert_cmpuint (results->len, ==, 1);
  g_assert_null (result->message_id);
  g_assert_null (result->role);
  g_assert_cmpstr (result->conversation_id, ==, "c");
  g_assert_cmpstr (result->snippet, ==, "Green apples");
  g_assert_cmpuint (result->n_matches, ==, 1);
  g_assert_cmpuint (result->matches[0].end, ==, 5);
}

/* The one that says more of it first; of two alike the later one; a limit keeps the best. */
static void
test_order (StoreRun      *run,
            gconstpointer  data)
{
  g_autofree char *found = NULL;
  g_autofree char *again = NULL;
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("pear ", NATTER_SEARCH_DEFAULT);
  g_autoptr(GPtrArray) best = NULL;

  put (run, "c", "p1", "user", T0 - 60 * DAY, NULL, "pear and other things, which are many");
  put (run, "c", "p2", "user", T0, NULL, "pear and other things, which are many");
  put (run, "c", "p3", "user", T0 - 60 * DAY, NULL, "pear pear pear, a pear and a pear: pear");
  put (run, "c", "p4", "user", T0, NULL, "pear and other things, which are many");
  found = search_run_ids (run, "pear ");
  again = search_run_ids (run, "pear ");
  g_assert_cmpstr (found, ==, "p3 p4 p2 p1");
  g_assert_cmpstr (again, ==, found);

  best = search_run_query (run, query, 1);
  g_assert_cmpuint (best->len, ==, 1);
  g_assert_cmpuint (((NatterSearchResult *) g_ptr_array_index (best, 0))->n_found, ==, 6);
}

typedef void (*BatchFunc) (NatterStoreBatch *batch,
                           const char       *id);

static void
change (StoreRun   *run,
        BatchFunc   function,
        const char *id)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  function (batch, id);
  store_run_commit (run, batch);
}

static void
test_edit (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = store_run_message ("m1", NULL, "user", "Plums. 明日");

  natter_store_batch_edit_message (batch, message);
  store_run_commit (run, batch);
  assert_found (run, "plums", "m1");
  assert_found (run, "明日", "m1");
  assert_found (run, "where", "");
}

static void
test_trash (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  change (run, natter_store_batch_trash_message, "m2");
  assert_found (run, "apples", "title:c m1 m3 m4");
  change (run, natter_store_batch_restore_message, "m2");
  assert_found (run, "apples", "title:c m1 m2 m3 m4");

  change (run, natter_store_batch_trash_conversation, "c");
  assert_found (run, "apples", "m3 m4");
  change (run, natter_store_batch_restore_conversation, "c");
  assert_found (run, "apples", "title:c m1 m2 m3 m4");

  change (run, natter_store_batch_trash_folder, "f1");
  assert_found (run, "in:work apples", "m4");
  assert_found (run, "apples", "title:c m1 m2 m3 m4");

  change (run, natter_store_batch_trash_message, "m2");
  change (run, natter_store_batch_trash_conversation, "d");
  natter_store_batch_purge (batch, G_MAXINT64);
  store_run_commit (run, batch);
  assert_found (run, "apples", "title:c m1 m4");
  store_run_assert_whole (run);
}

/* An answer is found once it is whole. */
static void
test_streaming (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) streaming = store_run_streaming ("s", "m1");
  g_autoptr(NatterStoredMessage) whole = store_run_message ("s", "m1", "assistant", "cherries");

  natter_store_batch_put_message (batch, streaming);
  store_run_commit (run, batch);
  assert_found (run, "cherries", "");
  assert_found (run, "from:model", "m2 m3");

  put (run, "c", "s", "assistant", T0, NULL, "cherries");
  assert_found (run, "cherries", "s");
}

static gboolean
is_cancelled (NatterSearch *search,
              GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) results = natter_search_run_finish (search, result, &error);

  return !results && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* As it is typed: all but the last end as cancelled, and the last one finds. */
static void
test_next (StoreRun      *run,
           gconstpointer  data)
{
  static const char *const typed[] = { "a", "ap", "app", "appl", "apples" };
  g_autoptr(NatterSearch) search = natter_search_new (run->store);
  GAsyncResult *asked[G_N_ELEMENTS (typed)] = { NULL };
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(NatterSearchQuery) query = natter_search_query_new (typed[i],
                                                                    NATTER_SEARCH_DEFAULT);

      natter_search_run_async (search, query, 10, NULL, natter_test_async_cb, &asked[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (typed) - 1; i++)
    g_assert_true (is_cancelled (search, natter_test_async_wait (&asked[i])));
  results = natter_search_run_finish (search, natter_test_async_wait (&asked[4]), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 5);

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_object_unref (asked[i]);
  g_assert_finalize_object (g_steal_pointer (&search));
}

static void
test_cancel (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterSearch) search = natter_search_new (run->store);
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("apples", NATTER_SEARCH_DEFAULT);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(GAsyncResult) early = NULL;
  g_autoptr(GAsyncResult) next = NULL;
  g_autoptr(GPtrArray) results = NULL;

  natter_search_run_async (search, query, 10, cancellable, natter_test_async_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  g_assert_true (is_cancelled (search, natter_test_async_wait (&cancelled)));
  natter_search_run_async (search, query, 10, cancellable, natter_test_async_cb, &early);
  g_assert_true (is_cancelled (search, natter_test_async_wait (&early)));

  natter_search_run_async (search, query, 10, NULL, natter_test_async_cb, &next);
  results = natter_search_run_finish (search, natter_test_async_wait (&next), NULL);
  g_assert_cmpuint (results->len, ==, 5);
}

/* A query in the midst of its work: there is too much for it to be done before it is cancelled. */
static void
test_interrupt (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterSearch) search = natter_search_new (run->store);
  g_autoptr(NatterSearchQuery) all = natter_search_query_new ("e", NATTER_SEARCH_DEFAULT);
  g_autoptr(NatterSearchQuery) one = natter_search_query_new ("trees", NATTER_SEARCH_DEFAULT);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autofree char *text = g_strnfill (20000, ' ');
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) blob = NULL;
  g_autoptr(GAsyncResult) next = NULL;
  g_autoptr(GPtrArray) results = NULL;

  memset (text, 'e', 1);
  for (int i = 0; i < 600; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%d", i);
      g_autoptr(NatterStoredMessage) message = store_run_message (id, NULL, "user", text);

      natter_store_batch_put_message (batch, message);
    }
  store_run_commit (run, batch);

  /* What was asked for before has been answered once the reader has begun with the query. */
  natter_store_load_draft_async (run->store, NULL, natter_test_async_cb, &blob);
  natter_search_run_async (search, all, 2000, NULL, natter_test_async_cb, &first);
  natter_test_async_wait (&blob);
  natter_search_run_async (search, one, 10, NULL, natter_test_async_cb, &next);
  g_assert_true (is_cancelled (search, natter_test_async_wait (&first)));
  results = natter_search_run_finish (search, natter_test_async_wait (&next), NULL);
  g_assert_cmpuint (results->len, ==, 1);
}

static void
test_dropped (StoreRun      *run,
              gconstpointer  data)
{
  NatterSearch *search = natter_search_new (run->store);
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("apples", NATTER_SEARCH_DEFAULT);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) results = NULL;

  natter_search_run_async (search, query, 10, NULL, natter_test_async_cb, &result);
  g_object_unref (search);
  results = natter_search_run_finish (search, natter_test_async_wait (&result), NULL);
  g_assert_cmpuint (results->len, ==, 5);
}

static void
test_closed (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterSearch) search = natter_search_new (run->store);
  g_autoptr(NatterSearchQuery) query = natter_search_query_new ("apples", NATTER_SEARCH_DEFAULT);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GError) error = NULL;

  store_run_close (run);
  natter_search_run_async (search, query, 10, NULL, natter_test_async_cb, &result);
  results = natter_search_run_finish (search, natter_test_async_wait (&result), &error);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_CLOSED);
}

static const struct
{
  const char *name;
  void      (*test) (StoreRun      *run,
                     gconstpointer  data);
} tests[] = {
  { "archive", test_archive }, { "result", test_result }, { "title-result", test_title_result },
  { "order", test_order }, { "edit", test_edit }, { "trash", test_trash },
  { "streaming", test_streaming }, { "next", test_next }, { "cancel", test_cancel },
  { "interrupt", test_interrupt }, { "dropped", test_dropped }, { "closed", test_closed },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search/find/", cases[i].name, NULL);

      g_test_add (path, StoreRun, GUINT_TO_POINTER (i), set_up, test_case, store_run_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/search/", tests[i].name, NULL);

      g_test_add (path, StoreRun, NULL, set_up, tests[i].test, store_run_tear_down);
    }

  return g_test_run ();
}
