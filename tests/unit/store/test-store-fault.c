/* test-store-fault.c: a short session, once for each write, sync and truncation that SQLite does in
 * it, with a fault at just that one. Afterwards the store is what it was before a change or what it
 * was to be, and never without what it said was stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fault-vfs.h"
#include "store-run.h"

#define N_STEPS 6
#define STREAMED "half of an answer"
#define ANSWER   "all of an answer"

/* Which steps were said to be stored. */
typedef struct
{
  gboolean stored[N_STEPS];
} Outcome;

static void
commit (StoreRun         *run,
        NatterStoreBatch *batch,
        Outcome          *outcome,
        guint             number)
{
  g_autoptr(GError) error = NULL;

  outcome->stored[number] = store_run_try_commit (run, batch, &error);
  if (!outcome->stored[number])
    g_assert_true (natter_store_error_is_kept (error));
}

static void
begin (StoreRun *run,
       Outcome  *outcome,
       guint     number)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "Talk");
  g_autoptr(NatterStoredMessage) question = store_run_message ("q", NULL, "user", "Why?");
  g_autoptr(NatterStoredMessage) answer = store_run_streaming ("a", "q");

  natter_store_batch_put_conversation (batch, conversation);
  natter_store_batch_put_message (batch, question);
  natter_store_batch_put_message (batch, answer);
  commit (run, batch, outcome, number);
}

static void
put (StoreRun            *run,
     NatterStoredMessage *message,
     Outcome             *outcome,
     guint                number)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_put_message (batch, message);
  commit (run, batch, outcome, number);
}

static void
set_draft (StoreRun   *run,
           const char *text,
           Outcome    *outcome,
           guint       number)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_set_draft (batch, "c", text);
  commit (run, batch, outcome, number);
}

static void
trash (StoreRun *run,
       Outcome  *outcome,
       guint     number)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_trash_branch (batch, "b");
  commit (run, batch, outcome, number);
}

static void
run_session (StoreRun *run,
             Outcome  *outcome)
{
  g_autoptr(NatterStoredMessage) answer = store_run_message ("a", "q", "assistant", ANSWER);
  g_autoptr(NatterStoredMessage) other = store_run_message ("b", "q", "assistant", "Another.");
  g_autoptr(NatterStoreReport) report = NULL;
  g_autoptr(GError) error = NULL;

  report = store_run_try_open (run, &error);
  if (!report)
    g_assert_true (natter_store_error_is_kept (error));
  begin (run, outcome, 0);
  store_run_append (run, STREAMED);
  set_draft (run, "first", outcome, 1);
  put (run, answer, outcome, 2);
  put (run, other, outcome, 3);
  trash (run, outcome, 4);
  set_draft (run, "second", outcome, 5);
}

/* Which is the last step whose traces are there; those before it must be too. */
static void
assert_state (StoreRun      *run,
              const Outcome *outcome)
{
  g_autoptr(GPtrArray) talks = store_run_conversations (run);
  g_autoptr(GPtrArray) messages = store_run_messages (run, "c", FALSE);
  const NatterStoredConversation *talk = talks->len ? g_ptr_array_index (talks, 0) : NULL;
  const NatterStoredMessage *a = store_run_find (messages, "a");
  const NatterStoredMessage *b = store_run_find (messages, "b");
  g_autofree char *text = a ? natter_stored_message_dup_text (a) : NULL;
  gboolean done[N_STEPS] = {
    talk != NULL, talk && talk->draft != NULL, g_strcmp0 (text, ANSWER) == 0, b != NULL,
    b && b->trashed > 0, talk && g_strcmp0 (talk->draft, "second") == 0,
  };

  g_assert_cmpuint (talks->len, <=, 1);
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_assert_true (done[i] || !outcome->stored[i]);
      g_assert_true (done[i] || i + 1 == N_STEPS || !done[i + 1]);
    }
  if (done[0])
    {
      g_assert_nonnull (store_run_find (messages, "q"));
      g_assert_nonnull (a);
      g_assert_false (a->streaming);
    }
  if (done[1] && !done[2])
    g_assert_cmpstr (text, ==, STREAMED);
  else if (done[0] && !done[2])
    g_assert_true (g_str_equal (text, STREAMED) || g_str_equal (text, ""));
}

/* Whoever let go of it waits until it is gone. */
static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
let_go (StoreRun *run)
{
  gpointer store = run->store;

  g_object_add_weak_pointer (store, &store);
  g_clear_object (&run->store);
  natter_test_run_until (is_gone, &store);
}

static guint
count_operations (void)
{
  StoreRun run = { NULL };
  Outcome outcome = { { FALSE } };
  guint n = 0;

  store_run_set_up (&run, NULL);
  fault_vfs_arm (FAULT_NONE, 0);
  run_session (&run, &outcome);
  store_run_end (&run);
  n = fault_vfs_disarm ();
  store_run_tear_down (&run, NULL);

  return n;
}

/* The program stops at the nth operation and starts again. */
static void
stop_at (FaultKind fault,
         guint     nth)
{
  StoreRun run = { NULL };
  Outcome outcome = { { FALSE } };
  g_autoptr(NatterStoreReport) report = NULL;

  store_run_set_up (&run, NULL);
  fault_vfs_arm (fault, nth);
  run_session (&run, &outcome);
  let_go (&run);
  fault_vfs_disarm ();

  report = store_run_open (&run);
  g_assert_null (report->set_aside);
  assert_state (&run, &outcome);
  store_run_assert_whole (&run);
  store_run_end (&run);
  store_run_tear_down (&run, NULL);
}

static void
test_stop (gconstpointer data)
{
  FaultKind fault = (FaultKind) GPOINTER_TO_INT (data);
  guint n = count_operations ();

  g_test_message ("%u operations", n);
  g_assert_cmpuint (n, >, 30);
  for (guint i = 1; i <= n; i++)
    stop_at (fault, i);
}

/* One operation fails and the next ones do not: all is stored in the end. */
static void
fail_at (guint nth)
{
  StoreRun run = { NULL };
  Outcome outcome = { { FALSE } };
  const Outcome all = { { TRUE, TRUE, TRUE, TRUE, TRUE, TRUE } };
  g_autoptr(NatterStoreReport) report = NULL;

  store_run_set_up (&run, NULL);
  fault_vfs_arm (FAULT_ERROR, nth);
  run_session (&run, &outcome);
  natter_store_retry (run.store);
  store_run_wait_state (&run, NATTER_STORE_READY);
  store_run_end (&run);
  fault_vfs_disarm ();

  report = store_run_open (&run);
  assert_state (&run, &all);
  store_run_assert_whole (&run);
  store_run_end (&run);
  store_run_tear_down (&run, NULL);
}

static void
test_error (void)
{
  guint n = count_operations ();

  for (guint i = 1; i <= n; i++)
    fail_at (i);
}

/* No room from the nth operation on, and then there is. */
static void
fill_at (guint nth)
{
  StoreRun run = { NULL };
  Outcome outcome = { { FALSE } };
  const Outcome all = { { TRUE, TRUE, TRUE, TRUE, TRUE, TRUE } };
  g_autoptr(NatterStoreReport) report = NULL;

  store_run_set_up (&run, NULL);
  fault_vfs_arm (FAULT_FULL, nth);
  run_session (&run, &outcome);
  if (!outcome.stored[N_STEPS - 1])
    {
      g_assert_cmpint (natter_store_get_state (run.store), ==, NATTER_STORE_DISK_FULL);
      g_assert_cmpuint (natter_store_get_n_unsaved (run.store), >, 0);
    }
  fault_vfs_disarm ();
  natter_store_retry (run.store);
  store_run_wait_state (&run, NATTER_STORE_READY);
  g_assert_cmpuint (natter_store_get_n_unsaved (run.store), ==, 0);
  store_run_end (&run);

  report = store_run_open (&run);
  assert_state (&run, &all);
  store_run_assert_whole (&run);
  store_run_end (&run);
  store_run_tear_down (&run, NULL);
}

static void
test_full (void)
{
  guint n = count_operations ();

  for (guint i = 1; i <= n; i += 3)
    fill_at (i);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();

  g_test_add_data_func ("/store-fault/stop", GINT_TO_POINTER (FAULT_STOP), test_stop);
  g_test_add_data_func ("/store-fault/tear", GINT_TO_POINTER (FAULT_TEAR), test_stop);
  g_test_add_func ("/store-fault/error", test_error);
  g_test_add_func ("/store-fault/full", test_full);

  return g_test_run ();
}
