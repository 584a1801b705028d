/* natter-http-stream.c: one streaming request: send, read, watch, end. Owned by the generation or
 * fetch that started it, and by itself while it runs. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-stream.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "natter-http-limits-private.h"
#include "natter-http-private.h"

#define HEADERS_SECONDS       120
#define LOCAL_HEADERS_SECONDS 600  /* a server on this computer may load a model first */
#define SILENCE_SECONDS       120
#define CONTENT_SECONDS       1200 /* comments keep a connection alive, but not for ever */
#define MAX_ERROR_BODY        (256 * 1024)
#define READ_SIZE             16384
#define LEAVE_MILLISECONDS    20

struct _NatterHttpStream
{
  GObject                parent_instance;

  NatterHttp            *http;
  NatterHttpRequest     *request;
  NatterHttpLimits       limits;

  GTask                 *task;          /* while running */
  NatterHttpHeadersFunc  headers_func;
  NatterHttpBytesFunc    bytes_func;
  gpointer               func_data;
  GCancellable          *caller;        /* the caller's */
  gulong                 caller_id;
  GCancellable          *cancellable;   /* ours, cancelled once */
  GError                *reason;        /* why it was cancelled */

  SoupMessage           *message;
  GInputStream          *body;
  NatterHttpResponse    *response;
  GByteArray            *error_body;    /* of a response that is no success */
  gsize                  length;
  gboolean               started;
  gboolean               retried;

  guint                  watchdog_id;
  guint                  leave_id;
  guint                  settle_id;
  gboolean               is_settling;   /* just connected: not to be cancelled yet */

  guint8                 buffer[READ_SIZE];
};

G_DEFINE_FINAL_TYPE (NatterHttpStream, natter_http_stream, G_TYPE_OBJECT)

static void stream_send   (NatterHttpStream *self);
static void stream_read   (NatterHttpStream *self);
static void stream_arm    (NatterHttpStream *self);
static void stream_return (NatterHttpStream *self,
                           GError           *error);

/* libsoup does not hear a cancellable while a message waits in its queue for a free connection. The
 * caller does not wait with it; what libsoup still has to say finds the run over. */
static gboolean
leave_cb (gpointer data)
{
  NatterHttpStream *self = data;

  self->leave_id = 0;
  stream_return (self, NULL);

  return G_SOURCE_REMOVE;
}

static gboolean
settle_cb (gpointer data)
{
  NatterHttpStream *self = data;

  self->settle_id = 0;
  self->is_settling = FALSE;
  if (self->reason)
    g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* A cancellable that fires in the very turn of the main loop in which a connection was made
 * corrupts the heap (seen with libsoup 3.6.5 and GLib 2.84.4). From the connection on, Stop waits
 * until the loop has been idle once; the caller does not wait with it. */
static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  NatterHttpStream   *self)
{
  self->is_settling = event == G_SOCKET_CLIENT_CONNECTED ||
                      event == G_SOCKET_CLIENT_PROXY_NEGOTIATED ||
                      event == G_SOCKET_CLIENT_TLS_HANDSHAKED ||
                      event == G_SOCKET_CLIENT_COMPLETE;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->is_settling || self->reason)
    self->settle_id = g_idle_add (settle_cb, self);
}

/* The reason is stored first; then the pending operation is cancelled, once, and its callback ends
 * the run. */
static void
stream_stop (NatterHttpStream *self,
             GError           *reason)
{
  g_autoptr(GError) owned = reason;

  if (self->reason)
    return;

  self->reason = g_steal_pointer (&owned);
  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  self->leave_id = g_timeout_add (LEAVE_MILLISECONDS, leave_cb, self);
  if (!self->is_settling)
    g_cancellable_cancel (self->cancellable);
}

static void
caller_cancelled_cb (GCancellable     *caller,
                     NatterHttpStream *self)
{
  stream_stop (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped")));
}

static gboolean
watchdog_cb (gpointer data)
{
  NatterHttpStream *self = data;
  GError *expired = NULL;

  self->watchdog_id = 0;

  expired = natter_http_limits_check (&self->limits, self->request);
  if (expired)
    stream_stop (self, expired);
  else
    stream_arm (self);

  return G_SOURCE_REMOVE;
}

/* One timer for the nearest deadline. A deadline that moves away needs no new timer: the old one
 * finds nothing expired and arms again, so that a token costs no timer. */
static void
stream_arm (NatterHttpStream *self)
{
  gint64 wait = natter_http_limits_get_wait (&self->limits);

  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  if (wait >= 0)
    self->watchdog_id = g_timeout_add ((guint) MIN (wait / 1000 + 1, G_MAXINT), watchdog_cb, self);
}

/* A body stream that is kept after an error keeps its connection's slot, and with the slots gone
 * every later request to that host hangs. */
static void
stream_close (NatterHttpStream *self)
{
  if (self->body)
    g_input_stream_close (self->body, NULL, NULL);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->is_settling = FALSE;
  g_clear_object (&self->body);
  g_clear_object (&self->message);
}

/* What the server said with an error counts more than how its body broke off, unless the user
 * stopped. */
static gboolean
has_error_response (NatterHttpStream *self)
{
  return self->error_body && !g_error_matches (self->reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Gives the caller the end. Nothing of the caller's is used after it. */
static void
stream_return (NatterHttpStream *self,
               GError           *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);
  g_autoptr(GError) owned = error;
  g_autoptr(NatterHttpResponse) response = g_steal_pointer (&self->response);

  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  g_clear_handle_id (&self->leave_id, g_source_remove);
  g_cancellable_disconnect (self->caller, self->caller_id);
  self->caller_id = 0;
  g_clear_object (&self->caller);

  if (has_error_response (self))
    {
      g_autoptr(GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&self->error_body));

      natter_http_response_set_body (response, body);
      g_clear_error (&owned);
    }
  else if (self->reason)
    {
      g_clear_error (&owned);
      owned = g_error_copy (self->reason);
    }

  natter_http_log (self->request, response ? natter_http_response_get_status (response) : 0,
                   self->length, owned);

  if (owned)
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_pointer (task, g_steal_pointer (&response),
                           (GDestroyNotify) natter_http_response_unref);
}

/* Every path ends here, inside the callback of the last operation: nothing is pending. */
static void
stream_end (NatterHttpStream *self,
            GError           *error)
{
  g_autoptr(GError) owned = error;

  stream_close (self);
  if (self->task)
    stream_return (self, g_steal_pointer (&owned));
}

static gboolean
stream_feed (NatterHttpStream  *self,
             gsize              length,
             GError           **error)
{
  self->length += length;
  natter_http_limit_start (&self->limits.silence);

  if (self->error_body)
    {
      length = MIN (length, MAX_ERROR_BODY - self->error_body->len);
      g_byte_array_append (self->error_body, self->buffer, length);

      return TRUE;
    }

  return !self->bytes_func || self->bytes_func (self, self->buffer, length, self->func_data, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(NatterHttpStream) self = data;
  g_autoptr(GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (self->reason)
    stream_end (self, NULL);
  else if (length < 0)
    stream_end (self, natter_http_error_new_from_gio (self->request, self->message, TRUE, error));
  else if (length == 0)
    stream_end (self, NULL);
  else if (!stream_feed (self, length, &error))
    stream_end (self, g_steal_pointer (&error));
  else if (self->reason || (self->error_body && self->error_body->len == MAX_ERROR_BODY))
    stream_end (self, NULL);
  else
    stream_read (self);
}

static void
stream_read (NatterHttpStream *self)
{
  g_input_stream_read_async (self->body, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, g_object_ref (self));
}

static void
stream_got_headers (NatterHttpStream *self)
{
  guint status = 0;
  const char *encoding = NULL;
  gboolean is_encoded = FALSE;
  GError *error = NULL;

  self->response = natter_http_message_read_response (self->message);
  status = natter_http_response_get_status (self->response);
  encoding = natter_http_response_get_header (self->response, "Content-Encoding");
  is_encoded = encoding && *encoding && g_ascii_strcasecmp (encoding, "identity") != 0;

  natter_http_limit_stop (&self->limits.headers);
  natter_http_limit_start (&self->limits.silence);
  natter_http_limit_start (&self->limits.content);
  stream_arm (self);

  if (status >= 300 && status < 400)
    {
      stream_end (self, natter_http_error_new_redirected (self->request, self->response));
      return;
    }

  if (natter_http_response_is_success (self->response))
    {
      if (is_encoded)
        error = natter_http_error_new_compressed (self->request, encoding);
      else if (self->headers_func)
        self->headers_func (self, self->response, self->func_data, &error);
    }
  else
    {
      self->error_body = g_byte_array_new ();
    }

  /* The status of an error is worth telling even if its body can't be read. */
  if (error || self->reason || is_encoded)
    stream_end (self, error);
  else
    stream_read (self);
}

/* A connection that the server had closed, or was about to: nothing of an answer was made yet. */
static gboolean
may_retry (NatterHttpStream *self,
           const GError     *error)
{
  return !self->retried &&
         (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
}

static void
send_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(NatterHttpStream) self = data;
  g_autoptr(GError) error = NULL;

  self->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (self->reason)
    {
      stream_end (self, NULL);
    }
  else if (self->body)
    {
      stream_got_headers (self);
    }
  else if (may_retry (self, error))
    {
      self->retried = TRUE;
      stream_close (self);
      stream_send (self);
    }
  else
    {
      stream_end (self,
                  natter_http_error_new_from_gio (self->request, self->message, FALSE, error));
    }
}

static void
stream_send (NatterHttpStream *self)
{
  GError *error = NULL;
  SoupSession *session = natter_http_get_session (self->http, self->request, &error);

  if (!session)
    {
      stream_end (self, error);
      return;
    }

  self->message = natter_http_message_new (self->request);
  if (self->retried)
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect_object (self->message, "network-event", G_CALLBACK (network_event_cb), self, 0);

  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->cancellable, send_cb,
                           g_object_ref (self));
}

static void
natter_http_stream_dispose (GObject *object)
{
  NatterHttpStream *self = NATTER_HTTP_STREAM (object);

  /* While it runs each pending operation holds a reference: nothing runs any more. */
  g_assert (!self->task && !self->body && self->watchdog_id == 0);
  g_assert (self->leave_id == 0 && self->settle_id == 0);

  g_clear_object (&self->http);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (natter_http_stream_parent_class)->dispose (object);
}

static void
natter_http_stream_finalize (GObject *object)
{
  NatterHttpStream *self = NATTER_HTTP_STREAM (object);

  g_clear_pointer (&self->request, natter_http_request_unref);
  g_clear_pointer (&self->error_body, g_byte_array_unref);
  g_clear_error (&self->reason);

  G_OBJECT_CLASS (natter_http_stream_parent_class)->finalize (object);
}

static void
natter_http_stream_class_init (NatterHttpStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_http_stream_dispose;
  object_class->finalize = natter_http_stream_finalize;
}

static void
natter_http_stream_init (NatterHttpStream *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * natter_http_stream_new:
 * @http: the session
 * @request: what to send
 *
 * Returns: (transfer full): a new stream, to be run once
 */
NatterHttpStream *
natter_http_stream_new (NatterHttp        *http,
                        NatterHttpRequest *request)
{
  NatterHttpStream *self = NULL;

  g_return_val_if_fail (NATTER_IS_HTTP (http), NULL);
  g_return_val_if_fail (request, NULL);

  self = g_object_new (NATTER_TYPE_HTTP_STREAM, NULL);
  self->http = g_object_ref (http);
  self->request = natter_http_request_ref (request);
  natter_http_stream_set_limits (self, 0, 0, 0);

  return self;
}

/**
 * natter_http_stream_set_limits:
 * @self: a stream that was not run yet
 * @headers_seconds: until the answer begins, or 0 for 120 (600 when the server is on this computer)
 * @silence_seconds: between two bytes of body, comments included, or 0 for 120
 * @content_seconds: between two calls of natter_http_stream_note_content(), or 0 for 1200
 *
 * Sets after how many seconds, or fractions of one, the stream ends with %NATTER_ERROR_TIMED_OUT.
 * The limits of the request's connection take the place of those numbers.
 */
void
natter_http_stream_set_limits (NatterHttpStream *self,
                               double            headers_seconds,
                               double            silence_seconds,
                               double            content_seconds)
{
  NatterConnection *connection = NULL;
  double headers_usual = HEADERS_SECONDS;
  double silence_usual = SILENCE_SECONDS;

  g_return_if_fail (NATTER_IS_HTTP_STREAM (self));
  g_return_if_fail (!self->started);

  connection = natter_http_request_get_connection (self->request);
  if (natter_http_request_is_local (self->request))
    headers_usual = LOCAL_HEADERS_SECONDS;
  if (connection && natter_connection_get_answer_seconds (connection) > 0)
    headers_usual = natter_connection_get_answer_seconds (connection);
  if (connection && natter_connection_get_silence_seconds (connection) > 0)
    silence_usual = natter_connection_get_silence_seconds (connection);

  self->limits.headers.seconds = headers_seconds > 0 ? headers_seconds : headers_usual;
  self->limits.silence.seconds = silence_seconds > 0 ? silence_seconds : silence_usual;
  self->limits.content.seconds = content_seconds > 0 ? content_seconds : CONTENT_SECONDS;
}

/*
 * natter_http_stream_set_total_limit:
 * @seconds: for the whole run, or 0 for ever
 */
void
natter_http_stream_set_total_limit (NatterHttpStream *self,
                                    double            seconds)
{
  g_return_if_fail (NATTER_IS_HTTP_STREAM (self));
  g_return_if_fail (!self->started);

  self->limits.total.seconds = seconds;
}

/**
 * natter_http_stream_run_async:
 * @self: a stream that was not run yet
 * @headers_func: (nullable): called when the headers of a success have come
 * @bytes_func: (nullable): called with each piece of a success's body
 * @func_data: data for both; it must stay valid until @callback
 * @cancellable: (nullable): ends the run at once when cancelled, from the main thread
 * @callback: called when the run has ended; neither function is called after it
 * @user_data: data for @callback
 *
 * Sends the request and passes the answer on while it comes. When the connection closes before any
 * header came, the request is sent once more.
 */
void
natter_http_stream_run_async (NatterHttpStream      *self,
                              NatterHttpHeadersFunc  headers_func,
                              NatterHttpBytesFunc    bytes_func,
                              gpointer               func_data,
                              GCancellable          *cancellable,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_HTTP_STREAM (self));
  g_return_if_fail (!self->started);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  self->started = TRUE;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_http_stream_run_async);
  /* An answer that was read to its end is not thrown away because Stop came an instant later. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;

  self->task = g_steal_pointer (&task);
  self->headers_func = headers_func;
  self->bytes_func = bytes_func;
  self->func_data = func_data;
  natter_http_limit_start (&self->limits.headers);
  natter_http_limit_start (&self->limits.total);
  stream_arm (self);

  if (cancellable)
    {
      self->caller = g_object_ref (cancellable);
      self->caller_id = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                               self, NULL);
    }

  stream_send (self);
}

/**
 * natter_http_stream_run_finish:
 * @self: a stream
 * @result: the result given to the callback
 * @error: return location for an error
 *
 * A success's body went through the bytes function: whether it was whole is for its reader to say.
 * The body of any other status, up to 256 KiB, is the response's.
 *
 * Fails with %G_IO_ERROR_CANCELLED, with what one of the functions returned, or in the domain
 * NATTER_ERROR: NETWORK, TLS, REDIRECTED, MALFORMED, TIMED_OUT, CONNECTION_LOST, INVALID_SETTING,
 * FAILED.
 *
 * Returns: (transfer full): the response, or %NULL
 */
NatterHttpResponse *
natter_http_stream_run_finish (NatterHttpStream  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (NATTER_IS_HTTP_STREAM (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_http_stream_note_content:
 * @self: a running stream
 *
 * Tells that something of an answer was among the bytes: the content limit counts from now.
 */
void
natter_http_stream_note_content (NatterHttpStream *self)
{
  g_return_if_fail (NATTER_IS_HTTP_STREAM (self));

  natter_http_limit_start (&self->limits.content);
}
