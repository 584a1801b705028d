/* bench-store-fill.c: fills a store with conversations that are made up, the same every time.
 *
 *   bench-store-fill FOLDER CONVERSATIONS MESSAGES [PARAGRAPHS]
 *
 * An answer has so many paragraphs, one without the argument.
 * What is there already stays and counts, so that it can go on where it was stopped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "bench-words.h"
#include "natter-store.h"
#include "natter-test-async.h"

#define BATCH 2000                                  /* messages, or a little more */
#define BEGIN G_GINT64_CONSTANT (1700000000000)     /* milliseconds */
#define STEP  60000

typedef struct
{
  NatterStore      *store;
  NatterStoreBatch *batch;
  guint             n_batched;
  guint             n_paragraphs;
  gint64            time;
} Filling;

static void
open_store (Filling    *self,
            const char *folder)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterStoreReport) report = NULL;

  self->store = natter_store_new (folder);
  natter_store_open_async (self->store, NULL, natter_test_async_cb, &result);
  report = natter_store_open_finish (self->store, natter_test_async_wait (&result), &error);
  if (!report)
    g_error ("%s", error->message);
}

static guint
count_conversations (Filling *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) conversations = NULL;

  natter_store_list_conversations_async (self->store, NULL, natter_test_async_cb, &result);
  conversations = natter_store_list_conversations_finish (self->store,
                                                          natter_test_async_wait (&result), NULL);

  return conversations ? conversations->len : 0;
}

/* A commit may take longer than a test may wait for anything. */
static void
commit (Filling *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_commit_async (self->store, self->batch, NULL, natter_test_async_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  if (!natter_store_commit_finish (self->store, result, &error))
    g_error ("%s", error->message);

  natter_store_batch_unref (self->batch);
  self->batch = natter_store_batch_new ();
  self->n_batched = 0;
}

static char *
put_message (Filling     *self,
             GRand       *rand,
             BenchScript  script,
             const char  *conversation_id,
             const char  *parent_id,
             guint        number)
{
  g_autofree char *id = g_strdup_printf ("%s-%04u", conversation_id, number);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(NatterStoredMessage) message = NULL;
  gboolean is_question = number % 2 == 0;

  if (is_question)
    bench_words_write (text, rand, script, g_rand_int_range (rand, 20, 200));
  for (guint i = 0; !is_question && i < self->n_paragraphs; i++)
    {
      g_string_append (text, i > 0 ? "\n\n" : "");
      bench_words_write (text, rand, script, g_rand_int_range (rand, 200, 1600));
    }
  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text->str));
  message = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id, .conversation_id = conversation_id, .parent_id = parent_id,
    .role = is_question ? "user" : "assistant", .time = self->time, .parts = parts,
    .model = is_question ? NULL : "bench-model",
    .end = is_question ? NATTER_END_NONE : NATTER_END_COMPLETE,
  });
  natter_store_batch_put_message (self->batch, message);
  self->n_batched++;
  self->time += STEP;

  return g_steal_pointer (&id);
}

static void
put_conversation (Filling *self,
                  guint    number,
                  guint    n_messages)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (number);
  /* Of ten conversations one is Chinese and one Russian. */
  BenchScript script = number % 10 == 3 ? BENCH_CHINESE
                                        : number % 10 == 7 ? BENCH_CYRILLIC : BENCH_LATIN;
  g_autofree char *id = g_strdup_printf ("%012u", number);
  g_autoptr(GString) title = g_string_new (NULL);
  g_autoptr(NatterStoredConversation) conversation = NULL;
  g_autofree char *last = NULL;

  bench_words_write (title, rand, script, 20);
  self->time = BEGIN + (gint64) number * n_messages * STEP;
  conversation = natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = id, .title = title->str, .created = self->time,
    .updated = self->time + (gint64) n_messages * STEP,
  });
  natter_store_batch_put_conversation (self->batch, conversation);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *parent = g_steal_pointer (&last);

      last = put_message (self, rand, script, id, parent, i);
    }
  if (self->n_batched >= BATCH)
    commit (self);
}

static void
close_store (Filling *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_close_async (self->store, NULL, natter_test_async_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  if (!natter_store_close_finish (self->store, result, &error))
    g_error ("%s", error->message);
}

int
main (int   argc,
      char *argv[])
{
  Filling self = { .batch = natter_store_batch_new (), .n_paragraphs = 1 };
  gint64 began = g_get_monotonic_time ();
  guint n_conversations = argc >= 4 ? (guint) atoi (argv[2]) : 0;
  guint n_messages = argc >= 4 ? (guint) atoi (argv[3]) : 0;

  if (n_conversations == 0 || n_messages < n_conversations)
    g_error ("usage: bench-store-fill FOLDER CONVERSATIONS MESSAGES [PARAGRAPHS]");
  if (argc == 5)
    self.n_paragraphs = (guint) atoi (argv[4]);

  open_store (&self, argv[1]);
  for (guint i = count_conversations (&self); i < n_conversations; i++)
    put_conversation (&self, i, n_messages / n_conversations);
  commit (&self);
  close_store (&self);
  natter_store_batch_unref (self.batch);
  g_object_unref (self.store);

  g_print ("{\"conversations\": %u, \"messages\": %u, \"seconds\": %.1f}\n", n_conversations,
           n_messages / n_conversations * n_conversations,
           (double) (g_get_monotonic_time () - began) / 1e6);

  return 0;
}
