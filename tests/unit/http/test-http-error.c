/* test-http-error.c: what cannot be an answer, and that no error tells a secret.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"

static void
test_compressed (Fixture       *fixture,
                 gconstpointer  data)
{
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (200, "Content-Encoding: gzip\r\n",
                                                             "\x1f\x8b"));
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_MALFORMED);
  g_assert_cmpuint (run.n_headers + run.n_pieces, ==, 0);
  assert_good_request (fixture);
}

static const struct
{
  const char *name;
  guint       status;
  const char *location;
  const char *shown;
} redirect_cases[] = {
  { "absolute", 301, "Location: "
   "https://other.example.com/v2?key=sk-secret\r\n", "https://other.example.com/v2" },
  { "relative", 307, "Location: /v2?key=sk-secret\r\n",                          "/v2" },
  { "password", 308, "Location: "
   "https://me:secret@other.example.com/\r\n",       "https://other.example.com/" },
  { "nowhere",  302, "",                                                         "another "
   "address" },
};

static void
test_redirect (Fixture       *fixture,
               gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (redirect_cases[i].status,
                                                             redirect_cases[i].location, "moved"));
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_REDIRECTED);
  g_assert_nonnull (strstr (run.error->message, redirect_cases[i].shown));
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_not_http (Fixture       *fixture,
               gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new ();
  g_auto(Run) run = { 0 };

  natter_test_reply_write (reply, "220 mail.example.com ESMTP\r\n\r\n", -1);
  natter_test_reply_close (reply);
  natter_test_server_add_reply (fixture->server, reply);
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_MALFORMED);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *url = NULL;
  NatterTestServer *gone = natter_test_server_new ();
  g_auto(Run) run = { 0 };

  url = g_strconcat (natter_test_server_get_url (gone), "/x?key=sk-secret", NULL);
  g_assert_finalize_object (gone);

  run_new_for_url (&run, fixture->http, "POST", url);
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_NETWORK);
  g_assert_nonnull (strstr (run.error->message, "127.0.0.1:"));
}

static void
test_unknown_host (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto(Run) run = { 0 };

  run_new_for_url (&run, fixture->http, "POST", "http://no-such-host.invalid/x?key=sk-secret");
  run_whole (&run);
  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_NETWORK);
  g_assert_nonnull (strstr (run.error->message, "no-such-host.invalid"));
}

/* A server that speaks no TLS, or offers both HTTP versions: what the client said first is kept. */
typedef struct
{
  GSocketService *service;
  guint16         port;
  GByteArray     *hello;
  guint8          buffer[4096];
} TlsPeer;

static void
hello_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  TlsPeer *peer = data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  GIOStream *connection = g_object_get_data (source, "connection");

  if (length > 0)
    g_byte_array_append (peer->hello, peer->buffer, length);

  g_output_stream_write (g_io_stream_get_output_stream (connection), "no TLS here\r\n", 13, NULL,
                         NULL);
  g_io_stream_close (connection, NULL, NULL);
  g_object_unref (connection);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           data)
{
  TlsPeer *peer = data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  g_object_set_data (G_OBJECT (input), "connection", g_object_ref (connection));
  g_input_stream_read_async (input, peer->buffer, sizeof peer->buffer, G_PRIORITY_DEFAULT, NULL,
                             hello_cb, peer);

  return TRUE;
}

static gboolean
contains (GByteArray *bytes,
          const char *text,
          gsize       length)
{
  return memmem (bytes->data, bytes->len, text, length) != NULL;
}

/* The application-layer protocols that the client offers stand in the clear in its first record. */
static void
test_tls (Fixture       *fixture,
          gconstpointer  data)
{
  TlsPeer peer = { .service = g_socket_service_new (), .hello = g_byte_array_new () };
  g_autofree char *url = NULL;
  g_auto(Run) run = { 0 };

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("no TLS backend");
      g_byte_array_unref (peer.hello);
      g_object_unref (peer.service);
      return;
    }

  peer.port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (peer.service), NULL, NULL);
  g_signal_connect (peer.service, "incoming", G_CALLBACK (incoming_cb), &peer);

  url = g_strdup_printf ("https://127.0.0.1:%u/x?key=sk-secret", peer.port);
  run_new_for_url (&run, fixture->http, "POST", url);
  run_whole (&run);

  g_assert_error (run.error, NATTER_ERROR, NATTER_ERROR_TLS);
  g_assert_true (contains (peer.hello, "\x08http/1.1", 9));
  g_assert_false (contains (peer.hello, "\x02h2", 3));

  g_socket_service_stop (peer.service);
  g_socket_listener_close (G_SOCKET_LISTENER (peer.service));
  g_object_unref (peer.service);
  g_byte_array_unref (peer.hello);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (redirect_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-error/redirect/", redirect_cases[i].name, NULL);

      add (path, GUINT_TO_POINTER (i), test_redirect);
    }
  add ("/http-error/compressed", NULL, test_compressed);
  add ("/http-error/not-http", NULL, test_not_http);
  add ("/http-error/refused", NULL, test_refused);
  add ("/http-error/unknown-host", NULL, test_unknown_host);
  add ("/http-error/tls", NULL, test_tls);

  return g_test_run ();
}
