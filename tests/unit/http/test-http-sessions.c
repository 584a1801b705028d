/* test-http-sessions.c: requests that go their own way: through a proxy, with an authority that
 * can't be read, within time limits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"
#include "natter-http-private.h"
#include "natter-http-sessions-private.h"

/* The server plays the proxy: what it is asked for is elsewhere. */
static NatterConnection *
new_proxied (Fixture *fixture)
{
  NatterConnection *connection = natter_connection_new ();
  const char *url = natter_test_server_get_url (fixture->server);
  g_autofree char *proxy = g_strndup (url, strlen (url) - strlen ("/v1"));
  g_autoptr(GError) error = NULL;

  natter_connection_set_proxy (connection, proxy, &error);
  g_assert_no_error (error);

  return connection;
}

static void
test_proxy (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = new_proxied (fixture);
  g_autoptr(GPtrArray) requests = NULL;
  const NatterTestRequest *request = NULL;
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server, new_good_reply ());
  run_new_for_connection (&run, fixture->http, "POST", "http://model.invalid:8000/v1/x",
                          connection);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpstr (run.received->str, ==, CHUNK);

  requests = natter_test_server_dup_requests (fixture->server);
  request = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (request->path, ==, "http://model.invalid:8000/v1/x");
  g_assert_cmpstr (natter_test_request_get_header (request, "host"), ==, "model.invalid:8000");
}

/* What is encrypted is asked to be passed on; the key is not shown to a proxy that refuses. */
static void
test_tunnel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = new_proxied (fixture);
  g_autoptr(GPtrArray) requests = NULL;
  const NatterTestRequest *request = NULL;
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (403, "Connection: close\r\n", "no"));
  run_new_for_connection (&run, fixture->http, "POST", "https://model.invalid/v1/x", connection);
  run_whole (&run);
  g_assert_null (run.received->len > 0 ? run.received->str : NULL);

  requests = natter_test_server_dup_requests (fixture->server);
  g_assert_cmpuint (requests->len, ==, 1);
  request = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (request->method, ==, "CONNECT");
  g_assert_cmpstr (request->path, ==, "model.invalid:443");
  g_assert_null (natter_test_request_get_header (request, "authorization"));
}

/* A proxy elsewhere cannot reach this computer. */
static void
test_local (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autofree char *url = g_strconcat (natter_test_server_get_url (fixture->server), "/x", NULL);
  g_autoptr(GPtrArray) requests = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Run) run = { 0 };

  natter_connection_set_proxy (connection, "http://127.0.0.1:1", &error);
  g_assert_no_error (error);
  natter_test_server_add_reply (fixture->server, new_good_reply ());
  run_new_for_connection (&run, fixture->http, "POST", url, connection);
  run_whole (&run);
  g_assert_no_error (run.error);

  requests = natter_test_server_dup_requests (fixture->server);
  g_assert_cmpstr (((NatterTestRequest *) g_ptr_array_index (requests, 0))->path, ==, "/v1/x");
}

static GProxyResolver *
get_resolver (NatterConnection *connection)
{
  g_autoptr(GHashTable) sessions = natter_http_sessions_new ();
  SoupSession *session = natter_http_sessions_get (sessions, connection, NULL);
  GProxyResolver *resolver = soup_session_get_proxy_resolver (session);

  return resolver ? g_object_ref (resolver) : NULL;
}

static void
test_resolver (void)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(GProxyResolver) usual = get_resolver (NULL);
  g_autoptr(GProxyResolver) direct = NULL;
  g_autoptr(GProxyResolver) socks = NULL;
  g_auto(GStrv) proxies = NULL;

  natter_connection_set_proxy (connection, NATTER_CONNECTION_NO_PROXY, NULL);
  direct = get_resolver (connection);
  natter_connection_set_proxy (connection, "socks5://127.0.0.1:1080", NULL);
  socks = get_resolver (connection);

  g_assert_nonnull (usual);
  g_assert_null (direct);
  proxies = g_proxy_resolver_lookup (socks, "https://api.example.com/v1", NULL, NULL);
  g_assert_cmpstr (proxies[0], ==, "socks5://127.0.0.1:1080");
}

/* One session for each way, and no more. */
static void
test_cache (void)
{
  g_autoptr(GHashTable) sessions = natter_http_sessions_new ();
  g_autoptr(NatterConnection) usual = natter_connection_new ();
  g_autoptr(NatterConnection) direct = natter_connection_new ();
  g_autoptr(NatterConnection) again = NULL;
  SoupSession *session = natter_http_sessions_get (sessions, NULL, NULL);

  natter_connection_set_answer_seconds (usual, 5);
  g_assert_true (natter_http_sessions_get (sessions, usual, NULL) == session);

  natter_connection_set_proxy (direct, NATTER_CONNECTION_NO_PROXY, NULL);
  again = natter_connection_copy (direct);
  g_assert_false (natter_http_sessions_get (sessions, direct, NULL) == session);
  g_assert_true (natter_http_sessions_get (sessions, direct, NULL) ==
                 natter_http_sessions_get (sessions, again, NULL));
  g_assert_cmpuint (g_hash_table_size (sessions), ==, 2);
}

static void
test_ca_file (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_auto(Run) run = { 0 };

  natter_connection_set_ca_file (connection, "/nowhere/authority.pem");
  run_new_for_connection (&run, fixture->http, "POST",
                          natter_test_server_get_url (fixture->server), connection);
  run_start (&run);
  g_assert_false (run.is_done);
  run_wait (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_nonnull (strstr (run.error->message, "/nowhere/authority.pem"));
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 0);
  assert_good_request (fixture);
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  gboolean begins = GPOINTER_TO_INT (data);
  NatterTestReply *reply = begins ? natter_test_reply_new_stream () : natter_test_reply_new ();
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_auto(Run) run = { 0 };

  natter_test_reply_hang (reply);
  natter_test_server_add_reply (fixture->server, reply);
  if (begins)
    natter_connection_set_silence_seconds (connection, 1);
  else
    natter_connection_set_answer_seconds (connection, 1);

  run_new_for_connection (&run, fixture->http, "POST",
                          natter_test_server_get_url (fixture->server), connection);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (run.error->message,
                            begins ? "silent for 1 second" : "within 1 second"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/http-sessions/proxy", NULL, test_proxy);
  add ("/http-sessions/tunnel", NULL, test_tunnel);
  add ("/http-sessions/local", NULL, test_local);
  add ("/http-sessions/ca-file", NULL, test_ca_file);
  add ("/http-sessions/limit-answer", GINT_TO_POINTER (FALSE), test_limits);
  add ("/http-sessions/limit-silence", GINT_TO_POINTER (TRUE), test_limits);
  g_test_add_func ("/http-sessions/resolver", test_resolver);
  g_test_add_func ("/http-sessions/cache", test_cache);

  return g_test_run ();
}
