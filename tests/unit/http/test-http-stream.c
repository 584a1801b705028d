/* test-http-stream.c: what a server does and what a stream's user sees, over real sockets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"

/* How a body can end: each is one row, its answer without the headers in raw bytes. */
static const struct
{
  const char *name;
  const char *head;
  const char *body;
  gboolean    is_reset;
  gboolean    is_lost;
} end_cases[] = {
  { "fin-after-chunk",    "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n",          FALSE, TRUE },
  { "fin-in-chunk",       "Transfer-Encoding: chunked\r\n", "9\r\nab",              FALSE, TRUE },
  { "fin-in-chunk-head",  "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n5",         FALSE, TRUE },
  { "short-of-length",    "Content-Length: 9\r\n",          "ab",                   FALSE, TRUE },
  { "reset",              "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n",          TRUE,  TRUE },
  { "close-delimited",    "Connection: close\r\n",          "ab",                   FALSE, FALSE },
  { "whole-chunked",      "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n0\r\n\r\n", FALSE, FALSE },
  { "whole-length",       "Content-Length: 2\r\n",          "ab",                   FALSE, FALSE },
};

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *head = g_strconcat ("HTTP/1.1 200 OK\r\n", end_cases[i].head, "\r\n", NULL);
  NatterTestReply *reply = natter_test_reply_new ();
  g_auto(Run) run = { 0 };

  natter_test_reply_write (reply, head, -1);
  natter_test_reply_write (reply, end_cases[i].body, -1);
  if (end_cases[i].is_reset)
    natter_test_reply_reset (reply);
  else
    natter_test_reply_close (reply);
  natter_test_server_add_reply (fixture->server, reply);

  run_new (&run, fixture);
  run_whole (&run);

  if (end_cases[i].is_lost)
    g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST);
  else
    g_assert_no_error (run.error);
  g_assert_cmpstr (run.received->str, ==, "ab");
  g_assert_cmpuint (run.n_headers, ==, 1);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
  assert_good_request (fixture);
}

/* A piece comes when it was sent, and never with the next. */
static void
test_pieces (Fixture       *fixture,
             gconstpointer  data)
{
  GString *body = g_string_new (NULL);
  NatterTestReply *reply = natter_test_reply_new_stream ();
  g_auto(Run) run = { 0 };

  for (guint i = 0; i < 200; i++)
    g_string_append (body, "2\r\nab\r\n");
  g_string_append (body, "0\r\n\r\n");
  natter_test_reply_write (reply, body->str, body->len);
  g_string_free (body, TRUE);
  natter_test_server_add_reply (fixture->server, reply);

  run_new (&run, fixture);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpuint (run.n_pieces, ==, 200);
  g_assert_cmpuint (run.received->len, ==, 400);
  g_assert_null (natter_http_response_get_body (run.response));
}

static void
test_error_body (Fixture       *fixture,
                 gconstpointer  data)
{
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (429, "Retry-After: 20\r\n",
                                                             "slow down"));
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpuint (natter_http_response_get_status (run.response), ==, 429);
  g_assert_cmpfloat_with_epsilon (natter_http_response_get_retry_after (run.response), 20, 0.001);
  g_assert_cmpmem (g_bytes_get_data (natter_http_response_get_body (run.response), NULL),
                   g_bytes_get_size (natter_http_response_get_body (run.response)), "slow down", 9);
  g_assert_cmpuint (run.n_headers + run.n_pieces, ==, 0);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
}

/* The status is told even when the body breaks off, and a body without end is not read for ever. */
static void
test_error_body_broken (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new ();
  g_auto(Run) run = { 0 };

  natter_test_reply_write (reply, "HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nbusy", -1);
  natter_test_reply_close (reply);
  natter_test_server_add_reply (fixture->server, reply);
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpuint (natter_http_response_get_status (run.response), ==, 503);
  g_assert_cmpuint (g_bytes_get_size (natter_http_response_get_body (run.response)), ==, 4);
}

static void
test_error_body_cap (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *body = g_strnfill (300 * 1024, 'x');
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server, natter_test_reply_new_whole (500, "", body));
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpuint (g_bytes_get_size (natter_http_response_get_body (run.response)), ==,
                    256 * 1024);
  assert_good_request (fixture);
}

static NatterTestReply *
new_closing_reply (void)
{
  NatterTestReply *reply = natter_test_reply_new ();

  natter_test_reply_close (reply);

  return reply;
}

/* Once more and not for ever. */
static void
test_retry (Fixture       *fixture,
            gconstpointer  data)
{
  g_auto(Run) lucky = { 0 };
  g_auto(Run) unlucky = { 0 };

  natter_test_server_add_reply (fixture->server, new_closing_reply ());
  natter_test_server_add_reply (fixture->server, new_good_reply ());
  run_new (&lucky, fixture);
  run_whole (&lucky);
  g_assert_no_error (lucky.error);
  g_assert_cmpstr (lucky.received->str, ==, CHUNK);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);

  natter_test_server_add_reply (fixture->server, new_closing_reply ());
  natter_test_server_add_reply (fixture->server, new_closing_reply ());
  run_new (&unlucky, fixture);
  run_whole (&unlucky);
  g_assert_error (unlucky.error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 4);
}

static void
test_functions_refuse (Fixture       *fixture,
                       gconstpointer  data)
{
  gboolean in_headers = GPOINTER_TO_INT (data);
  RequestPlace place = { fixture->server, 0 };
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server, new_hanging_reply ());
  run_new (&run, fixture);
  run.refuse_headers = in_headers;
  run.refuse_bytes = !in_headers;
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API);
  g_assert_cmpuint (run.n_pieces, ==, in_headers ? 0 : 1);

  natter_test_run_until (client_has_gone, &place);
  assert_good_request (fixture);
}

/* More failures of each kind than there are connections to a host. */
static void
test_no_slot_leak (Fixture       *fixture,
                   gconstpointer  data)
{
  for (guint i = 0; i < 40; i++)
    {
      NatterTestReply *reply = natter_test_reply_new_stream ();
      g_auto(Run) run = { 0 };

      natter_test_reply_chunk (reply, CHUNK, -1);
      if (i % 4 == 0)
        natter_test_reply_reset (reply);
      else if (i % 4 == 1)
        natter_test_reply_close (reply);
      else
        natter_test_reply_hang (reply);
      natter_test_server_add_reply (fixture->server, reply);

      run_new (&run, fixture);
      run.refuse_bytes = i % 4 == 2;
      natter_http_stream_set_limits (run.stream, 0, 0.02, 0);
      run_whole (&run);
      g_assert_nonnull (run.error);
    }

  assert_good_request (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (end_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-stream/end/", end_cases[i].name, NULL);

      add (path, GUINT_TO_POINTER (i), test_end);
    }
  add ("/http-stream/pieces", NULL, test_pieces);
  add ("/http-stream/error-body/whole", NULL, test_error_body);
  add ("/http-stream/error-body/broken", NULL, test_error_body_broken);
  add ("/http-stream/error-body/cap", NULL, test_error_body_cap);
  add ("/http-stream/retry", NULL, test_retry);
  add ("/http-stream/functions/headers", GINT_TO_POINTER (TRUE), test_functions_refuse);
  add ("/http-stream/functions/bytes", GINT_TO_POINTER (FALSE), test_functions_refuse);
  add ("/http-stream/no-slot-leak", NULL, test_no_slot_leak);

  return g_test_run ();
}
