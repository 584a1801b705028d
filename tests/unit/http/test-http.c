/* test-http.c: a whole answer at once, the headers that are sent, the log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-http.h"
#include "natter-test-server.h"

#define JSON_HEADERS "Content-Type: application/json\r\n"

typedef struct
{
  NatterHttp         *http;
  NatterTestServer   *server;
  NatterHttpResponse *response;
  GError             *error;
  gboolean            is_done;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->http = natter_http_new ();
  fixture->server = natter_test_server_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->response, natter_http_response_unref);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->server);
}

static void
fetch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *fixture = data;

  fixture->response = natter_http_fetch_finish (NATTER_HTTP (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->is_done;
}

static void
fetch (Fixture      *fixture,
       guint         timeout,
       GCancellable *cancellable)
{
  g_autofree char *url = g_strconcat (natter_test_server_get_url (fixture->server),
                                      "/models?key=sk-secret", NULL);
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("GET", url, NULL);

  natter_http_request_set_header (request, "Authorization", "Bearer sk-secret", NULL);
  natter_http_request_set_header (request, "Accept", "application/json", NULL);
  fixture->is_done = FALSE;
  natter_http_fetch_async (fixture->http, request, timeout, cancellable, fetch_cb, fixture);
  if (cancellable)
    g_cancellable_cancel (cancellable);
  natter_test_run_until (is_done, fixture);
}

static void
test_success (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  const char *body = NULL;

  fetch (fixture, 5, NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (natter_http_response_get_status (fixture->response), ==, 200);
  g_assert_cmpstr (natter_http_response_get_content_type (fixture->response), ==,
                   "application/json");

  body = g_bytes_get_data (natter_http_response_get_body (fixture->response), &length);
  text = g_strndup (body, length);
  g_assert_true (g_str_has_prefix (text, "{\"object\":\"list\""));
  g_assert_true (g_str_has_suffix (text, "]}"));
}

static void
test_headers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) requests = NULL;
  const NatterTestRequest *request = NULL;

  fetch (fixture, 5, NULL);
  requests = natter_test_server_dup_requests (fixture->server);
  g_assert_cmpuint (requests->len, ==, 1);
  request = g_ptr_array_index (requests, 0);

  g_assert_cmpstr (request->version, ==, "HTTP/1.1");
  g_assert_cmpstr (natter_test_request_get_header (request, "user-agent"), ==,
                   "Natter/" NATTER_VERSION);
  g_assert_cmpstr (natter_test_request_get_header (request, "authorization"), ==,
                   "Bearer sk-secret");
  g_assert_cmpstr (natter_test_request_get_header (request, "accept"), ==, "application/json");
  g_assert_null (natter_test_request_get_header (request, "accept-encoding"));
  g_assert_null (natter_test_request_get_header (request, "cookie"));
}

/* A cookie that was set is not sent: there is no jar. A challenge is not answered by libsoup. */
static void
test_no_features (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *headers = "Set-Cookie: id=1\r\nWWW-Authenticate: Basic realm=\"x\"\r\n";
  g_autoptr(GPtrArray) requests = NULL;

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (401, headers, "no"));
  fetch (fixture, 5, NULL);
  g_assert_cmpuint (natter_http_response_get_status (fixture->response), ==, 401);
  g_clear_pointer (&fixture->response, natter_http_response_unref);

  fetch (fixture, 5, NULL);
  requests = natter_test_server_dup_requests (fixture->server);
  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_null (natter_test_request_get_header (g_ptr_array_index (requests, 1), "cookie"));
}

static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (404, JSON_HEADERS, "{\"error\":1}"));
  fetch (fixture, 5, NULL);

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (natter_http_response_get_status (fixture->response), ==, 404);
  g_assert_cmpuint (g_bytes_get_size (natter_http_response_get_body (fixture->response)), ==, 11);
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *body = g_strnfill (8 * 1024 * 1024 + 1, ' ');

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (200, JSON_HEADERS, body));
  fetch (fixture, 5, NULL);

  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
}

/* Bytes that trickle keep a stream alive, but not a fetch. */
static void
test_timeout (Fixture       *fixture,
              gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();

  for (guint i = 0; i < 100; i++)
    {
      natter_test_reply_chunk (reply, " ", 1);
      natter_test_reply_wait (reply, 0.05);
    }
  natter_test_server_add_reply (fixture->server, reply);
  fetch (fixture, 1, NULL);

  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  fetch (fixture, 5, cancellable);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_log_subprocess (Fixture       *fixture,
                     gconstpointer  data)
{
  fetch (fixture, 5, NULL);
}

static void
test_log (void)
{
  g_setenv ("NATTER_DEBUG", "http", TRUE);
  g_test_trap_subprocess ("/http/log/subprocess/fetch", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*GET 127.0.0.1:*/v1/models: status 200, * bytes, complete*");
  g_test_trap_assert_stderr_unmatched ("*secret*");
  g_test_trap_assert_stdout_unmatched ("*secret*");

  g_unsetenv ("NATTER_DEBUG");
  g_test_trap_subprocess ("/http/log/subprocess/fetch", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*models*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/http/fetch/success", Fixture, NULL, set_up, test_success, tear_down);
  g_test_add ("/http/fetch/headers", Fixture, NULL, set_up, test_headers, tear_down);
  g_test_add ("/http/fetch/no-features", Fixture, NULL, set_up, test_no_features, tear_down);
  g_test_add ("/http/fetch/status", Fixture, NULL, set_up, test_status, tear_down);
  g_test_add ("/http/fetch/too-large", Fixture, NULL, set_up, test_too_large, tear_down);
  g_test_add ("/http/fetch/timeout", Fixture, NULL, set_up, test_timeout, tear_down);
  g_test_add ("/http/fetch/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add_func ("/http/log", test_log);
  g_test_add ("/http/log/subprocess/fetch", Fixture, NULL, set_up, test_log_subprocess, tear_down);

  return g_test_run ();
}
