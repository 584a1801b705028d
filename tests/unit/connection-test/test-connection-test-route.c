/* test-connection-test-route.c: the steps of a connection test that lead to the server, each
 * failing and passing over real sockets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connection-run.h"

#include <libsoup/soup.h>
#include <string.h>

#include "natter-error.h"

static void
test_localhost (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GString) url = g_string_new (natter_test_server_get_url (fixture->server));

  g_string_replace (url, "127.0.0.1", "localhost", 1);
  set_address (fixture, url->str);
  g_assert_true (run (fixture, "echo"));
  assert_detail (fixture, NATTER_CONNECTION_STEP_RESOLUTION, "localhost is this computer");
}

static void
test_unknown_name (Fixture       *fixture,
                   gconstpointer  data)
{
  set_address (fixture, "https://nowhere.invalid/v1");
  g_assert_false (run (fixture, "echo"));
  assert_states (fixture, "FSSSSS");
  g_assert_true (g_error_matches (fixture->error, NATTER_ERROR, NATTER_ERROR_NETWORK) ||
                 g_error_matches (fixture->error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT));
  g_assert_cmpstr (fixture->error->message, ==,
                   get_detail (fixture, NATTER_CONNECTION_STEP_RESOLUTION));
  assert_detail (fixture, NATTER_CONNECTION_STEP_RESOLUTION, "Check ");
  assert_detail (fixture, NATTER_CONNECTION_STEP_CONNECT, "Not tried");
  assert_verdict (fixture, "Natter could not find the server");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  set_address (fixture, "http://127.0.0.1:1/v1");
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_NETWORK);
  assert_states (fixture, "PFSSSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_CONNECT, "No server listens at 127.0.0.1:1.");
  assert_verdict (fixture, "Natter could not connect");
}

/* A name that only the proxy could know: with a proxy nobody else is asked. */
static void
test_proxy (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  g_assert_true (natter_connection_set_proxy (connection, "http://127.0.0.1:1", NULL));
  natter_provider_set_connection (fixture->provider, connection);
  set_address (fixture, "https://nowhere.invalid/v1");
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_NETWORK);
  assert_states (fixture, "SFSSSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_RESOLUTION, "Left to the proxy 127.0.0.1:1");
  assert_detail (fixture, NATTER_CONNECTION_STEP_CONNECT, "The proxy 127.0.0.1:1 cannot be");
}

/* What is not encrypted needs no tunnel: the proxy is asked itself. */
static void
test_through_proxy (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(GString) proxy = g_string_new (natter_test_server_get_url (fixture->server));

  g_string_replace (proxy, "/v1", "", 1);
  g_assert_true (natter_connection_set_proxy (connection, proxy->str, NULL));
  natter_provider_set_connection (fixture->provider, connection);
  set_address (fixture, "http://nowhere.invalid/v1");
  reply (fixture, 200, MODELS);
  natter_test_server_add_reply (fixture->server, natter_test_reply_new_whole
                                  (200, "Content-Type: text/event-stream\r\n", ANSWER));
  g_assert_true (run (fixture, "echo"));
  assert_states (fixture, "SPSPPP");
  assert_detail (fixture, NATTER_CONNECTION_STEP_CONNECT, "Through the proxy 127.0.0.1:");
}

/* What web servers say to whoever greets them with TLS. */
static gboolean
plain_cb (GSocketService    *service,
          GSocketConnection *connection,
          GObject           *source,
          gpointer           data)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);

  return FALSE;
}

static void
test_no_tls (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  guint16 port;

  g_signal_connect (service, "incoming", G_CALLBACK (plain_cb), NULL);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_assert_no_error (error);
  url = g_strdup_printf ("https://127.0.0.1:%u/v1", port);
  set_address (fixture, url);
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TLS);
  assert_states (fixture, "PPFSSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_TLS, "should begin with http://");
  assert_verdict (fixture, "Natter could not connect securely");
}

/* One that waits for the end of a request line. */
static void
test_silent_tls (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GString) url = g_string_new (natter_test_server_get_url (fixture->server));

  g_string_replace (url, "http://", "https://", 1);
  set_address (fixture, url->str);
  start (fixture, "echo");
  natter_connection_test_set_limits (fixture->test, 3, 0.5, 5);
  g_assert_false (finish (fixture));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
  assert_states (fixture, "PPFSSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_TLS, "in time");
}

static void
secure_cb (SoupServer        *soup,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  gboolean is_list = g_str_has_suffix (path, "/models");
  const char *body = is_list ? MODELS : ANSWER;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, is_list ? "application/json" : "text/event-stream",
                                    SOUP_MEMORY_STATIC, body, strlen (body));
}

static SoupServer *
secure_server_new (Fixture    *fixture,
                   const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autofree char *url = NULL;
  SoupServer *soup;
  GSList *uris;

  g_assert_no_error (error);
  soup = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (soup, NULL, secure_cb, NULL, NULL);
  soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS,
                            &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (soup);
  url = g_strdup_printf ("https://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  set_address (fixture, url);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return soup;
}

static void
test_authority (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(SoupServer) soup = secure_server_new (fixture, "server.pem");

  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TLS);
  assert_states (fixture, "PPFSSS");
  assert_detail (fixture, NATTER_CONNECTION_STEP_TLS, "not signed by an authority");

  natter_connection_set_ca_file (connection, path);
  natter_provider_set_connection (fixture->provider, connection);
  g_assert_true (run (fixture, "echo"));
  g_assert_no_error (fixture->error);
  assert_states (fixture, "PPPPPP");
  assert_detail (fixture, NATTER_CONNECTION_STEP_TLS, "TLS 1.");
  assert_detail (fixture, NATTER_CONNECTION_STEP_TLS, "Natter test authority");
}

static void
test_accepted_certificate (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(SoupServer) soup = secure_server_new (fixture, "self-signed.pem");
  const char *place = NULL;
  const char *fingerprint;

  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_TLS);
  fingerprint = natter_error_get_certificate (fixture->error, &place);
  g_assert_true (natter_connection_set_certificate (connection, place, fingerprint, NULL));
  natter_provider_set_connection (fixture->provider, connection);

  g_assert_true (run (fixture, "echo"));
  assert_states (fixture, "PPPPPP");
}

static void
test_missing_authorities (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  natter_connection_set_ca_file (connection, "/nonexistent/authority.pem");
  natter_provider_set_connection (fixture->provider, connection);
  g_assert_false (run (fixture, "echo"));
  g_assert_error (fixture->error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  assert_states (fixture, "SSFSSS");
}

#define ADD(path, data, func) \
  g_test_add ("/connection-test-route/" path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("localhost", NULL, test_localhost);
  ADD ("unknown-name", NULL, test_unknown_name);
  ADD ("refused", NULL, test_refused);
  ADD ("proxy", NULL, test_proxy);
  ADD ("through-proxy", NULL, test_through_proxy);
  ADD ("no-tls", NULL, test_no_tls);
  ADD ("no-tls/silent", NULL, test_silent_tls);
  ADD ("authority", NULL, test_authority);
  ADD ("accepted-certificate", NULL, test_accepted_certificate);
  ADD ("missing-authorities", NULL, test_missing_authorities);

  return g_test_run ();
}
