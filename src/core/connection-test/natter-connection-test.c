/* natter-connection-test.c: tries everything that an answer needs, step by step: name, connection,
 * TLS, authentication, models, a short answer. It holds itself while it runs. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-test-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-connection-advice.h"
#include "natter-error.h"

#define RESOLUTION_SECONDS 10
#define CONNECT_SECONDS    15   /* TLS has as long again */
#define ANSWER_SECONDS     30   /* and the models */

/* Of a header of one's own: a shorter value is no key, and may be a part of any word. */
#define MIN_SECRET 8

static void natter_connection_test_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterConnectionTest, natter_connection_test, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      natter_connection_test_model_init))

enum
{
  SIGNAL_LEARNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
natter_connection_test_get_item_type (GListModel *model)
{
  return NATTER_TYPE_CONNECTION_STEP;
}

static guint
natter_connection_test_get_n_items (GListModel *model)
{
  return NATTER_CONNECTION_TEST (model)->steps->len;
}

static gpointer
natter_connection_test_get_item (GListModel *model,
                                 guint       position)
{
  NatterConnectionTest *self = NATTER_CONNECTION_TEST (model);

  if (position >= self->steps->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->steps, position));
}

static void
natter_connection_test_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_connection_test_get_item_type;
  iface->get_n_items = natter_connection_test_get_n_items;
  iface->get_item = natter_connection_test_get_item;
}

static gboolean
limit_cb (gpointer data)
{
  NatterConnectionTest *self = data;

  self->limit_id = 0;
  self->has_expired = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  NatterConnectionTest *self = data;

  self->was_stopped = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
skip_rest (NatterConnectionTest *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      NatterConnectionStep *step = g_ptr_array_index (self->steps, i);

      if (natter_connection_step_get_state (step) == NATTER_CONNECTION_STEP_RUNNING)
        natter_connection_step_skip (step, _("Stopped before its end"));
      else if (natter_connection_step_get_state (step) == NATTER_CONNECTION_STEP_WAITING)
        natter_connection_step_skip (step, _("Not tried"));
    }
}

/* Own headers may be keys as well. */
static void
redact (NatterConnectionTest *self,
        GError               *error)
{
  NatterConnection *connection = natter_provider_get_connection (self->provider);

  natter_error_redact (error, self->key);
  for (guint i = 0; connection && i < natter_connection_get_n_headers (connection); i++)
    {
      const char *value = NULL;

      natter_connection_get_header (connection, i, &value);
      if (strlen (value) >= MIN_SECRET)
        natter_error_redact (error, value);
    }
}

static void
natter_connection_test_dispose (GObject *object)
{
  NatterConnectionTest *self = NATTER_CONNECTION_TEST (object);

  g_clear_object (&self->http);
  g_clear_object (&self->secrets);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (natter_connection_test_parent_class)->dispose (object);
}

static void
natter_connection_test_finalize (GObject *object)
{
  NatterConnectionTest *self = NATTER_CONNECTION_TEST (object);

  g_assert (self->task == NULL);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);

  G_OBJECT_CLASS (natter_connection_test_parent_class)->finalize (object);
}

static void
natter_connection_test_class_init (NatterConnectionTestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_connection_test_dispose;
  object_class->finalize = natter_connection_test_finalize;

  /**
   * NatterConnectionTest::learned:
   *
   * A refusal taught the provider something of the model that is worth keeping.
   */
  signals[SIGNAL_LEARNED] =
    g_signal_new ("learned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_connection_test_init (NatterConnectionTest *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < NATTER_N_CONNECTION_STEPS; i++)
    g_ptr_array_add (self->steps, natter_connection_step_new ((NatterConnectionStepId) i));
  natter_connection_test_set_limits (self, RESOLUTION_SECONDS, CONNECT_SECONDS, ANSWER_SECONDS);
}

/**
 * natter_connection_test_new:
 * @http: what to ask through
 * @secrets: where the provider's key is, if it has one
 * @provider: whose server is tested
 * @model: (nullable): the id of the model to ask, %NULL for the first one for chats
 *
 * Returns: (transfer full): a test that was not run yet
 */
NatterConnectionTest *
natter_connection_test_new (NatterHttp     *http,
                            NatterSecrets  *secrets,
                            NatterProvider *provider,
                            const char     *model)
{
  NatterConnectionTest *self;

  g_return_val_if_fail (NATTER_IS_HTTP (http), NULL);
  g_return_val_if_fail (NATTER_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  self = g_object_new (NATTER_TYPE_CONNECTION_TEST, NULL);
  self->http = g_object_ref (http);
  self->secrets = g_object_ref (secrets);
  self->provider = g_object_ref (provider);
  self->model = g_strdup (model);

  return self;
}

/**
 * natter_connection_test_set_limits:
 * @self: a test
 * @resolution_seconds: how long the look-up of the name may take
 * @connect_seconds: how long the connection may take, and TLS as long again
 * @answer_seconds: how long the models may take, and the answer as long again
 */
void
natter_connection_test_set_limits (NatterConnectionTest *self,
                                   double                resolution_seconds,
                                   double                connect_seconds,
                                   double                answer_seconds)
{
  g_return_if_fail (NATTER_IS_CONNECTION_TEST (self));

  self->limits[0] = resolution_seconds;
  self->limits[1] = connect_seconds;
  self->limits[2] = answer_seconds;
}

/**
 * natter_connection_test_get_step:
 * @self: a test
 * @id: which step
 *
 * Returns: (transfer none): the step
 */
NatterConnectionStep *
natter_connection_test_get_step (NatterConnectionTest   *self,
                                 NatterConnectionStepId  id)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_TEST (self), NULL);
  g_return_val_if_fail ((guint) id < self->steps->len, NULL);

  return g_ptr_array_index (self->steps, id);
}

/**
 * natter_connection_test_get_failure:
 * @self: a test
 *
 * Returns: (transfer none) (nullable): the first step that failed
 */
NatterConnectionStep *
natter_connection_test_get_failure (NatterConnectionTest *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_TEST (self), NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      NatterConnectionStep *step = g_ptr_array_index (self->steps, i);

      if (natter_connection_step_get_state (step) == NATTER_CONNECTION_STEP_FAILED)
        return step;
    }

  return NULL;
}

/**
 * natter_connection_test_has_passed:
 * @self: a test
 *
 * Returns: whether it was run to its end and nothing failed
 */
gboolean
natter_connection_test_has_passed (NatterConnectionTest *self)
{
  NatterConnectionStep *last;

  g_return_val_if_fail (NATTER_IS_CONNECTION_TEST (self), FALSE);

  last = natter_connection_test_get_step (self, NATTER_CONNECTION_STEP_ANSWER);

  return self->task == NULL && natter_connection_test_get_failure (self) == NULL &&
         natter_connection_step_get_state (last) == NATTER_CONNECTION_STEP_PASSED;
}

/**
 * natter_connection_test_get_verdict:
 * @self: a test
 *
 * Returns: what the steps come to, in a few words for a person
 */
const char *
natter_connection_test_get_verdict (NatterConnectionTest *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_TEST (self), NULL);

  if (self->task != NULL)
    return _("Testing…");
  if (self->was_stopped)
    return _("The test was stopped");

  return natter_connection_advice_get_verdict (G_LIST_MODEL (self));
}

/**
 * natter_connection_test_dup_report:
 * @self: a test
 *
 * Returns: (transfer full): all that is known, as lines of plain text for somebody who helps;
 *   without the key, and without what an address may have of a name, password or query
 */
char *
natter_connection_test_dup_report (NatterConnectionTest *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_TEST (self), NULL);

  return natter_connection_advice_dup_report (G_LIST_MODEL (self),
                                              natter_connection_test_get_verdict (self),
                                              self->provider, self->model);
}

/**
 * natter_connection_test_run_async:
 * @self: a test that does not run
 * @cancellable: (nullable): stops the test
 * @callback: called when it is over
 * @user_data: for @callback
 *
 * Takes all steps anew, each within a time of its own. What it learns of the server's models stays
 * with the provider.
 */
void
natter_connection_test_run_async (NatterConnectionTest *self,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  g_return_if_fail (NATTER_IS_CONNECTION_TEST (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, natter_connection_test_run_async);
  self->was_stopped = FALSE;
  self->has_no_limit = FALSE;
  for (guint i = 0; i < self->steps->len; i++)
    natter_connection_step_reset (g_ptr_array_index (self->steps, i));

  self->watch = g_cancellable_source_new (cancellable);
  g_source_set_static_name (self->watch, "natter-connection-test");
  g_source_set_callback (self->watch, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());

  natter_connection_test_take_route (self);
}

/**
 * natter_connection_test_run_finish:
 * @self: a test
 * @result: what the callback was given
 * @error: why the first failed step failed, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether no step failed
 */
gboolean
natter_connection_test_run_finish (NatterConnectionTest  *self,
                                   GAsyncResult          *result,
                                   GError               **error)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_TEST (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*
 * natter_connection_test_begin_work:
 * @seconds: how long it may take, 0 for ever
 *
 * Makes the cancellable of what is done next.
 */
void
natter_connection_test_begin_work (NatterConnectionTest *self,
                                   double                seconds)
{
  g_clear_handle_id (&self->limit_id, g_source_remove);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->has_expired = FALSE;
  if (self->was_stopped)
    g_cancellable_cancel (self->cancellable);
  else if (seconds > 0)
    self->limit_id = g_timeout_add ((guint) (seconds * 1000), limit_cb, self);
}

void
natter_connection_test_start_step (NatterConnectionTest   *self,
                                   NatterConnectionStepId  id)
{
  natter_connection_step_start (natter_connection_test_get_step (self, id));
}

void
natter_connection_test_pass_step (NatterConnectionTest   *self,
                                  NatterConnectionStepId  id,
                                  const char             *detail)
{
  natter_connection_step_pass (natter_connection_test_get_step (self, id), detail);
}

void
natter_connection_test_skip_step (NatterConnectionTest   *self,
                                  NatterConnectionStepId  id,
                                  const char             *detail)
{
  natter_connection_step_skip (natter_connection_test_get_step (self, id), detail);
}

/*
 * natter_connection_test_fail_step:
 * @error: (nullable): what went wrong; not looked at when the time was over
 *
 * Says of a step what went wrong and what to do about it, without any secret in it.
 */
void
natter_connection_test_fail_step (NatterConnectionTest   *self,
                                  NatterConnectionStepId  id,
                                  const GError           *error)
{
  g_autoptr(GError) advised = NULL;

  if (self->has_expired || error == NULL)
    advised = natter_connection_advice_new_timeout (id);
  else
    advised = natter_connection_advice_add (error, self->key != NULL);
  redact (self, advised);
  natter_connection_step_fail (natter_connection_test_get_step (self, id), advised);
}

/*
 * natter_connection_test_fail:
 *
 * Ends the test with a step that failed, or as stopped when that is why.
 */
void
natter_connection_test_fail (NatterConnectionTest   *self,
                             NatterConnectionStepId  id,
                             const GError           *error)
{
  if (!self->was_stopped)
    natter_connection_test_fail_step (self, id, error);
  natter_connection_test_finish (self);
}

/*
 * natter_connection_test_finish:
 *
 * However a test ends, it ends here. The caller holds @self.
 */
void
natter_connection_test_finish (NatterConnectionTest *self)
{
  g_autoptr(GTask) task = NULL;
  NatterConnectionStep *failure;

  g_clear_handle_id (&self->limit_id, g_source_remove);
  g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->probe);
  g_clear_object (&self->generation);
  g_clear_pointer (&self->key, natter_secrets_free_key);

  task = g_steal_pointer (&self->task);
  skip_rest (self);
  failure = natter_connection_test_get_failure (self);

  if (self->was_stopped)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                     _("The test was stopped."));
  else if (failure != NULL)
    g_task_return_error (task, g_error_copy (natter_connection_step_get_error (failure)));
  else
    g_task_return_boolean (task, TRUE);
}

void
natter_connection_test_learn (NatterConnectionTest *self)
{
  g_signal_emit (self, signals[SIGNAL_LEARNED], 0);
}
