/* test-http-limits.c: how long a stream waits, and for what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"

static void
test_headers_limit (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new ();
  g_auto(Run) run = { 0 };

  natter_test_reply_hang (reply);
  natter_test_server_add_reply (fixture->server, reply);
  run_new (&run, fixture);
  natter_http_stream_set_limits (run.stream, 0.1, 0, 0);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (run.error->message, "begin"));
  assert_good_request (fixture);
}

static void
test_silence_limit (Fixture       *fixture,
                    gconstpointer  data)
{
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server, new_hanging_reply ());
  run_new (&run, fixture);
  natter_http_stream_set_limits (run.stream, 0, 0.1, 0);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (run.error->message, "silent"));
  g_assert_cmpstr (run.received->str, ==, CHUNK);
  assert_good_request (fixture);
}

/* Comments are life: they hold off the silence limit, but not the content limit. */
static void
test_content_limit (Fixture       *fixture,
                    gconstpointer  data)
{
  gboolean has_content = GPOINTER_TO_INT (data);
  NatterTestReply *reply = natter_test_reply_new_stream ();
  g_auto(Run) run = { 0 };

  for (guint i = 0; i < 20; i++)
    {
      natter_test_reply_chunk (reply, ": ping\n\n", -1);
      natter_test_reply_wait (reply, 0.05);
    }
  natter_test_reply_end_chunks (reply);
  natter_test_server_add_reply (fixture->server, reply);

  run_new (&run, fixture);
  run.note_content = has_content;
  natter_http_stream_set_limits (run.stream, 0, 0.5, 0.6);
  run_whole (&run);

  if (has_content)
    {
      g_assert_no_error (run.error);
      g_assert_cmpuint (run.n_pieces, ==, 20);
    }
  else
    {
      g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
      g_assert_nonnull (strstr (run.error->message, "nothing of an answer"));
      g_assert_cmpuint (run.n_pieces, >, 5);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/http-limits/headers", NULL, test_headers_limit);
  add ("/http-limits/silence", NULL, test_silence_limit);
  add ("/http-limits/content", GINT_TO_POINTER (FALSE), test_content_limit);
  add ("/http-limits/content-noted", GINT_TO_POINTER (TRUE), test_content_limit);

  return g_test_run ();
}
