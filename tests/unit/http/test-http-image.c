/* test-http-image.c: which images are fetched, and how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-http-image.h"
#include "natter-test-server.h"

static void
test_addresses (void)
{
  static const char *const refused[] = {
    "http://a.example/b.png", "ftp://a.example/b.png", "file:///etc/passwd", "data:image/png;base64,",
    "javascript:0", "//a.example/b.png", "b.png", "", "https:/a.example", " https://a.example",
  };
  g_autoptr(GError) none = NULL;
  g_autoptr(NatterHttpRequest) request = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (natter_http_image_request_new (refused[i], &error));
      g_assert_nonnull (error);
    }

  request = natter_http_image_request_new ("https://a.example/b.png?c=d", &none);
  g_assert_no_error (none);
  g_assert_cmpstr (natter_http_request_get_method (request), ==, "GET");
  g_assert_null (g_hash_table_lookup (natter_http_request_get_headers (request), "Cookie"));
}

typedef struct
{
  gboolean  done;
  GBytes   *bytes;
  GError   *error;
} Fetch;

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Fetch *fetch = data;

  fetch->bytes = natter_http_fetch_image_finish (NATTER_HTTP (source), result, &fetch->error);
  fetch->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Fetch *) data)->done;
}

static const struct
{
  const char *name;
  const char *head;
  const char *body;
  int         code;   /* -1: it is fetched */
} answers[] = {
  { "image", "200 OK\r\nContent-Type: image/png", "pixels", -1 },
  { "image-parameter", "200 OK\r\nContent-Type: Image/WEBP; q=1", "pixels", -1 },
  { "page", "200 OK\r\nContent-Type: text/html", "<html>", NATTER_ERROR_MALFORMED },
  { "vector", "200 OK\r\nContent-Type: image/svg+xml", "<svg>", NATTER_ERROR_MALFORMED },
  { "untyped", "200 OK", "pixels", NATTER_ERROR_MALFORMED },
  { "missing", "404 Not Found\r\nContent-Type: image/png", "pixels", NATTER_ERROR_FAILED },
  { "redirect", "302 Found\r\nLocation: https://b.example/", "", NATTER_ERROR_REDIRECTED },
  { "huge", "200 OK\r\nContent-Type: image/png", NULL, NATTER_ERROR_TOO_LARGE },
};

static char *
make_answer (guint  i,
             gsize *length)
{
  gsize size = answers[i].body ? strlen (answers[i].body) : NATTER_HTTP_IMAGE_MAX_SIZE + 1;
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %" G_GSIZE_FORMAT
                                           "\r\n\r\n", answers[i].head, size);
  char *answer = g_malloc0 (strlen (head) + size + 1);

  *length = strlen (head) + size;
  memcpy (answer, head, strlen (head));
  if (answers[i].body)
    memcpy (answer + strlen (head), answers[i].body, size);

  return answer;
}

/* Serves one connection, whatever is asked for. */
static gboolean
incoming_cb (GThreadedSocketService *service,
             GSocketConnection      *connection,
             GObject                *source,
             gpointer                data)
{
  char request[4096];
  gsize length = 0;
  g_autofree char *answer = make_answer (GPOINTER_TO_UINT (data), &length);

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request,
                       sizeof (request), NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             length, NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static void
test_answer (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GSocketService) service = g_threaded_socket_service_new (2);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/a.png", port);
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("GET", url, NULL);
  NatterHttp *http = natter_http_new ();
  Fetch fetch = { 0 };

  g_signal_connect (service, "run", G_CALLBACK (incoming_cb), (gpointer) data);
  g_socket_service_start (service);
  natter_http_fetch_image_async (http, request, NULL, fetched_cb, &fetch);
  natter_test_run_until (is_done, &fetch);

  if (answers[i].code < 0)
    {
      g_assert_no_error (fetch.error);
      g_assert_cmpmem (g_bytes_get_data (fetch.bytes, NULL), g_bytes_get_size (fetch.bytes),
                       answers[i].body, strlen (answers[i].body));
    }
  else
    {
      g_assert_error (fetch.error, NATTER_ERROR, answers[i].code);
      g_assert_null (fetch.bytes);
    }

  g_socket_service_stop (service);
  g_clear_pointer (&fetch.bytes, g_bytes_unref);
  g_clear_error (&fetch.error);
  g_assert_finalize_object (http);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-image/addresses", test_addresses);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/http-image/", answers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_answer);
    }

  return g_test_run ();
}
