/* test-connection-test.c: the steps of a connection test that speak to the server, each failing and
 * passing over real sockets, and the test as a whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connection-run.h"

#include <string.h>

#include "natter-error.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_passes (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *body = NULL;
  guint notified = 0;

  store_key (fixture);
  reply (fixture, 200, MODELS);
  start (fixture, NULL);
  assert_states (fixture, "rwwwww");
  g_assert_cmpstr (natter_connection_test_get_verdict (fixture->test), ==, "Testing…");
  g_signal_connect_swapped (natter_connection_test_get_step (fixture->test,
                                                             NATTER_CONNECTION_STEP_ANSWER),
                            "notify::state", G_CALLBACK (count_cb), &notified);

  g_assert_true (finish (fixture));
  g_assert_no_error (fixture->error);
  assert_states (fixture, "PPSPPP");
  g_assert_cmpuint (notified, ==, 2);
  assert_detail (fixture, NATTER_CONNECTION_STEP_RESOLUTION, "127.0.0.1");
  assert_detail (fixture, NATTER_CONNECTION_STEP_CONNECT, " ms");
  assert_detail (fixture, NATTER_CONNECTION_STEP_TLS, "http://");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "accepts the key");
  assert_detail (fixture, NATTER_CONNECTION_STEP_MODELS, "2 models");
  /* the first one is not for chats */
  assert_detail (fixture, NATTER_CONNECTION_STEP_ANSWER, "echo answered in ");
  assert_verdict (fixture, "Everything works");

  body = dup_last_body (fixture);
  g_assert_nonnull (strstr (body, "\"max_tokens\":16"));
}

static void
test_no_key (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_true (run (fixture, "echo"));
  assert_states (fixture, "PPSPPP");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "no key");
}

/* Servers are known to repeat the key. */
static void
test_bad_key (Fixture       *fixture,
              gconstpointer  data)
{
  store_key (fixture);
  reply (fixture, 401, "{\"error\":{\"message\":\"Incorrect API key provided: " KEY ".\"}}");
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
  assert_states (fixture, "PPSFSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "Incorrect API key provided: •••");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "\nCheck the API key");
  assert_verdict (fixture, "Natter could not sign in");
  g_assert_null (strstr (fixture->error->message, KEY));
  g_assert_null (strstr (natter_error_get_http_body (fixture->error), KEY));
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_secret_header (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  g_assert_true (natter_connection_add_header (connection, "X-Token", KEY, NULL));
  natter_provider_set_connection (fixture->provider, connection);
  reply (fixture, 403, "{\"error\":{\"message\":\"Nobody knows " KEY "\"}}");
  g_assert_false (run (fixture, "echo"));
  assert_states (fixture, "PPSFSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "Nobody knows •••");
  assert_verdict (fixture, "Natter could not sign in");
}

/* Anybody may read the list, only the answer needs the key. */
static void
test_open_list (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_false (run (fixture, "error-401"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
  assert_states (fixture, "PPSFPS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "Enter an API key");
  assert_verdict (fixture, "Natter could not sign in");
}

static void
test_no_list (Fixture       *fixture,
              gconstpointer  data)
{
  reply (fixture, GPOINTER_TO_UINT (data), "{\"detail\":\"Not Found\"}");
  g_assert_true (run (fixture, "echo"));
  assert_states (fixture, "PPSPSP");
  assert_detail (fixture, NATTER_CONNECTION_STEP_MODELS, "no list");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "asks for no key");
  assert_verdict (fixture, "Everything works");
}

static void
test_no_list_no_model (Fixture       *fixture,
                       gconstpointer  data)
{
  reply (fixture, 404, "{\"detail\":\"Not Found\"}");
  g_assert_false (run (fixture, NULL));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  assert_states (fixture, "PPSPSF");
  assert_detail (fixture, NATTER_CONNECTION_STEP_AUTHENTICATION, "Not asked for");
  assert_detail (fixture, NATTER_CONNECTION_STEP_ANSWER, "no model to ask");
}

static void
test_broken_list (Fixture       *fixture,
                  gconstpointer  data)
{
  reply (fixture, 500, "{\"error\":{\"message\":\"Out of order\"}}");
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_SERVER);
  assert_states (fixture, "PPSPFP");
  assert_detail (fixture, NATTER_CONNECTION_STEP_MODELS, "Out of order\nThe problem is");
  assert_verdict (fixture, "Models answer, but can’t be listed");
}

static void
test_broken_list_no_model (Fixture       *fixture,
                           gconstpointer  data)
{
  reply (fixture, 200, "<html>Welcome</html>");
  g_assert_false (run (fixture, NULL));
  assert_states (fixture, "PPSSFS");
  assert_verdict (fixture, "Natter could not list the models");
}

static void
test_slow_list (Fixture       *fixture,
                gconstpointer  data)
{
  NatterTestReply *hang = natter_test_reply_new ();

  natter_test_reply_hang (hang);
  natter_test_server_add_reply (fixture->server, hang);
  start (fixture, "echo");
  natter_connection_test_set_limits (fixture->test, 3, 5, 0.3);
  g_assert_false (finish (fixture));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
  assert_states (fixture, "PPSPFP");
  assert_detail (fixture, NATTER_CONNECTION_STEP_MODELS, "did not come in time");
}

static void
test_no_such_model (Fixture       *fixture,
                    gconstpointer  data)
{
  g_assert_false (run (fixture, "error-404"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_MODEL);
  assert_states (fixture, "PPSPPF");
  assert_detail (fixture, NATTER_CONNECTION_STEP_ANSWER, "Choose another model");
  assert_verdict (fixture, "The model did not answer");
}

/* What may pass would be tried again; the test tells it at once. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (200, "", MODELS));
  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (429, "Retry-After: 60\r\n", "{}"));
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  assert_states (fixture, "PPSPPF");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_limit_refused (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *body = NULL;

  reply (fixture, 200, MODELS);
  reply (fixture, 400, "{\"error\":{\"message\":\"This can't be limited\"}}");
  g_assert_true (run (fixture, "echo"));
  assert_states (fixture, "PPSPPP");
  body = dup_last_body (fixture);
  g_assert_nonnull (strstr (body, "\"messages\""));
  g_assert_null (strstr (body, "tokens"));
}

static void
test_bad_request (Fixture       *fixture,
                  gconstpointer  data)
{
  reply (fixture, 200, MODELS);
  reply (fixture, 400, "{\"error\":{\"message\":\"No\"}}");
  reply (fixture, 400, "{\"error\":{\"message\":\"Still no\"}}");
  g_assert_false (run (fixture, "echo"));
  assert_states (fixture, "PPSPPF");
  assert_detail (fixture, NATTER_CONNECTION_STEP_ANSWER, "Still no\nCheck ");
}

static void
test_only_reasoning (Fixture       *fixture,
                     gconstpointer  data)
{
  reply (fixture, 200, MODELS);
  natter_test_server_add_reply (fixture->server, natter_test_reply_new_whole
                                  (200, "Content-Type: text/event-stream\r\n",
                                   "data: {\"choices\":[{\"index\":0,\"delta\":"
                                   "{\"reasoning_content\":\"Let me\"}}]}\n\n"
                                   "data: {\"choices\":[{\"index\":0,\"delta\":{},"
                                   "\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n"));
  g_assert_true (run (fixture, "echo"));
  assert_states (fixture, "PPSPPP");
}

static void
test_cut_answer (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_false (run (fixture, "no-done"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST);
  assert_states (fixture, "PPSPPF");
  assert_detail (fixture, NATTER_CONNECTION_STEP_ANSWER, "look at the server’s log");
}

static gboolean
is_asked (gpointer data)
{
  Fixture *fixture = data;

  return natter_test_server_get_n_requests (fixture->server) == 1;
}

static gboolean
is_answering (gpointer data)
{
  Fixture *fixture = data;
  NatterConnectionStep *step = natter_connection_test_get_step (fixture->test,
                                                                NATTER_CONNECTION_STEP_ANSWER);

  return natter_connection_step_get_state (step) == NATTER_CONNECTION_STEP_RUNNING;
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  NatterTestReply *hang = natter_test_reply_new ();

  natter_test_reply_hang (hang);
  natter_test_server_add_reply (fixture->server, hang);
  start (fixture, "echo");
  natter_test_run_until (is_asked, fixture);
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (finish (fixture));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_states (fixture, "PPSSSS");
  assert_verdict (fixture, "The test was stopped");

  /* and once more, from the beginning */
  g_cancellable_reset (fixture->cancellable);
  g_assert_true (run (fixture, NULL));
  assert_states (fixture, "PPSPPP");
}

static void
test_cancelled_answer (Fixture       *fixture,
                       gconstpointer  data)
{
  start (fixture, "slow-start");
  natter_test_run_until (is_answering, fixture);
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (finish (fixture));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_states (fixture, "PPSPPS");
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_cancellable_cancel (fixture->cancellable);
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 0);
}

#define ADD(path, data, func) \
  g_test_add ("/connection-test/" path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("passes", NULL, test_passes);
  ADD ("no-key", NULL, test_no_key);
  ADD ("bad-key", NULL, test_bad_key);
  ADD ("secret-header", NULL, test_secret_header);
  ADD ("open-list", NULL, test_open_list);
  ADD ("no-list/404", GUINT_TO_POINTER (404), test_no_list);
  ADD ("no-list/405", GUINT_TO_POINTER (405), test_no_list);
  ADD ("no-list/no-model", NULL, test_no_list_no_model);
  ADD ("broken-list", NULL, test_broken_list);
  ADD ("broken-list/no-model", NULL, test_broken_list_no_model);
  ADD ("slow-list", NULL, test_slow_list);
  ADD ("no-such-model", NULL, test_no_such_model);
  ADD ("busy", NULL, test_busy);
  ADD ("limit-refused", NULL, test_limit_refused);
  ADD ("bad-request", NULL, test_bad_request);
  ADD ("only-reasoning", NULL, test_only_reasoning);
  ADD ("cut-answer", NULL, test_cut_answer);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("cancelled/answer", NULL, test_cancelled_answer);
  ADD ("cancelled/before", NULL, test_cancelled_before);

  return g_test_run ();
}
