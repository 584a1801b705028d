/* natter-generation.c: one answer in flight: the key, an attempt, and another one when the first
 * was refused in a way that passes or teaches. It belongs to the message, not to a view, and holds
 * itself until the answer's one truthful end. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-generation-private.h"

#include <json-glib/json-glib.h>

#include "natter-error.h"

/* A model that takes none of what is asked of it is given up after so many lessons. */
#define MAX_LESSONS 4

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
  PROP_RETRY_TIME,
} NatterGenerationProps;

static GParamSpec *properties[PROP_RETRY_TIME + 1];

enum
{
  SIGNAL_LEARNED,
  SIGNAL_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void encode (NatterGeneration *self);

void
natter_generation_set_state (NatterGeneration      *self,
                             NatterGenerationState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
natter_generation_set_retry_time (NatterGeneration *self,
                                  gint64            time)
{
  if (self->retry_time == time)
    return;

  self->retry_time = time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_TIME]);
}

static void
finish (NatterGeneration *self,
        NatterEnd         end,
        const GError     *error)
{
  natter_message_finish (self->message, end, error);
  natter_generation_set_state (self, NATTER_GENERATION_FINISHED);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

static void
finish_with_error (NatterGeneration *self,
                   const GError     *error)
{
  NatterEnd end = self->stopped ? NATTER_END_STOPPED : natter_end_for_error (error);

  finish (self, end, end == NATTER_END_STOPPED ? NULL : error);
}

static void
new_delta_cb (const NatterDelta *delta,
              gpointer           data)
{
  NatterGeneration *self = data;

  natter_message_append (self->message, delta);
  if (self->delta_func)
    self->delta_func (delta, self->delta_data);
}

static void
delta_cb (const NatterDelta *delta,
          gpointer           data)
{
  NatterGeneration *self = data;

  if (natter_attempt_has_answer (self->attempt))
    natter_generation_set_state (self, NATTER_GENERATION_STREAMING);
  natter_continuation_feed (self->continuation, delta, new_delta_cb, self);
}

static void
began_cb (NatterGeneration *self)
{
  natter_generation_set_state (self, NATTER_GENERATION_WAITING);
}

/* A refusal that names a member of the request: without it the question stands as before. */
static gboolean
ask_without (NatterGeneration *self,
             const GError     *error)
{
  g_autoptr(NatterLesson) lesson = NULL;
  g_autofree char *note = NULL;

  if (self->stopped || self->n_lessons >= MAX_LESSONS)
    return FALSE;

  lesson = natter_lesson_read (error, natter_http_request_get_body (self->encoded));
  if (!lesson || !natter_provider_learn (self->provider, self->request->model, lesson))
    return FALSE;

  self->n_lessons++;
  note = natter_lesson_dup_note (lesson);
  natter_message_add_note (self->message, note);
  g_clear_pointer (&self->request->quirks, json_object_unref);
  self->request->quirks = natter_provider_dup_model_quirks (self->provider, self->request->model);
  g_signal_emit (self, signals[SIGNAL_LEARNED], 0);
  encode (self);

  return TRUE;
}

/* A model that does not go on by itself is asked for the rest. One that goes on with nothing may
 * not have understood. */
static gboolean
ask_to_go_on (NatterGeneration *self,
              const GError     *error)
{
  if (self->stopped || natter_attempt_has_answer (self->attempt) ||
      !natter_continuation_give_way (self->continuation, error))
    return FALSE;

  natter_request_set_messages (self->request,
                               natter_continuation_get_turns (self->continuation));
  self->request->prefill = FALSE;
  encode (self);

  return TRUE;
}

static void
attempt_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterGeneration) self = data;
  NatterAttempt *attempt = NATTER_ATTEMPT (source);
  g_autoptr(GError) error = NULL;
  NatterEnd end = natter_attempt_run_finish (attempt, result, &error);

  natter_message_set_request_id (self->message, natter_attempt_get_request_id (attempt));
  natter_continuation_finish (self->continuation, new_delta_cb, self);
  if (end == NATTER_END_COMPLETE && ask_to_go_on (self, NULL))
    return;
  if (end != NATTER_END_NONE)
    {
      if (self->n_lessons == 0 && natter_continuation_teach (self->continuation, self->provider,
                                                             self->request->model))
        g_signal_emit (self, signals[SIGNAL_LEARNED], 0);
      finish (self, end, NULL);
      return;
    }

  /* Some servers repeat the key in what they say against it. */
  natter_error_redact (error, self->request->key);
  if (!ask_to_go_on (self, error) && !ask_without (self, error) &&
      !natter_generation_retry (self, error))
    finish_with_error (self, error);
}

void
natter_generation_send (NatterGeneration *self)
{
  natter_message_begin (self->message);
  natter_generation_set_state (self, NATTER_GENERATION_CONNECTING);
  self->attempt_time = g_get_monotonic_time ();
  natter_continuation_begin (self->continuation);

  g_clear_object (&self->attempt);
  self->attempt = natter_attempt_new (self->http, natter_provider_get_dialect (self->provider),
                                      self->encoded);
  g_signal_connect_object (self->attempt, "began", G_CALLBACK (began_cb), self, G_CONNECT_SWAPPED);
  natter_attempt_set_limits (self->attempt, self->limits[0], self->limits[1], self->limits[2]);
  natter_attempt_run_async (self->attempt, delta_cb, self, attempt_cb, g_object_ref (self));
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterGeneration) self = data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->encoded, natter_http_request_unref);
  self->encoded = natter_provider_encode_finish (self->provider, result, &error);
  if (self->encoded && !self->stopped)
    natter_generation_send (self);
  else
    finish_with_error (self, error);
}

/* What is asked stays the same for all attempts, whatever becomes of the messages meanwhile; only
 * what a refusal teaches makes another body of it. */
static void
encode (NatterGeneration *self)
{
  natter_generation_set_state (self, NATTER_GENERATION_CONNECTING);
  natter_provider_encode_async (self->provider, self->request, self->cancellable, encoded_cb,
                                g_object_ref (self));
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(NatterGeneration) self = data;
  g_autoptr(GError) error = NULL;
  char *key = natter_secrets_lookup_finish (NATTER_SECRETS (source), result, &error);

  self->request->key = key;
  if (error || self->stopped)
    finish_with_error (self, error);
  else
    encode (self);
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

    case PROP_RETRY_TIME:
      g_value_set_int64 (value, self->retry_time);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_generation_finalize (GObject *object)
{
  NatterGeneration *self = NATTER_GENERATION (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->encoded, natter_http_request_unref);
  g_clear_error (&self->retry_error);
  g_clear_object (&self->network);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->continuation, natter_continuation_free);
  natter_request_free (self->request);
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
  properties[PROP_RETRY_TIME] =
    g_param_spec_int64 ("retry-time", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * NatterGeneration::learned:
   *
   * A refusal taught the provider something of the model that is worth keeping.
   */
  signals[SIGNAL_LEARNED] =
    g_signal_new ("learned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

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
  NatterRequest asked = *request;

  self->http = g_object_ref (http);
  self->secrets = g_object_ref (secrets);
  self->provider = g_object_ref (provider);
  self->message = g_object_ref (message);
  asked.key = NULL;
  asked.base_url = natter_provider_get_base_url (provider);
  self->request = natter_request_copy (&asked);

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
 * natter_generation_set_network:
 * @network: what is waited for where it is away; set before the start
 */
void
natter_generation_set_network (NatterGeneration *self,
                               NatterNetwork    *network)
{
  g_return_if_fail (NATTER_IS_GENERATION (self));
  g_return_if_fail (NATTER_IS_NETWORK (network) && !self->network);

  self->network = g_object_ref (network);
  g_signal_connect_object (network, "notify::online",
                           G_CALLBACK (natter_generation_network_cb), self, G_CONNECT_SWAPPED);
}

/**
 * natter_generation_set_continuation:
 * @continuation: (transfer full): how the rest of the message is asked for; in the place of the
 *   request's messages
 *
 * The message is not empty: what is read goes on where it ends. Called before the start.
 */
void
natter_generation_set_continuation (NatterGeneration   *self,
                                    NatterContinuation *continuation)
{
  g_return_if_fail (NATTER_IS_GENERATION (self));
  g_return_if_fail (continuation != NULL && !self->continuation);

  self->continuation = continuation;
  natter_request_set_messages (self->request, natter_continuation_get_turns (continuation));
  self->request->prefill = natter_continuation_is_prefill (continuation);
}

/**
 * natter_generation_set_delta_func:
 * @func: (nullable): called with each piece of the answer once the message has it
 * @data: for @func; valid until "finished"
 */
void
natter_generation_set_delta_func (NatterGeneration *self,
                                  NatterDeltaFunc   func,
                                  gpointer          data)
{
  g_return_if_fail (NATTER_IS_GENERATION (self));

  self->delta_func = func;
  self->delta_data = data;
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
  natter_generation_set_state (self, NATTER_GENERATION_CONNECTING);
  natter_secrets_lookup_async (self->secrets, natter_provider_get_id (self->provider),
                               self->request->base_url, self->cancellable, key_cb,
                               g_object_ref (self));
}

/**
 * natter_generation_stop:
 *
 * The person has read enough. What came so far stays; "finished" follows at once. While a retry is
 * waited for there is nothing to stop but the wait: the answer ends with the error that caused it.
 */
void
natter_generation_stop (NatterGeneration *self)
{
  g_autoptr(NatterGeneration) held = NULL;

  g_return_if_fail (NATTER_IS_GENERATION (self));

  if (self->stopped || self->state == NATTER_GENERATION_FINISHED)
    return;

  held = g_object_ref (self);
  if (self->retry_time != 0)
    {
      natter_generation_stop_waiting (self);
      finish_with_error (self, self->retry_error);
      return;
    }

  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->attempt)
    natter_attempt_stop (self->attempt);
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
