/* natter-attempt.c: one attempt at an answer. It sends the request and turns bytes into events and
 * events into deltas, until one truthful end. Owned by its generation, and by itself while it runs.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-attempt.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-json-splitter.h"
#include "natter-sse-parser.h"
#include "natter-think-splitter.h"

/* How long the rest of a body may take after the answer is whole: usage and [DONE] follow at once,
 * and a server that then keeps the connection must not keep the person waiting. */
#define LINGER_SECONDS 3

struct _NatterAttempt
{
  GObject              parent_instance;

  NatterDialect       *dialect;
  NatterHttpStream    *stream;
  GCancellable        *cancellable;
  NatterDecoder       *decoder;
  NatterSseParser     *parser;      /* for a stream of events */
  NatterJsonSplitter  *json;        /* for a body of JSON: in lines, an array, or one piece */
  NatterThinkSplitter *splitter;
  NatterDeltaFunc      delta_func;
  gpointer             delta_data;
  NatterEnd            told_end;    /* the provider's own end */
  GError              *told_error;  /* an error told within the stream */
  char                *request_id;
  gboolean             has_answer;
  guint                linger_id;
};

G_DEFINE_FINAL_TYPE (NatterAttempt, natter_attempt, G_TYPE_OBJECT)

enum
{
  SIGNAL_BEGAN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Where providers name the request, most of all to their own support. */
static const char *const request_id_headers[] = {
  "x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "x-debug-trace-id",
  "mistral-correlation-id", "x-trace-id", "cf-ray",
};

static void
read_request_id (NatterAttempt      *self,
                 NatterHttpResponse *response)
{
  const char *id = NULL;

  for (guint i = 0; !id && i < G_N_ELEMENTS (request_id_headers); i++)
    id = natter_http_response_get_header (response, request_id_headers[i]);

  g_set_str (&self->request_id, id);
}

static void
split_delta_cb (const NatterDelta *delta,
                gpointer           data)
{
  NatterAttempt *self = data;

  self->delta_func (delta, self->delta_data);
}

/* A part of the answer, as against what is told of it. */
static gboolean
is_content (NatterDeltaKind kind)
{
  return kind == NATTER_DELTA_TEXT || kind == NATTER_DELTA_REASONING ||
         kind == NATTER_DELTA_REFUSAL || kind == NATTER_DELTA_TOOL_CALL ||
         kind == NATTER_DELTA_CITATION || kind == NATTER_DELTA_IMAGE;
}

static void
decoder_delta_cb (const NatterDelta *delta,
                  gpointer           data)
{
  NatterAttempt *self = data;

  if (is_content (delta->kind))
    {
      natter_http_stream_note_content (self->stream);
      self->has_answer = TRUE;
    }

  if (delta->kind == NATTER_DELTA_ERROR)
    {
      if (!self->told_error && self->told_end == NATTER_END_NONE)
        self->told_error = g_error_copy (delta->error);
      return;
    }

  if (delta->kind == NATTER_DELTA_FINISH && self->told_end == NATTER_END_NONE)
    self->told_end = delta->end;

  if (delta->kind == NATTER_DELTA_TEXT)
    natter_think_splitter_feed (self->splitter, delta->text, delta->length);
  else
    self->delta_func (delta, self->delta_data);
}

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  NatterAttempt *self = data;

  natter_decoder_feed (self->decoder, event, decoder_delta_cb, self);
}

static gboolean
linger_cb (gpointer data)
{
  NatterAttempt *self = data;

  self->linger_id = 0;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
headers_cb (NatterHttpStream    *stream,
            NatterHttpResponse  *response,
            gpointer             data,
            GError             **error)
{
  NatterAttempt *self = data;
  const char *type = natter_http_response_get_content_type (response);

  read_request_id (self, response);
  g_signal_emit (self, signals[SIGNAL_BEGAN], 0);

  if (type && g_ascii_strcasecmp (type, "text/html") == 0)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API,
                           _("A web page came instead of an answer. Check the provider’s address, "
                             "and whether a proxy or sign-in page stands in between."));
      return FALSE;
    }

  if (type && strstr (type, "json"))
    self->json = natter_json_splitter_new (event_cb, self);
  else
    {
      self->parser = natter_sse_parser_new (event_cb, self);
      /* llama.cpp before September 2025 told an error as a field of its own. */
      natter_sse_parser_set_error_func (self->parser, event_cb);
    }

  return TRUE;
}

static gboolean
bytes_cb (NatterHttpStream  *stream,
          const guint8      *bytes,
          gsize              length,
          gpointer           data,
          GError           **error)
{
  NatterAttempt *self = data;

  if (self->json ? !natter_json_splitter_feed (self->json, bytes, length, error)
                 : !natter_sse_parser_feed (self->parser, bytes, length, error))
    return FALSE;

  if (self->told_error)
    {
      g_propagate_error (error, g_error_copy (self->told_error));
      return FALSE;
    }

  if (self->linger_id == 0 && natter_decoder_is_complete (self->decoder))
    self->linger_id = g_timeout_add_seconds (LINGER_SECONDS, linger_cb, self);

  return TRUE;
}

/* What the body still held when it ended. */
static void
drain (NatterAttempt *self)
{
  if (self->json)
    natter_json_splitter_finish (self->json, NULL);
  if (self->parser)
    natter_sse_parser_finish (self->parser, NATTER_SSE_FLUSH, NULL);
  natter_think_splitter_finish (self->splitter);
}

/* A body that ended well, but without the mark that says the answer is whole. */
static GError *
explain_incomplete (NatterAttempt *self)
{
  guint n_events = natter_decoder_get_n_events (self->decoder);
  guint n_malformed = natter_decoder_get_n_malformed (self->decoder);

  if (n_events == 0)
    return natter_error_new (NATTER_ERROR_NOT_AN_API,
                             _("The server answered without saying anything. Check the provider’s "
                               "address."));
  if (n_events == n_malformed)
    return natter_error_new (NATTER_ERROR_MALFORMED,
                             _("The server’s answer could not be read. Check the provider’s "
                               "address and whether it speaks this kind of API."));

  return natter_error_new (NATTER_ERROR_CONNECTION_LOST,
                           _("The connection ended before the answer was whole."));
}

/* An answer that was read to its end is whole, whatever became of the connection then. */
static void
return_end (NatterAttempt *self,
            GTask         *task,
            GError        *run_error)
{
  g_autoptr(GError) error = run_error;

  if (self->told_error)
    g_task_return_error (task, g_error_copy (self->told_error));
  else if (natter_decoder_is_complete (self->decoder))
    g_task_return_int (task, self->told_end == NATTER_END_NONE ? NATTER_END_COMPLETE
                                                               : self->told_end);
  else
    g_task_return_error (task, error ? g_steal_pointer (&error) : explain_incomplete (self));
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterAttempt *self = g_task_get_source_object (task);
  g_autoptr(NatterHttpResponse) response = NULL;
  GError *error = NULL;

  response = natter_http_stream_run_finish (NATTER_HTTP_STREAM (source), result, &error);
  g_clear_handle_id (&self->linger_id, g_source_remove);

  if (response && !natter_http_response_is_success (response))
    {
      read_request_id (self, response);
      g_task_return_error (task, natter_dialect_read_error (self->dialect, response));
      return;
    }

  drain (self);
  return_end (self, task, error);
}

static void
natter_attempt_finalize (GObject *object)
{
  NatterAttempt *self = NATTER_ATTEMPT (object);

  g_clear_handle_id (&self->linger_id, g_source_remove);
  g_clear_pointer (&self->parser, natter_sse_parser_free);
  g_clear_pointer (&self->json, natter_json_splitter_free);
  g_clear_pointer (&self->splitter, natter_think_splitter_free);
  g_clear_error (&self->told_error);
  g_free (self->request_id);
  g_object_unref (self->decoder);
  g_object_unref (self->cancellable);
  g_object_unref (self->stream);
  g_object_unref (self->dialect);

  G_OBJECT_CLASS (natter_attempt_parent_class)->finalize (object);
}

static void
natter_attempt_class_init (NatterAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_attempt_finalize;

  /**
   * NatterAttempt::began:
   *
   * The headers of an answer have come.
   */
  signals[SIGNAL_BEGAN] =
    g_signal_new ("began", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_attempt_init (NatterAttempt *self)
{
  self->cancellable = g_cancellable_new ();
  self->splitter = natter_think_splitter_new (split_delta_cb, self);
}

/**
 * natter_attempt_new:
 * @http: the session
 * @dialect: what the server speaks
 * @request: what is sent
 *
 * Returns: (transfer full): an attempt that was not run yet
 */
NatterAttempt *
natter_attempt_new (NatterHttp        *http,
                    NatterDialect     *dialect,
                    NatterHttpRequest *request)
{
  NatterAttempt *self = g_object_new (NATTER_TYPE_ATTEMPT, NULL);

  self->dialect = g_object_ref (dialect);
  self->decoder = natter_dialect_new_decoder (dialect);
  self->stream = natter_http_stream_new (http, request);

  return self;
}

/**
 * natter_attempt_set_limits:
 * @headers_seconds: how long the server may take to begin, 0 for the default
 * @silence_seconds: how long it may send nothing at all, 0 for the default
 * @content_seconds: how long it may send nothing of the answer, 0 for the default
 */
void
natter_attempt_set_limits (NatterAttempt *self,
                           double         headers_seconds,
                           double         silence_seconds,
                           double         content_seconds)
{
  g_return_if_fail (NATTER_IS_ATTEMPT (self));

  natter_http_stream_set_limits (self->stream, headers_seconds, silence_seconds, content_seconds);
}

/**
 * natter_attempt_run_async:
 * @self: an attempt that was not run yet
 * @delta_func: called with each piece of the answer, never with NATTER_DELTA_ERROR
 * @delta_data: data for @delta_func; it must stay valid until @callback
 * @callback: called when the attempt has ended
 * @user_data: data for @callback
 */
void
natter_attempt_run_async (NatterAttempt       *self,
                          NatterDeltaFunc      delta_func,
                          gpointer             delta_data,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_ATTEMPT (self));
  g_return_if_fail (delta_func != NULL);
  g_return_if_fail (self->delta_func == NULL);

  self->delta_func = delta_func;
  self->delta_data = delta_data;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, natter_attempt_run_async);
  natter_http_stream_run_async (self->stream, headers_cb, bytes_cb, self, self->cancellable,
                                run_cb, task);
}

/**
 * natter_attempt_run_finish:
 * @self: an attempt
 * @result: what the callback was given
 * @error: what the provider said was wrong, or what happened to the connection;
 *   %G_IO_ERROR_CANCELLED after natter_attempt_stop()
 *
 * Returns: how the answer ended, or NATTER_END_NONE with @error set
 */
NatterEnd
natter_attempt_run_finish (NatterAttempt  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  gssize end = 0;

  g_return_val_if_fail (NATTER_IS_ATTEMPT (self), NATTER_END_NONE);
  g_return_val_if_fail (g_task_is_valid (result, self), NATTER_END_NONE);

  end = g_task_propagate_int (G_TASK (result), error);

  return end < 0 ? NATTER_END_NONE : (NatterEnd) end;
}

/**
 * natter_attempt_stop:
 *
 * Ends it; the callback follows. What was read stays read.
 */
void
natter_attempt_stop (NatterAttempt *self)
{
  g_return_if_fail (NATTER_IS_ATTEMPT (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * natter_attempt_has_answer:
 *
 * Returns: whether any part of an answer was read
 */
gboolean
natter_attempt_has_answer (NatterAttempt *self)
{
  g_return_val_if_fail (NATTER_IS_ATTEMPT (self), FALSE);

  return self->has_answer;
}

/**
 * natter_attempt_get_request_id:
 *
 * Returns: (nullable): what the server calls the request; known once it answers
 */
const char *
natter_attempt_get_request_id (NatterAttempt *self)
{
  g_return_val_if_fail (NATTER_IS_ATTEMPT (self), NULL);

  return self->request_id;
}
