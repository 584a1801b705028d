/* test-store-journal.c: an answer as it streams: when it is written, how much, what comes of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store-run.h"

static char *
get_journal (StoreRun *run)
{
  return store_run_sql (run, "SELECT group_concat(text, '') FROM (SELECT text FROM journal"
                        " ORDER BY key)");
}

typedef struct
{
  StoreRun   *run;
  const char *text;
} Wanted;

static gboolean
is_in_journal (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *journal = get_journal (wanted->run);

  return g_str_equal (journal, wanted->text);
}

/* By itself, no earlier than the moment for it. */
static void
test_moment (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  Wanted wanted = { run, "one two" };
  gint64 begun = 0;
  gint64 took = 0;

  store_run_begin (run);
  begun = g_get_monotonic_time ();
  store_run_append (run, "one ");
  store_run_append (run, "two");
  natter_test_run_until (is_in_journal, &wanted);
  took = (g_get_monotonic_time () - begun) / 1000;
  g_assert_cmpint (took, >=, 140);
  g_test_message ("in the journal after %d ms", (int) took);
}

static void
test_flush (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autofree char *journal = NULL;
  g_autofree char *n_rows = NULL;

  store_run_begin (run);
  for (guint i = 0; i < 1000; i++)
    store_run_append (run, "x");
  natter_store_flush (run->store);
  natter_store_batch_set_draft (batch, NULL, "after it");
  store_run_commit (run, batch);

  journal = get_journal (run);
  g_assert_cmpuint (strlen (journal), ==, 1000);
  n_rows = store_run_sql (run, "SELECT count(*) FROM journal");
  g_assert_cmpstr (n_rows, ==, "1");
}

static void
append_all_kinds (StoreRun *run)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("PNG", 3);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", "a.png", bytes);
  NatterUsage usage = { 1, 2, -1, 4, 5 };
  const NatterDelta deltas[] = {
    { .kind = NATTER_DELTA_MODEL, .text = "really-this", .length = 11 },
    { .kind = NATTER_DELTA_REASONING, .text = "hm", .length = 2, .index = 0 },
    { .kind = NATTER_DELTA_REASONING, .text = "m", .length = 1, .index = 0 },
    { .kind = NATTER_DELTA_REASONING, .text = "ah", .length = 2, .index = 1 },
    { .kind = NATTER_DELTA_TEXT, .text = "So ", .length = 3 },
    { .kind = NATTER_DELTA_TOOL_CALL, .index = 0, .id = "c0", .name = "f", .text = "{",
      .length = 1 },
    { .kind = NATTER_DELTA_TOOL_CALL, .index = 1, .id = "c1", .name = "g", .text = "[",
      .length = 1 },
    { .kind = NATTER_DELTA_TOOL_CALL, .index = 0, .text = "}", .length = 1 },
    { .kind = NATTER_DELTA_TOOL_CALL, .index = 1, .text = "]", .length = 1 },
    { .kind = NATTER_DELTA_TEXT, .text = "it is.", .length = 6 },
    { .kind = NATTER_DELTA_REFUSAL, .text = "No.", .length = 3 },
    { .kind = NATTER_DELTA_CITATION, .id = "https://a.example", .name = "A" },
    { .kind = NATTER_DELTA_CITATION, .id = "https://a.example", .name = "A" },
    { .kind = NATTER_DELTA_IMAGE, .image = image },
    { .kind = NATTER_DELTA_CARRY, .name = "gemini", .text = "{\"s\":1}", .length = 7 },
    { .kind = NATTER_DELTA_CARRY, .name = "gemini", .text = "{\"s\":2}", .length = 7 },
    { .kind = NATTER_DELTA_USAGE, .usage = &usage },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (deltas); i++)
    {
      natter_store_append (run->store, "a", &deltas[i]);
      if (i % 5 == 4)
        natter_store_flush (run->store);
    }
}

static void
assert_parts (const NatterStoredMessage *message)
{
  static const NatterStoredPart expected[] = {
    { .kind = NATTER_PART_REASONING, .number = 0, .text = "hmm" },
    { .kind = NATTER_PART_REASONING, .number = 1, .text = "ah" },
    { .kind = NATTER_PART_TEXT, .text = "So it is." },
    { .kind = NATTER_PART_TOOL_CALL, .number = 0, .id = "c0", .name = "f", .text = "{}" },
    { .kind = NATTER_PART_TOOL_CALL, .number = 1, .id = "c1", .name = "g", .text = "[]" },
    { .kind = NATTER_PART_REFUSAL, .text = "No." },
    { .kind = NATTER_PART_CITATION, .id = "https://a.example", .name = "A" },
    { .kind = NATTER_PART_IMAGE, .name = "a.png" },
    { .kind = NATTER_PART_CARRY, .name = "gemini", .text = "{\"s\":1}" },
    { .kind = NATTER_PART_CARRY, .name = "gemini", .text = "{\"s\":2}" },
  };

  g_assert_cmpuint (message->parts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < message->parts->len; i++)
    {
      const NatterStoredPart *part = g_ptr_array_index (message->parts, i);

      g_assert_cmpint (part->kind, ==, expected[i].kind);
      g_assert_cmpuint (part->number, ==, expected[i].number);
      g_assert_cmpstr (part->id, ==, expected[i].id);
      g_assert_cmpstr (part->name, ==, expected[i].name);
      g_assert_cmpstr (part->text, ==, expected[i].text);
    }
}

/* The store is let go of without an end of the answer: as after a crash. */
static void
reopen (StoreRun           *run,
        NatterStoreReport **report)
{
  store_run_end (run);
  g_clear_pointer (report, natter_store_report_unref);
  *report = store_run_open (run);
}

static void
test_fold (StoreRun      *run,
           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  const NatterStoredMessage *message = NULL;
  const NatterStoredPart *image = NULL;
  g_autofree char *left = NULL;
  g_autofree char *found = NULL;

  store_run_begin (run);
  append_all_kinds (run);
  reopen (run, &report);
  g_assert_cmpstrv (report->interrupted, ((const char *[]) { "a", NULL }));

  records = store_run_messages (run, "c", TRUE);
  message = store_run_find (records, "a");
  assert_parts (message);
  image = g_ptr_array_index (message->parts, 7);
  g_assert_cmpmem (g_bytes_get_data (image->data, NULL), g_bytes_get_size (image->data), "PNG", 3);
  g_assert_cmpstr (image->mime_type, ==, "image/png");
  g_assert_false (message->streaming);
  g_assert_cmpint (message->end, ==, NATTER_END_INTERRUPTED);
  g_assert_cmpstr (message->model, ==, "really-this");
  g_assert_cmpint (message->usage.output, ==, 2);
  g_assert_cmpint (message->usage.cached_input, ==, -1);
  g_assert_cmpint (message->usage.total, ==, 5);

  left = store_run_sql (run, "SELECT count(*) FROM journal");
  g_assert_cmpstr (left, ==, "0");
  found = store_run_sql (run, "SELECT count(*) FROM words WHERE words MATCH 'so'");
  g_assert_cmpstr (found, ==, "1");
}

/* Its last words and its end were read, only the finishing was not. */
static void
test_fold_ended (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  NatterDelta finish = { .kind = NATTER_DELTA_FINISH, .end = NATTER_END_LENGTH,
                         .text = "max_tokens", .length = 10 };

  store_run_begin (run);
  store_run_append (run, "All of it");
  natter_store_append (run->store, "a", &finish);
  reopen (run, &report);
  g_assert_cmpuint (g_strv_length (report->interrupted), ==, 0);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpint (store_run_find (records, "a")->end, ==, NATTER_END_LENGTH);
  g_assert_cmpstr (store_run_find (records, "a")->finish_reason, ==, "max_tokens");
}

/* An answer that is continued begins with what it had. */
static void
test_fold_continued (StoreRun      *run,
                     gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(NatterStoredMessage) answer = NULL;
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *text = NULL;

  store_run_put_talk (run);
  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, "Because."));
  answer = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = "a", .conversation_id = "c", .parent_id = "q", .role = "assistant", .time = 1,
    .streaming = TRUE, .parts = parts,
  });
  natter_store_batch_put_message (batch, answer);
  store_run_commit (run, batch);
  store_run_append (run, " And therefore.");
  reopen (run, &report);
  records = store_run_messages (run, "c", FALSE);
  text = natter_stored_message_dup_text (store_run_find (records, "a"));
  g_assert_cmpstr (text, ==, "Because. And therefore.");
}

static void
test_finish (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoredMessage) answer = store_run_message ("a", "q", "assistant", "Whole.");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *left = NULL;

  store_run_begin (run);
  store_run_append (run, "Who");
  natter_store_flush (run->store);
  store_run_append (run, "le.");
  natter_store_finish_answer_async (run->store, answer, NULL, natter_test_async_cb, &result);
  natter_store_finish_answer_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);

  g_clear_object (&result);
  left = store_run_sql (run, "SELECT count(*) FROM journal");
  g_assert_cmpstr (left, ==, "0");
  reopen (run, &report);
  g_assert_null (report->interrupted);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 2);
  text = natter_stored_message_dup_text (store_run_find (records, "a"));
  g_assert_cmpstr (text, ==, "Whole.");
  g_assert_cmpint (store_run_find (records, "a")->end, ==, NATTER_END_COMPLETE);
}

/* Streams an answer of so many flushes and returns the bytes written for it. */
static guint64
stream (StoreRun *run,
        guint     n_flushes)
{
  g_autofree char *piece = g_strnfill (2000, 'x');
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  guint64 before = 0;

  store_run_begin (run);
  before = natter_store_get_bytes_written (run->store);
  for (guint i = 0; i < n_flushes; i++)
    {
      store_run_append (run, piece);
      natter_store_flush (run->store);
    }
  natter_store_batch_set_draft (batch, NULL, "the last in the queue");
  store_run_commit (run, batch);

  return natter_store_get_bytes_written (run->store) - before;
}

/* An answer four times as long costs four times as much, not sixteen. */
static void
test_bytes (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  guint64 some = stream (run, 100);
  guint64 more = stream (run, 400);

  g_test_message ("%u and %u bytes written for 200,000 and 800,000", (guint) some, (guint) more);
  g_assert_cmpuint (some, >=, 200000);
  g_assert_cmpuint (more, >=, 800000);
  g_assert_cmpuint (more, <, some * 5);
  g_assert_cmpuint (more, <, 800000 * 10);
}

static void
test_not_begun_subprocess (StoreRun      *run,
                           gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  store_run_append (run, "whose?");
  natter_store_batch_set_draft (batch, NULL, "after it");
  store_run_commit (run, batch);
}

/* A mistake of the program is told in its log, without the words. */
static void
test_not_begun (void)
{
  g_test_trap_subprocess ("/store-journal/not-begun/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*a change that was kept can't be saved*");
  g_test_trap_assert_stderr_unmatched ("*whose*");
}

#define ADD(name, function) \
  g_test_add ("/store-journal/" name, StoreRun, NULL, store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("moment", test_moment);
  ADD ("flush", test_flush);
  ADD ("fold", test_fold);
  ADD ("fold-ended", test_fold_ended);
  ADD ("fold-continued", test_fold_continued);
  ADD ("finish", test_finish);
  ADD ("bytes", test_bytes);
  ADD ("not-begun/subprocess", test_not_begun_subprocess);
  g_test_add_func ("/store-journal/not-begun", test_not_begun);

  return g_test_run ();
}
