/* natter-generation.c: one answer in flight. It looks up the key, sends the request, and turns
 * bytes into events, events into deltas and deltas into the message, until one truthful end. It
 * belongs to the message, not to a view, and holds itself until that end. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-generation.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-json-splitter.h"
#include "natter-sse-parser.h"
#include "natter-think-splitter.h"

/* How long the rest of a body may take after the answer is whole: usage and [DONE] follow at once,
 * and a server that then keeps the connection must not keep the person waiting. */
#define LINGER_SECONDS 3

struct _NatterGeneration
{
  GObject                parent_instance;

  NatterHttp            *http;
  NatterSecrets         *secrets;
  NatterProvider        *provider;
  NatterMessage         *message;
  NatterRequest          request;       /* all that it points to is ours */
  NatterGenerationState  state;
  GCancellable          *cancellable;
  double                 limits[3];     /* seconds; 0 is HttpStream's own */

  NatterHttpStream      *stream;
  NatterDecoder         *decoder;
  NatterSseParser       *parser;        /* for a stream of events */
  NatterJsonSplitter    *json;          /* for a body of JSON: in lines, an array, or one piece */
  NatterThinkSplitter   *splitter;
  NatterEnd              told_end;      /* the provider's own end */
  GError                *told_error;    /* an error told within the stream */
  gboolean               stopped;
  guint                  linger_id;
};

G_DEFINE_FINAL_TYPE (NatterGeneration, natter_generation, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterGenerationState, natter_generation_state,
                    G_DEFINE_ENUM_VALUE (NATTER_GENERATION_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (NATTER_GENERATION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (NATTER_GENERATION_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (NATTER_GENERATION_STREAMING, "streaming"),
                    G_DEFINE_ENUM_VALUE (NATTER_GENERATION_FINISHED, "finished"))

typedef enum
{
  PROP_STATE = 1,
} NatterGenerationProps;

static GParamSpec *properties[PROP_STATE + 1];

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (NatterGeneration      *self,
           NatterGenerationState  state)
{
  if (self->state >= state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
finish (NatterGeneration *self,
        NatterEnd         end,
        const GError     *error)
{
  g_clear_handle_id (&self->linger_id, g_source_remove);
  natter_message_finish (self->message, end, error);
  set_state (self, NATTER_GENERATION_FINISHED);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

/* What ends an answer without the provider's word for it. */
static NatterEnd
end_for_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NATTER_END_STOPPED;
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT))
    return NATTER_END_TIMED_OUT;
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST) ||
      g_error_matches (error, NATTER_ERROR, NATTER_ERROR_NETWORK) ||
      g_error_matches (error, NATTER_ERROR, NATTER_ERROR_TLS))
    return NATTER_END_CONNECTION_LOST;

  return NATTER_END_PROVIDER_ERROR;
}

static void
finish_with_error (NatterGeneration *self,
                   const GError     *error)
{
  NatterEnd end = self->stopped ? NATTER_END_STOPPED : end_for_error (error);

  finish (self, end, end == NATTER_END_STOPPED ? NULL : error);
}

static void
message_delta_cb (const NatterDelta *delta,
                  gpointer           data)
{
  NatterGeneration *self = data;

  natter_message_append (self->message, delta);
}

static void
decoder_delta_cb (const NatterDelta *delta,
                  gpointer           data)
{
  NatterGeneration *self = data;

  switch (delta->kind)
    {
    case NATTER_DELTA_TEXT:
      natter_http_stream_note_content (self->stream);
      set_state (self, NATTER_GENERATION_STREAMING);
      natter_think_splitter_feed (self->splitter, delta->text, delta->length);
      break;

    case NATTER_DELTA_REASONING:
    case NATTER_DELTA_REFUSAL:
    case NATTER_DELTA_TOOL_CALL:
    case NATTER_DELTA_CITATION:
    case NATTER_DELTA_IMAGE:
      natter_http_stream_note_content (self->stream);
      set_state (self, NATTER_GENERATION_STREAMING);
      natter_message_append (self->message, delta);
      break;

    case NATTER_DELTA_ERROR:
      if (!self->told_error && self->told_end == NATTER_END_NONE)
        self->told_error = g_error_copy (delta->error);
      break;

    case NATTER_DELTA_FINISH:
      if (self->told_end == NATTER_END_NONE)
        self->told_end = delta->end;
      natter_message_append (self->message, delta);
      break;

    case NATTER_DELTA_CARRY:
    case NATTER_DELTA_USAGE:
    case NATTER_DELTA_MODEL:
      natter_message_append (self->message, delta);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  NatterGeneration *self = data;

  natter_decoder_feed (self->decoder, event, decoder_delta_cb, self);
}

static gboolean
linger_cb (gpointer data)
{
  NatterGeneration *self = data;

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
  NatterGeneration *self = data;
  const char *type = natter_http_response_get_content_type (response);

  set_state (self, NATTER_GENERATION_WAITING);

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
  NatterGeneration *self = data;

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
drain (NatterGeneration *self)
{
  if (self->json)
    natter_json_splitter_finish (self->json, NULL);
  if (self->parser)
    natter_sse_parser_finish (self->parser, NATTER_SSE_FLUSH, NULL);
  natter_think_splitter_finish (self->splitter);
}

/* A body that ended well, but without the mark that says the answer is whole. */
static GError *
explain_incomplete (NatterGeneration *self)
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

static void
end_success (NatterGeneration *self,
             const GError     *run_error)
{
  g_autoptr(GError) error = NULL;

  if (self->told_error)
    finish (self, NATTER_END_PROVIDER_ERROR, self->told_error);
  else if (natter_decoder_is_complete (self->decoder))
    finish (self, self->told_end == NATTER_END_NONE ? NATTER_END_COMPLETE : self->told_end, NULL);
  else if (run_error || self->stopped)
    finish_with_error (self, run_error);
  else
    {
      error = explain_incomplete (self);
      finish_with_error (self, error);
    }
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(NatterGeneration) self = data;
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = natter_http_stream_run_finish (NATTER_HTTP_STREAM (source), result, &error);

  if (response && !natter_http_response_is_success (response))
    {
      error = natter_dialect_read_error (natter_provider_get_dialect (self->provider), response);
      finish_with_error (self, error);
      return;
    }

  drain (self);
  end_success (self, error);
}

static void
send (NatterGeneration *self)
{
  NatterDialect *dialect = natter_provider_get_dialect (self->provider);
  g_autoptr(NatterHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  if (self->request.key &&
      !natter_provider_check_key_allowed (self->provider, self->request.key, &error))
    {
      finish_with_error (self, error);
      return;
    }

  request = natter_dialect_encode (dialect, &self->request, &error);
  if (!request)
    {
      finish_with_error (self, error);
      return;
    }

  self->decoder = natter_dialect_new_decoder (dialect);
  self->stream = natter_http_stream_new (self->http, request);
  natter_http_stream_set_limits (self->stream, self->limits[0], self->limits[1], self->limits[2]);
  natter_http_stream_run_async (self->stream, headers_cb, bytes_cb, self, self->cancellable,
                                run_cb, g_object_ref (self));
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(NatterGeneration) self = data;
  g_autoptr(GError) error = NULL;
  char *key = natter_secrets_lookup_finish (NATTER_SECRETS (source), result, &error);

  if (error || self->stopped)
    {
      natter_secrets_free_key (key);
      finish_with_error (self, error);
      return;
    }

  self->request.key = key;
  send (self);
}

static void
natter_generation_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  NatterGeneration *self = NATTER_GENERATION (object);

  switch ((NatterGenerationProps) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_generation_finalize (GObject *object)
{
  NatterGeneration *self = NATTER_GENERATION (object);

  g_clear_handle_id (&self->linger_id, g_source_remove);
  g_clear_pointer (&self->parser, natter_sse_parser_free);
  g_clear_pointer (&self->splitter, natter_think_splitter_free);
  g_clear_pointer (&self->json, natter_json_splitter_free);
  g_clear_object (&self->decoder);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->told_error);
  natter_secrets_free_key ((char *) self->request.key);
  g_free ((char *) self->request.base_url);
  g_free ((char *) self->request.model);
  g_free ((char *) self->request.system);
  g_free ((char *) self->request.effort);
  g_strfreev ((char **) self->request.stop);
  g_clear_pointer (&self->request.quirks, json_object_unref);
  g_clear_pointer (&self->request.extras, json_object_unref);
  g_ptr_array_unref (self->request.messages);
  g_object_unref (self->message);
  g_object_unref (self->provider);
  g_object_unref (self->secrets);
  g_object_unref (self->http);

  G_OBJECT_CLASS (natter_generation_parent_class)->finalize (object);
}

static void
natter_generation_class_init (NatterGenerationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_generation_get_property;
  object_class->finalize = natter_generation_finalize;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, NATTER_TYPE_GENERATION_STATE,
                       NATTER_GENERATION_QUEUED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * NatterGeneration::finished:
   *
   * The message has its end. Emitted exactly once after natter_generation_start().
   */
  signals[SIGNAL_FINISHED] =
    g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_generation_init (NatterGeneration *self)
{
  self->cancellable = g_cancellable_new ();
  self->splitter = natter_think_splitter_new (message_delta_cb, self);
}

/**
 * natter_generation_new:
 * @http: the session
 * @secrets: where the provider's key is looked up
 * @provider: who is asked
 * @request: what is asked; copied, its key and base_url are not used
 * @message: the empty message that the answer grows in
 *
 * Returns: (transfer full): a generation, queued
 */
NatterGeneration *
natter_generation_new (NatterHttp          *http,
                       NatterSecrets       *secrets,
                       NatterProvider      *provider,
                       const NatterRequest *request,
                       NatterMessage       *message)
{
  NatterGeneration *self = g_object_new (NATTER_TYPE_GENERATION, NULL);

  self->http = g_object_ref (http);
  self->secrets = g_object_ref (secrets);
  self->provider = g_object_ref (provider);
  self->message = g_object_ref (message);
  self->request = *request;
  self->request.key = NULL;
  self->request.base_url = g_strdup (natter_provider_get_base_url (provider));
  self->request.model = g_strdup (request->model);
  self->request.system = g_strdup (request->system);
  self->request.effort = g_strdup (request->effort);
  self->request.stop = (const char *const *) g_strdupv ((char **) request->stop);
  if (request->quirks)
    json_object_ref (request->quirks);
  if (request->extras)
    json_object_ref (request->extras);
  self->request.messages = g_ptr_array_ref (request->messages);

  return self;
}

/**
 * natter_generation_set_limits:
 * @headers_seconds: how long the server may take to begin, 0 for the default
 * @silence_seconds: how long it may send nothing at all, 0 for the default
 * @content_seconds: how long it may send nothing of the answer, 0 for the default
 */
void
natter_generation_set_limits (NatterGeneration *self,
                              double            headers_seconds,
                              double            silence_seconds,
                              double            content_seconds)
{
  g_return_if_fail (NATTER_IS_GENERATION (self));

  self->limits[0] = headers_seconds;
  self->limits[1] = silence_seconds;
  self->limits[2] = content_seconds;
}

/**
 * natter_generation_start:
 *
 * Sends the request. Called once.
 */
void
natter_generation_start (NatterGeneration *self)
{
  g_return_if_fail (NATTER_IS_GENERATION (self));
  g_return_if_fail (self->state == NATTER_GENERATION_QUEUED);

  natter_message_begin (self->message);
  set_state (self, NATTER_GENERATION_CONNECTING);
  natter_secrets_lookup_async (self->secrets, natter_provider_get_id (self->provider),
                               self->request.base_url, self->cancellable, key_cb,
                               g_object_ref (self));
}

/**
 * natter_generation_stop:
 *
 * The person has read enough. What came so far stays; "finished" follows at once.
 */
void
natter_generation_stop (NatterGeneration *self)
{
  g_return_if_fail (NATTER_IS_GENERATION (self));

  if (self->stopped || self->state == NATTER_GENERATION_FINISHED)
    return;

  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
}

/**
 * natter_generation_get_message:
 *
 * Returns: (transfer none): the message that the answer grows in
 */
NatterMessage *
natter_generation_get_message (NatterGeneration *self)
{
  g_return_val_if_fail (NATTER_IS_GENERATION (self), NULL);

  return self->message;
}

NatterGenerationState
natter_generation_get_state (NatterGeneration *self)
{
  g_return_val_if_fail (NATTER_IS_GENERATION (self), NATTER_GENERATION_FINISHED);

  return self->state;
}
