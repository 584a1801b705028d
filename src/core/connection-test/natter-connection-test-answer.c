/* natter-connection-test-answer.c: the steps of a connection test that speak to the server: is the
 * key accepted, which models are there, does one of them answer. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-test-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "natter-connection-advice.h"
#include "natter-error.h"

/* One token would do, but some servers take no less than this. */
#define MAX_TOKENS 16

static void ask_model (NatterConnectionTest *self);

static void
pass_authentication (NatterConnectionTest *self)
{
  natter_connection_test_pass_step (self, NATTER_CONNECTION_STEP_AUTHENTICATION,
                                    self->key != NULL ? _("The server accepts the key")
                                                      : _("The server asks for no key"));
}

static void
pass_answer (NatterConnectionTest *self)
{
  NatterConnectionStep *step = natter_connection_test_get_step (self,
                                                                NATTER_CONNECTION_STEP_ANSWER);
  g_autofree char *detail =
    /* Translators: %s is the name of a model */
    g_strdup_printf (_("%s answered in %.1f s"), self->model,
                     (double) natter_connection_step_get_milliseconds (step) / 1000);

  pass_authentication (self);
  natter_connection_step_pass (step, detail);
  natter_connection_test_finish (self);
}

/* A list of models may be open to anybody: then only the answer tells that the key is wrong. */
static void
fail_answer (NatterConnectionTest *self,
             const GError         *error)
{
  if (self->has_expired || !g_error_matches (error, NATTER_ERROR, NATTER_ERROR_BAD_KEY))
    {
      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_ANSWER, error);
      return;
    }

  natter_connection_test_skip_step (self, NATTER_CONNECTION_STEP_ANSWER,
                                    _("Refused without a valid key"));
  natter_connection_test_fail (self, NATTER_CONNECTION_STEP_AUTHENTICATION, error);
}

/* Nothing but reasoning is an answer, and so is one that reached the limit of tokens, or that was
 * stopped here because there is enough of it. */
static gboolean
is_answer (NatterMessage *message)
{
  switch (natter_message_get_end (message))
    {
    case NATTER_END_COMPLETE:
    case NATTER_END_LENGTH:
    case NATTER_END_FILTER:
    case NATTER_END_TOOL:
      return TRUE;

    case NATTER_END_STOPPED:
      return !natter_message_is_empty (message) ||
             natter_message_get_reasoning_length (message) > 0;

    case NATTER_END_NONE:
    case NATTER_END_CONNECTION_LOST:
    case NATTER_END_TIMED_OUT:
    case NATTER_END_PROVIDER_ERROR:
    case NATTER_END_INTERRUPTED:
    default:
      return FALSE;
    }
}

static void
generation_finished_cb (NatterConnectionTest *self)
{
  g_autoptr(NatterConnectionTest) owned = g_object_ref (self);
  g_autoptr(NatterGeneration) generation = g_steal_pointer (&self->generation);
  NatterMessage *message = natter_generation_get_message (generation);
  const GError *error = natter_message_get_error (message);

  /* the test does not sit out a wait; it tells why there would have been one */
  if (error == NULL)
    error = natter_generation_get_retry_error (generation);

  if (self->was_stopped)
    natter_connection_test_finish (self);
  else if (is_answer (message))
    pass_answer (self);
  else if (!self->has_no_limit && !self->has_expired &&
           g_error_matches (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST))
    {
      /* perhaps it was the limit that the model does not take */
      self->has_no_limit = TRUE;
      ask_model (self);
    }
  else
    fail_answer (self, error);
}

/* What may pass is told at once. */
static void
retry_time_cb (NatterConnectionTest *self)
{
  if (self->generation != NULL && natter_generation_get_retry_time (self->generation) != 0)
    natter_generation_stop (self->generation);
}

/* Without a limit the first words are enough. */
static void
generation_state_cb (NatterConnectionTest *self)
{
  if (self->has_no_limit && self->generation != NULL &&
      natter_generation_get_state (self->generation) == NATTER_GENERATION_STREAMING)
    natter_generation_stop (self->generation);
}

static void
stop_generation_cb (GCancellable     *cancellable,
                    NatterGeneration *generation)
{
  natter_generation_stop (generation);
}

static void
ask_model (NatterConnectionTest *self)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  g_autoptr(JsonObject) quirks = natter_provider_dup_model_quirks (self->provider, self->model);
  NatterRequest request = { .model = self->model, .messages = messages, .quirks = quirks,
                            .extras = natter_provider_get_extras (self->provider),
                            .max_tokens = self->has_no_limit ? 0 : MAX_TOKENS };

  g_ptr_array_add (messages, natter_message_new (NATTER_ROLE_USER, "Reply with the word “yes”."));

  self->generation = natter_generation_new (self->http, self->secrets, self->provider, &request,
                                            answer);
  natter_generation_set_limits (self->generation, self->limits[2], self->limits[2],
                                self->limits[2]);
  g_signal_connect_object (self->generation, "notify::state", G_CALLBACK (generation_state_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->generation, "notify::retry-time", G_CALLBACK (retry_time_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->generation, "learned", G_CALLBACK (natter_connection_test_learn),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->generation, "finished", G_CALLBACK (generation_finished_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (stop_generation_cb),
                           self->generation, 0);
  natter_generation_start (self->generation);
  if (g_cancellable_is_cancelled (self->cancellable))
    natter_generation_stop (self->generation);
}

/* The first model for chats; if none looks like one, the first of all. */
static void
choose_model (NatterConnectionTest *self)
{
  GListModel *models = natter_provider_get_models (self->provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      if (self->model == NULL || natter_model_is_for_chat (model))
        g_set_str (&self->model, natter_model_get_id (model));
      if (natter_model_is_for_chat (model))
        return;
    }
}

static void
start_answer (NatterConnectionTest *self)
{
  NatterConnectionStep *models = natter_connection_test_get_step (self,
                                                                  NATTER_CONNECTION_STEP_MODELS);

  if (self->model == NULL)
    choose_model (self);

  if (self->model == NULL &&
      natter_connection_step_get_state (models) == NATTER_CONNECTION_STEP_FAILED)
    {
      natter_connection_test_finish (self);
      return;
    }

  natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_ANSWER);
  natter_connection_test_begin_work (self, self->limits[2]);
  if (self->model == NULL)
    {
      g_autoptr(GError) error = natter_connection_advice_new_no_model ();

      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_ANSWER, error);
      return;
    }

  ask_model (self);
}

static guint
count_fetched (NatterConnectionTest *self)
{
  GListModel *models = natter_provider_get_models (self->provider);
  guint n_fetched = 0;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      n_fetched += !natter_provider_is_manual_model (self->provider, natter_model_get_id (model));
    }

  return n_fetched;
}

static void
pass_models (NatterConnectionTest *self)
{
  guint n_models = count_fetched (self);
  g_autofree char *detail = g_strdup_printf (ngettext ("%u model", "%u models", n_models),
                                             n_models);

  pass_authentication (self);
  natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_MODELS);
  natter_connection_test_pass_step (self, NATTER_CONNECTION_STEP_MODELS, detail);
}

/* Why there are no models also says how far the key came. */
static void
judge_models (NatterConnectionTest *self,
              const GError         *error)
{
  guint status = natter_error_get_http_status (error);

  if (status == 404 || status == 405)
    {
      natter_connection_test_pass_step (self, NATTER_CONNECTION_STEP_AUTHENTICATION,
                                        _("Not asked for: the answer will tell"));
      natter_connection_test_skip_step (self, NATTER_CONNECTION_STEP_MODELS,
                                        _("The server has no list of models"));
      return;
    }

  natter_connection_test_skip_step (self, NATTER_CONNECTION_STEP_AUTHENTICATION,
                                    _("Not known, because the model list failed"));
  natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_MODELS);
  natter_connection_test_fail_step (self, NATTER_CONNECTION_STEP_MODELS, error);
}

static gboolean
is_about_key (const GError *error)
{
  guint status = natter_error_get_http_status (error);

  return status == 401 || status == 403 ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_BAD_KEY) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_FORBIDDEN) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING) ||
         g_error_matches (error, NATTER_ERROR, NATTER_ERROR_NO_KEYRING);
}

static void
models_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterConnectionTest) self = data;
  g_autoptr(GError) error = NULL;

  if (natter_provider_load_models_finish (self->provider, result, &error))
    {
      pass_models (self);
      start_answer (self);
    }
  else if (self->was_stopped || (!self->has_expired && is_about_key (error)))
    natter_connection_test_fail (self, NATTER_CONNECTION_STEP_AUTHENTICATION, error);
  else
    {
      judge_models (self, error);
      start_answer (self);
    }
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(NatterConnectionTest) self = data;
  g_autoptr(GError) error = NULL;

  self->key = natter_secrets_lookup_finish (NATTER_SECRETS (source), result, &error);
  if (error != NULL)
    {
      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_AUTHENTICATION, error);
      return;
    }

  natter_connection_test_begin_work (self, self->limits[2]);
  natter_provider_load_models_async (self->provider, self->http, self->secrets, self->cancellable,
                                     models_cb, g_object_ref (self));
}

/*
 * natter_connection_test_ask:
 *
 * Takes the steps that speak to the server, the last ones of a test. The key has no time limit: a
 * locked keyring asks the person.
 */
void
natter_connection_test_ask (NatterConnectionTest *self)
{
  natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_AUTHENTICATION);
  natter_connection_test_begin_work (self, 0);
  natter_secrets_lookup_async (self->secrets, natter_provider_get_id (self->provider),
                               natter_provider_get_base_url (self->provider), self->cancellable,
                               key_cb, g_object_ref (self));
}
