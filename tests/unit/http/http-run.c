/* http-run.c: one run of a stream against the scripted server, and all that came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http-run.h"

void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->http = natter_http_new ();
  fixture->server = natter_test_server_new ();
}

void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->server);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API, "refused");

  return FALSE;
}

static gboolean
headers_cb (NatterHttpStream    *stream,
            NatterHttpResponse  *response,
            gpointer             data,
            GError             **error)
{
  Run *run = data;

  run->n_headers++;

  return run->refuse_headers ? refuse (error) : TRUE;
}

static gboolean
bytes_cb (NatterHttpStream  *stream,
          const guint8      *bytes,
          gsize              length,
          gpointer           data,
          GError           **error)
{
  Run *run = data;

  g_assert_false (run->is_done);
  run->n_pieces++;
  g_string_append_len (run->received, (const char *) bytes, length);
  if (run->note_content)
    natter_http_stream_note_content (stream);
  if (run->cancel_in_bytes)
    g_cancellable_cancel (run->cancellable);

  return run->refuse_bytes ? refuse (error) : TRUE;
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  Run *run = data;

  g_assert_false (run->is_done);
  run->response = natter_http_stream_run_finish (NATTER_HTTP_STREAM (source), result, &run->error);
  g_assert_true ((run->response == NULL) == (run->error != NULL));
  run->is_done = TRUE;
}

gboolean
run_is_done (gpointer data)
{
  return ((Run *) data)->is_done;
}

gboolean
run_has_bytes (gpointer data)
{
  return ((Run *) data)->n_pieces > 0;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* The stream goes with the last callback that libsoup owes it: at once, or a moment after Stop. */
void
run_clear (Run *run)
{
  if (run->stream)
    {
      gpointer weak = run->stream;

      g_object_add_weak_pointer (G_OBJECT (run->stream), &weak);
      g_clear_object (&run->stream);
      natter_test_run_until (is_null, &weak);
    }

  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->response, natter_http_response_unref);
  g_clear_error (&run->error);
  g_string_free (run->received, TRUE);
}

/* connection: NULL is the usual way */
void
run_new_for_connection (Run              *run,
                        NatterHttp       *http,
                        const char       *method,
                        const char       *url,
                        NatterConnection *connection)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpRequest) request = natter_http_request_new (method, url, &error);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);

  g_assert_no_error (error);
  if (g_str_equal (method, "POST"))
    natter_http_request_set_body (request, "application/json", body);
  natter_http_request_set_header (request, "Authorization", "Bearer sk-secret", NULL);
  natter_http_request_set_connection (request, connection);

  run->stream = natter_http_stream_new (http, request);
  run->cancellable = g_cancellable_new ();
  run->received = g_string_new (NULL);
}

void
run_new_for_url (Run        *run,
                 NatterHttp *http,
                 const char *method,
                 const char *url)
{
  run_new_for_connection (run, http, method, url, NULL);
}

void
run_new (Run     *run,
         Fixture *fixture)
{
  g_autofree char *url = g_strconcat (natter_test_server_get_url (fixture->server),
                                      "/x?key=sk-secret", NULL);

  run_new_for_url (run, fixture->http, "POST", url);
}

void
run_start (Run *run)
{
  natter_http_stream_run_async (run->stream, headers_cb, bytes_cb, run, run->cancellable, run_cb,
                                run);
}

void
run_wait (Run *run)
{
  natter_test_run_until (run_is_done, run);
  if (run->error)
    g_assert_null (strstr (run->error->message, "secret"));
}

void
run_whole (Run *run)
{
  run_start (run);
  run_wait (run);
}

NatterTestReply *
new_good_reply (void)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();

  natter_test_reply_chunk (reply, CHUNK, -1);
  natter_test_reply_end_chunks (reply);

  return reply;
}

NatterTestReply *
new_hanging_reply (void)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();

  natter_test_reply_chunk (reply, CHUNK, -1);
  natter_test_reply_hang (reply);

  return reply;
}

void
assert_good_request (Fixture *fixture)
{
  g_auto(Run) run = { 0 };

  natter_test_server_add_reply (fixture->server, new_good_reply ());
  run_new (&run, fixture);
  run_whole (&run);
  g_assert_no_error (run.error);
  g_assert_cmpstr (run.received->str, ==, CHUNK);
}

gboolean
client_has_gone (gpointer data)
{
  const RequestPlace *place = data;
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (place->server);
  const NatterTestRequest *request = g_ptr_array_index (requests, place->index);

  return request->ended > 0 && request->closed_early;
}
