/* test-http-certificate.c: servers whose certificate the system does not trust, over real TLS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"
#include "natter-http-private.h"

typedef struct
{
  NatterHttp      *http;
  GSocketService  *service;
  GTlsCertificate *certificate;
  char            *fingerprint;
  char            *place;
  char            *url;
  int              n_requests;     /* atomic, as the next */
  int              n_connections;  /* that are open */
} Secure;

/* FALSE when the client has gone. */
static gboolean
read_request (GDataInputStream *input)
{
  gsize length = 0;

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

      if (!line)
        return FALSE;
      if (g_ascii_strncasecmp (line, "content-length:", strlen ("content-length:")) == 0)
        length = g_ascii_strtoull (line + strlen ("content-length:"), NULL, 10);
      if (g_str_equal (g_strchomp (line), ""))
        return g_input_stream_skip (G_INPUT_STREAM (input), length, NULL, NULL) == (gssize) length;
    }
}

/* In a thread of the service's, until the client goes: it keeps its connection. */
static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                               "Content-Length: 10\r\n\r\n" CHUNK;
  Secure *secure = data;
  g_autoptr(GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection),
                                                          secure->certificate, NULL);
  g_autoptr(GDataInputStream) input =
    g_data_input_stream_new (g_io_stream_get_input_stream (tls));

  g_atomic_int_inc (&secure->n_connections);
  while (read_request (input))
    {
      g_atomic_int_inc (&secure->n_requests);
      g_output_stream_write_all (g_io_stream_get_output_stream (tls), answer, strlen (answer), NULL,
                                 NULL, NULL);
    }
  g_io_stream_close (tls, NULL, NULL);
  (void) g_atomic_int_dec_and_test (&secure->n_connections);

  return TRUE;
}

static gboolean
all_have_gone (gpointer data)
{
  Secure *secure = data;

  return g_atomic_int_get (&secure->n_connections) == 0;
}

static GTlsCertificate *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", name, NULL);
  g_autoptr(GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
set_up_secure (Secure        *secure,
               gconstpointer  name)
{
  g_autoptr(GError) error = NULL;
  int port = 0;

  secure->http = natter_http_new ();
  secure->certificate = load (name);
  secure->fingerprint = natter_http_certificate_dup_fingerprint (secure->certificate);
  secure->service = g_threaded_socket_service_new (4);
  g_signal_connect (secure->service, "run", G_CALLBACK (run_cb), secure);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (secure->service), NULL, &error);
  g_assert_no_error (error);
  g_socket_service_start (secure->service);

  secure->place = g_strdup_printf ("127.0.0.1:%d", port);
  secure->url = g_strdup_printf ("https://127.0.0.1:%d/v1", port);
}

static void
tear_down_secure (Secure        *secure,
                  gconstpointer  data)
{
  g_socket_service_stop (secure->service);
  g_assert_finalize_object (secure->http);
  natter_test_run_until (all_have_gone, secure);
  g_socket_listener_close (G_SOCKET_LISTENER (secure->service));
  g_clear_object (&secure->service);
  g_clear_object (&secure->certificate);
  g_free (secure->fingerprint);
  g_free (secure->place);
  g_free (secure->url);
}

static void
assert_accepted (Secure           *secure,
                 NatterConnection *connection)
{
  int before = g_atomic_int_get (&secure->n_requests);
  g_auto(Run) run = { 0 };

  run_new_for_connection (&run, secure->http, "POST", secure->url, connection);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpstr (run.received->str, ==, CHUNK);
  g_assert_cmpint (g_atomic_int_get (&secure->n_requests), ==, before + 1);
}

/* Nothing is sent; the error says which certificate it was, so that a person may decide. */
static void
assert_refused (Secure           *secure,
                NatterConnection *connection)
{
  int before = g_atomic_int_get (&secure->n_requests);
  const char *place = NULL;
  g_auto(Run) run = { 0 };

  run_new_for_connection (&run, secure->http, "POST", secure->url, connection);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_TLS);
  g_assert_nonnull (strstr (run.error->message, "authority"));
  g_assert_cmpstr (natter_error_get_certificate (run.error, &place), ==, secure->fingerprint);
  g_assert_cmpstr (place, ==, secure->place);
  g_assert_cmpint (g_atomic_int_get (&secure->n_requests), ==, before);
}

static NatterConnection *
new_accepting (const char *place,
               const char *fingerprint)
{
  NatterConnection *connection = natter_connection_new ();
  g_autoptr(GError) error = NULL;

  natter_connection_set_certificate (connection, place, fingerprint, &error);
  g_assert_no_error (error);

  return connection;
}

/* The fingerprint is the one that any other program shows: "openssl x509 -fingerprint -sha256". */
static void
test_fingerprint (void)
{
  g_autoptr(GTlsCertificate) certificate = load ("self-signed.pem");
  g_autofree char *fingerprint = natter_http_certificate_dup_fingerprint (certificate);

  g_assert_cmpstr (fingerprint, ==,
                   "80:85:2D:2D:80:22:13:EA:92:EA:92:82:7D:EB:FE:2D:"
                   "77:A3:08:2F:6C:89:A3:EC:A5:62:EB:8D:F0:65:A1:82");
}

static void
test_unknown (Secure        *secure,
              gconstpointer  data)
{
  g_autoptr(NatterConnection) usual = natter_connection_new ();

  assert_refused (secure, NULL);
  assert_refused (secure, usual);
}

/* One account's yes is no other's, not even over a connection that is still open. */
static void
test_accepted (Secure        *secure,
               gconstpointer  data)
{
  g_autoptr(NatterConnection) accepting = new_accepting (secure->place, secure->fingerprint);

  assert_accepted (secure, accepting);
  assert_refused (secure, NULL);
  assert_accepted (secure, accepting);
}

static void
test_changed (Secure        *secure,
              gconstpointer  data)
{
  g_autoptr(GTlsCertificate) other = load ("server.pem");
  g_autofree char *fingerprint = natter_http_certificate_dup_fingerprint (other);
  g_autoptr(NatterConnection) accepting = new_accepting (secure->place, fingerprint);

  assert_refused (secure, accepting);
}

static void
test_elsewhere (Secure        *secure,
                gconstpointer  data)
{
  g_autoptr(NatterConnection) other_port = new_accepting ("127.0.0.1:1", secure->fingerprint);
  g_autoptr(NatterConnection) other_host = NULL;
  g_autofree char *place = g_strconcat ("localhost", strchr (secure->place, ':'), NULL);

  other_host = new_accepting (place, secure->fingerprint);
  assert_refused (secure, other_port);
  assert_refused (secure, other_host);
}

static void
test_authority (Secure        *secure,
                gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  natter_connection_set_ca_file (connection, path);
  if (g_str_equal (data, "server.pem"))
    assert_accepted (secure, connection);
  else
    assert_refused (secure, connection);
  assert_refused (secure, NULL);
}

#define add_secure(path, name, test) \
  g_test_add (path, Secure, name, set_up_secure, test, tear_down_secure)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-certificate/fingerprint", test_fingerprint);
  add_secure ("/http-certificate/unknown", "self-signed.pem", test_unknown);
  add_secure ("/http-certificate/accepted", "self-signed.pem", test_accepted);
  add_secure ("/http-certificate/changed", "self-signed.pem", test_changed);
  add_secure ("/http-certificate/elsewhere", "self-signed.pem", test_elsewhere);
  add_secure ("/http-certificate/authority", "server.pem", test_authority);
  add_secure ("/http-certificate/other-authority", "self-signed.pem", test_authority);

  return g_test_run ();
}
