/* test-store-kill.c: another process streams answers into the store and is killed, again and again.
 * Each time the database is whole, what was stored earlier is as it was, and of the answer only the
 * last moment is missing.
 *
 *     test-store-kill --stream FOLDER NUMBER
 *
 * is that other process: it tells on its standard output what it reads, and when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "store-run.h"

#define N_KILLS  40
#define MAX_LOSS 500 /* milliseconds */

static char *program;

/* The other process. */

typedef struct
{
  StoreRun  run;
  char     *answer_id;
  guint     n_words;
} Stream;

static char *
make_word (guint number)
{
  return g_strdup_printf ("w%u ", number);
}

static gboolean
append_cb (gpointer data)
{
  Stream *stream = data;
  g_autofree char *word = make_word (stream->n_words);
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = word, .length = strlen (word) };

  printf ("%u %" G_GINT64_FORMAT "\n", stream->n_words, g_get_monotonic_time () / 1000);
  fflush (stdout);
  natter_store_append (stream->run.store, stream->answer_id, &delta);
  stream->n_words++;

  return G_SOURCE_CONTINUE;
}

static void
begin (Stream     *stream,
       const char *number)
{
  g_autofree char *question_id = g_strconcat ("q", number, NULL);
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "Talk");
  g_autoptr(NatterStoredMessage) question = NULL;
  g_autoptr(NatterStoredMessage) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  stream->answer_id = g_strconcat ("a", number, NULL);
  question = store_run_message (question_id, NULL, "user", "Why?");
  answer = store_run_streaming (stream->answer_id, question_id);
  natter_store_begin_answer_async (stream->run.store, conversation, question, answer, NULL,
                                   natter_test_async_cb, &result);
  natter_store_begin_answer_finish (stream->run.store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

static int
stream_main (const char *folder,
             const char *number)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Stream stream = { { NULL } };

  stream.run.folder = g_strdup (folder);
  natter_store_report_unref (store_run_open (&stream.run));
  begin (&stream, number);
  g_timeout_add (2, append_cb, &stream);
  g_main_loop_run (loop);

  return 0;
}

/* This one. */

typedef struct
{
  GPtrArray *texts;   /* of each answer so far; or NULL where none was begun */
  gint64     worst;   /* milliseconds */
  guint64    n_words;
} Kills;

static gboolean
stop_cb (gpointer data)
{
  g_subprocess_send_signal (data, SIGKILL);

  return G_SOURCE_REMOVE;
}

/* Returns: what it told: the time at which it read each word */
static GArray *
stream_and_kill (StoreRun *run,
                 guint     number)
{
  g_autofree char *name = g_strdup_printf ("%u", number);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *told = NULL;
  g_auto(GStrv) lines = NULL;
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint wait = (guint) g_test_rand_int_range (1, 700);

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--stream",
                            run->folder, name, NULL);
  g_assert_no_error (error);
  g_timeout_add (wait, stop_cb, child);
  g_subprocess_communicate_utf8_async (child, NULL, NULL, natter_test_async_cb, &result);
  g_subprocess_communicate_utf8_finish (child, natter_test_async_wait (&result), &told, NULL,
                                        &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  lines = g_strsplit (told, "\n", -1);
  for (guint i = 0; lines[i] && lines[i + 1]; i++)
    {
      gint64 time = g_ascii_strtoll (strchr (lines[i], ' '), NULL, 10);

      g_assert_cmpint (atoi (lines[i]), ==, (int) i);
      g_array_append_val (times, time);
    }

  return times;
}

/* The words are all there from the first on; the time since the first one that is not is the
 * loss. */
static void
measure (Kills      *kills,
         const char *text,
         GArray     *times)
{
  g_autoptr(GString) expected = g_string_new (NULL);
  guint n_words = 0;
  gint64 last = 0;
  gint64 loss = 0;

  while (expected->len < strlen (text))
    {
      g_autofree char *word = make_word (n_words++);

      g_string_append (expected, word);
    }
  g_assert_cmpstr (text, ==, expected->str);
  kills->n_words += n_words;
  if (n_words >= times->len)
    return;

  last = g_array_index (times, gint64, times->len - 1);
  loss = last - g_array_index (times, gint64, n_words);
  kills->worst = MAX (kills->worst, loss);
  g_assert_cmpint (loss, <=, MAX_LOSS);
}

static void
check (StoreRun *run,
       Kills    *kills,
       GArray   *times)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = store_run_messages (run, "c", FALSE);
  guint number = kills->texts->len;

  g_assert_null (report->set_aside);
  for (guint i = 0; i <= number; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      const NatterStoredMessage *answer = store_run_find (records, id);
      char *text = answer ? natter_stored_message_dup_text (answer) : NULL;

      if (answer)
        g_assert_cmpint (answer->end, ==, NATTER_END_INTERRUPTED);
      if (i < number)
        {
          g_assert_cmpstr (text, ==, g_ptr_array_index (kills->texts, i));
          g_free (text);
          continue;
        }

      /* words are told only after the answer was begun */
      g_assert_true (answer || times->len == 0);
      if (answer)
        measure (kills, text, times);
      g_ptr_array_add (kills->texts, text);
    }
  store_run_assert_whole (run);
  store_run_end (run);
}

static void
test_kill (StoreRun      *run,
           gconstpointer  data)
{
  Kills kills = { g_ptr_array_new_with_free_func (g_free), 0, 0 };

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr(GArray) times = stream_and_kill (run, i);

      check (run, &kills, times);
    }

  g_test_message ("%d kills, %u words stored, at worst %d ms lost", N_KILLS, (guint) kills.n_words,
                  (int) kills.worst);
  g_assert_cmpuint (kills.n_words, >, 100);
  g_ptr_array_unref (kills.texts);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--stream"))
    return stream_main (argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-kill/kill", StoreRun, NULL, store_run_set_up, test_kill,
              store_run_tear_down);

  return g_test_run ();
}
