/* natter-models-load.c: asks a provider's server for its models: key, request, answer. One question
 * at a time for each provider; whoever asks meanwhile waits for the same answer. It owns itself
 * from the first callback to the last. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-model.h"
#include "natter-provider-private.h"

#define TIMEOUT_SECONDS 15   /* for each page */
#define MAX_PAGES       20   /* a server that names a next page for ever */

struct _NatterModelsLoad
{
  NatterProvider    *provider;
  NatterHttp        *http;
  NatterSecrets     *secrets;
  GCancellable      *cancellable;
  NatterModelsState  previous;
  GPtrArray         *waiters;    /* of GTask; its data is what watches its cancellable */
  GListStore        *models;     /* of the pages that were read */
  char              *page;       /* that is asked for, NULL at first */
  guint              n_pages;
};

static void
load_free (NatterModelsLoad *self)
{
  g_object_unref (self->provider);
  g_object_unref (self->http);
  g_object_unref (self->secrets);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->waiters);
  g_object_unref (self->models);
  g_free (self->page);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterModelsLoad, load_free)

static void
watch_free (gpointer data)
{
  GSource *watch = data;

  g_source_destroy (watch);
  g_source_unref (watch);
}

/* Nobody hears of the load from here on; its callbacks only free it. */
static GPtrArray *
load_detach (NatterModelsLoad *self)
{
  GPtrArray *waiters = self->waiters;

  g_assert (self->provider->load == self);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->provider->load = NULL;
  return waiters;
}

static void
return_to_waiters (GPtrArray    *waiters,
                   const GError *error)
{
  guint i;

  for (i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      g_task_set_task_data (task, NULL, NULL);
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
load_fail (NatterModelsLoad *self,
           const GError     *error)
{
  g_autoptr(NatterProvider) provider = g_object_ref (self->provider);
  g_autoptr(GPtrArray) waiters = load_detach (self);

  g_clear_error (&provider->models_error);
  provider->models_error = g_error_copy (error);
  natter_provider_set_models_state (provider, NATTER_MODELS_FAILED);
  return_to_waiters (waiters, error);
}

static void
load_succeed (NatterModelsLoad *self)
{
  g_autoptr(NatterProvider) provider = g_object_ref (self->provider);
  g_autoptr(GPtrArray) waiters = load_detach (self);

  natter_provider_set_fetched_models (provider, G_LIST_MODEL (self->models));
  return_to_waiters (waiters, NULL);
}

/**
 * natter_models_load_abandon:
 * @self: a load
 *
 * Ends a load whose answer nobody wants any more; who still waits learns that it was cancelled.
 */
void
natter_models_load_abandon (NatterModelsLoad *self)
{
  g_autoptr(NatterProvider) provider = g_object_ref (self->provider);
  g_autoptr(GPtrArray) waiters = load_detach (self);
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                 _("The models are no longer asked for."));

  /* what is kept on disk may have been read meanwhile */
  if (self->previous == NATTER_MODELS_UNKNOWN && provider->models_time != 0)
    self->previous = NATTER_MODELS_READY;
  natter_provider_set_models_state (provider, self->previous);
  g_cancellable_cancel (self->cancellable);
  return_to_waiters (waiters, error);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_autoptr(GTask) task = g_object_ref (user_data);
  NatterProvider *provider = g_task_get_source_object (task);
  NatterModelsLoad *self = provider->load;

  g_assert (self != NULL);

  g_task_set_task_data (task, NULL, NULL);
  g_ptr_array_remove (self->waiters, task);
  if (self->waiters->len == 0)
    natter_models_load_abandon (self);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static void
load_add_waiter (NatterModelsLoad *self,
                 GTask            *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_ptr_array_add (self->waiters, g_object_ref (task));
  if (cancellable != NULL)
    {
      GSource *watch = g_cancellable_source_new (cancellable);

      g_source_set_static_name (watch, "natter-models-load");
      g_source_set_callback (watch, G_SOURCE_FUNC (waiter_cancelled_cb), task, NULL);
      g_source_attach (watch, g_main_context_get_thread_default ());
      g_task_set_task_data (task, watch, watch_free);
    }
}

static gboolean
has_model (NatterModelsLoad *self,
           NatterModel      *model)
{
  guint i;

  for (i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->models)); i++)
    {
      g_autoptr(NatterModel) other = g_list_model_get_item (G_LIST_MODEL (self->models), i);

      if (g_str_equal (natter_model_get_id (other), natter_model_get_id (model)))
        return TRUE;
    }

  return FALSE;
}

/* A list that changes while it is read may tell a model twice. */
static void
load_add_models (NatterModelsLoad *self,
                 GListModel       *models)
{
  guint i;

  for (i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      if (self->n_pages == 1 || !has_model (self, model))
        g_list_store_append (self->models, model);
    }
}

static gboolean
load_read (NatterModelsLoad    *self,
           NatterHttpResponse  *response,
           GError             **error)
{
  NatterDialect *dialect = self->provider->dialect;
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  GBytes *body = natter_http_response_get_body (response);
  g_autoptr(GListModel) models = NULL;

  if (!natter_http_response_is_success (response))
    {
      g_propagate_error (error, natter_dialect_read_error (dialect, response));
      return FALSE;
    }

  if (body == NULL)
    body = nothing;
  models = natter_dialect_read_models (dialect, body, error);
  if (models == NULL)
    return FALSE;

  g_free (self->page);
  self->page = natter_dialect_read_next_page (dialect, body);
  self->n_pages++;
  load_add_models (self, models);

  return TRUE;
}

static void load_start (NatterModelsLoad *self);

static void
fetch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(NatterModelsLoad) self = user_data;
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = natter_http_fetch_finish (NATTER_HTTP (source), result, &error);

  if (self->provider->load != self)
    return;

  if (response == NULL || !load_read (self, response, &error))
    load_fail (self, error);
  else if (self->page != NULL && self->n_pages < MAX_PAGES)
    load_start (g_steal_pointer (&self));
  else
    load_succeed (self);
}

/* Takes @self. */
static void
load_fetch (NatterModelsLoad *self,
            const char       *key)
{
  g_autoptr(NatterModelsLoad) owned = self;
  g_autoptr(NatterHttpRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  NatterRequest question = { .base_url = self->provider->base_url, .key = key,
                             .page = self->page, .quirks = self->provider->quirks };

  request = natter_provider_encode_models (self->provider, &question, &error);
  if (request == NULL)
    load_fail (self, error);
  else
    natter_http_fetch_async (self->http, request, TIMEOUT_SECONDS, self->cancellable, fetch_cb,
                             g_steal_pointer (&owned));
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(NatterModelsLoad) self = user_data;
  g_autoptr(GError) error = NULL;
  char *key = natter_secrets_lookup_finish (NATTER_SECRETS (source), result, &error);
  gboolean wanted = self->provider->load == self;

  if (wanted && error != NULL)
    load_fail (self, error);
  else if (wanted)
    load_fetch (g_steal_pointer (&self), key);

  natter_secrets_free_key (key);
}

/* Takes @self. The key is looked up for each page rather than kept. */
static void
load_start (NatterModelsLoad *self)
{
  NatterProvider *provider = self->provider;

  natter_secrets_lookup_async (self->secrets, provider->id, provider->base_url, self->cancellable,
                               lookup_cb, self);
}

/**
 * natter_provider_load_models_async:
 * @self: a provider
 * @http: what to ask through
 * @secrets: where the provider's key is, if it has one
 * @cancellable: (nullable): ends the caller's waiting; the question is withdrawn when nobody waits
 * @callback: called when the models are there or will not come
 * @user_data: for @callback
 *
 * Asks the server for its models, within 15 seconds. While it is asked the state is
 * NATTER_MODELS_LOADING, and another call waits for the same answer. When it fails, models that
 * were fetched before stay.
 */
void
natter_provider_load_models_async (NatterProvider      *self,
                                   NatterHttp          *http,
                                   NatterSecrets       *secrets,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  NatterModelsLoad *load;

  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (NATTER_IS_HTTP (http));
  g_return_if_fail (NATTER_IS_SECRETS (secrets));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_provider_load_models_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->load != NULL)
    {
      load_add_waiter (self->load, task);
      return;
    }

  load = g_new0 (NatterModelsLoad, 1);
  load->provider = g_object_ref (self);
  load->http = g_object_ref (http);
  load->secrets = g_object_ref (secrets);
  load->cancellable = g_cancellable_new ();
  load->models = g_list_store_new (NATTER_TYPE_MODEL);
  load->previous = self->models_state;
  load->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->load = load;
  load_add_waiter (load, task);

  load_start (load);
  natter_provider_set_models_state (self, NATTER_MODELS_LOADING);
}

/**
 * natter_provider_load_models_finish:
 * @self: a provider
 * @result: what the callback was given
 * @error: what the server said, or why it could not be asked
 *
 * Returns: whether the models are there
 */
gboolean
natter_provider_load_models_finish (NatterProvider  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
