/* test-http-stream-cancel.c: Stop, at every moment of a stream's life.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"

static gboolean
has_two_requests (gpointer data)
{
  return natter_test_server_get_n_requests (data) >= 2;
}

static gboolean
has_eight_requests (gpointer data)
{
  return natter_test_server_get_n_requests (data) >= 8;
}

static void
test_cancel_in_body (Fixture       *fixture,
                     gconstpointer  data)
{
  RequestPlace place = { fixture->server, 0 };
  g_auto(Run) run = { 0 };
  gint64 start = 0;

  natter_test_server_add_reply (fixture->server, new_hanging_reply ());
  run_new (&run, fixture);
  run_start (&run);
  natter_test_run_until (run_has_bytes, &run);

  start = g_get_monotonic_time ();
  g_cancellable_cancel (run.cancellable);
  g_assert_false (run.is_done);
  run_wait (&run);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 4);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (run.received->str, ==, CHUNK);

  natter_test_run_until (client_has_gone, &place);
  assert_good_request (fixture);
}

static void
test_cancel_in_bytes (Fixture       *fixture,
                      gconstpointer  data)
{
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server, new_hanging_reply ());
  run_new (&run, fixture);
  run.cancel_in_bytes = TRUE;
  run_whole (&run);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (run.n_pieces, ==, 1);
}

static void
test_cancel_before (Fixture       *fixture,
                    gconstpointer  data)
{
  g_auto(Run) run = { 0 };

  run_new (&run, fixture);
  g_cancellable_cancel (run.cancellable);
  run_whole (&run);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_cancel_before_headers (Fixture       *fixture,
                            gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new ();
  g_auto(Run) run = { 0 };

  assert_good_request (fixture);
  natter_test_reply_hang (reply);
  natter_test_server_add_reply (fixture->server, reply);
  run_new (&run, fixture);
  run_start (&run);
  natter_test_run_until (has_two_requests, fixture->server);
  g_cancellable_cancel (run.cancellable);
  run_wait (&run);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_good_request (fixture);
}

/* The ninth waits for a connection: Stop ends it all the same, and the others go on. */
static void
test_cancel_in_queue (Fixture       *fixture,
                      gconstpointer  data)
{
  Run busy[8] = { 0 };
  g_auto(Run) waiting = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (busy); i++)
    {
      natter_test_server_add_reply (fixture->server, new_hanging_reply ());
      run_new (&busy[i], fixture);
      run_start (&busy[i]);
    }
  natter_test_run_until (has_eight_requests, fixture->server);

  run_new (&waiting, fixture);
  run_start (&waiting);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (waiting.cancellable);
  run_wait (&waiting);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 8);

  for (guint i = 0; i < G_N_ELEMENTS (busy); i++)
    {
      natter_test_run_until (run_has_bytes, &busy[i]);
      g_assert_false (busy[i].is_done);
      g_cancellable_cancel (busy[i].cancellable);
      run_wait (&busy[i]);
      run_clear (&busy[i]);
    }
  assert_good_request (fixture);
}

/* At every moment of a request's life, as the main loop's turns happen to fall. The last request
 * works: each stopped one gave its connection back. */
static void
test_cancel_thousand (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *base = natter_test_server_get_url (fixture->server);
  g_autofree char *url = g_strconcat (base, "/models", NULL);
  g_auto(Run) last = { 0 };

  for (guint i = 0; i < 1000; i++)
    {
      g_auto(Run) run = { 0 };

      run_new_for_url (&run, fixture->http, i / 10 % 2 ? "POST" : "GET", url);
      run_start (&run);
      for (guint j = 0; j < i % 10 && !run.is_done; j++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (run.cancellable);
      run_wait (&run);
      if (run.error)
        g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }

  run_new_for_url (&last, fixture->http, "GET", url);
  run_whole (&last);
  g_assert_no_error (last.error);
  g_assert_true (g_str_has_prefix (last.received->str, "{\"object\":\"list\""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/http-stream-cancel/in-body", NULL, test_cancel_in_body);
  add ("/http-stream-cancel/in-bytes", NULL, test_cancel_in_bytes);
  add ("/http-stream-cancel/before", NULL, test_cancel_before);
  add ("/http-stream-cancel/before-headers", NULL, test_cancel_before_headers);
  add ("/http-stream-cancel/in-queue", NULL, test_cancel_in_queue);
  add ("/http-stream-cancel/thousand", NULL, test_cancel_thousand);

  return g_test_run ();
}
