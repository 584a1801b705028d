/* natter-provider-cache.c: a provider's list of models on disk: read when somebody first asks for
 * the models, kept whenever a server told them. Main thread only; the files are the cache's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-private.h"

#define STALE_AFTER (24 * G_TIME_SPAN_HOUR / 1000)   /* milliseconds */

/* One reading of the file. */
typedef struct
{
  NatterProvider *provider;
  char           *base_url;   /* of the list that is wanted */
} Recall;

static void
recall_free (Recall *self)
{
  g_object_unref (self->provider);
  g_free (self->base_url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recall, recall_free)

/* Somebody wants a list that is not old, and waits for the file to be read. */
struct _NatterModelsWish
{
  NatterHttp    *http;
  NatterSecrets *secrets;
  GCancellable  *cancellable;   /* or NULL */
};

static void
wish_free (NatterModelsWish *self)
{
  g_object_unref (self->http);
  g_object_unref (self->secrets);
  g_clear_object (&self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterModelsWish, wish_free)

static void
load_if_stale (NatterProvider *self,
               NatterHttp     *http,
               NatterSecrets  *secrets,
               GCancellable   *cancellable)
{
  NatterNetwork *network = natter_http_get_network (http);
  /* An old list will do where a new one costs money. */
  gboolean is_dear = network && natter_network_is_metered (network) && self->models_time != 0;

  if (self->load == NULL && ((natter_provider_models_are_stale (self) && !is_dear) ||
                             self->models_state == NATTER_MODELS_FAILED))
    natter_provider_load_models_async (self, http, secrets, cancellable, NULL, NULL);
}

static void
recalled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Recall) recall = user_data;
  NatterProvider *self = recall->provider;
  g_autoptr(NatterModelsWish) wish = g_steal_pointer (&self->wish);
  g_autoptr(GListModel) models = NULL;
  g_autoptr(GError) error = NULL;
  gint64 time = 0;

  models = natter_model_cache_load_finish (NATTER_MODEL_CACHE (source), result, &time, &error);
  self->recalling = FALSE;

  /* What the server told meanwhile is newer; another address is another server. */
  if (models != NULL && self->models_time == 0 && self->cache == NATTER_MODEL_CACHE (source) &&
      g_str_equal (self->base_url, recall->base_url))
    {
      natter_provider_take_models (self, models, time);
      if (self->models_state == NATTER_MODELS_UNKNOWN)
        natter_provider_set_models_state (self, NATTER_MODELS_READY);
    }
  else if (models == NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_debug ("A kept list of models is not used: %s", error->message);
    }

  if (wish != NULL)
    load_if_stale (self, wish->http, wish->secrets, wish->cancellable);
}

/* Reads the file, the first time only. */
void
natter_provider_recall_models (NatterProvider *self)
{
  Recall *recall = NULL;

  if (self->cache == NULL || self->recalled || self->transient)
    return;

  self->recalled = TRUE;
  if (self->models_time != 0)
    return;

  self->recalling = TRUE;
  recall = g_new0 (Recall, 1);
  recall->provider = g_object_ref (self);
  recall->base_url = g_strdup (self->base_url);
  natter_model_cache_load_async (self->cache, self->id, self->base_url, NULL, recalled_cb, recall);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* The list is in use all the same, and is fetched again next time. */
  if (!natter_model_cache_store_finish (NATTER_MODEL_CACHE (source), result, &error))
    g_debug ("A list of models could not be kept: %s", error->message);
}

/* Writes what was fetched to the file. */
void
natter_provider_keep_models (NatterProvider *self)
{
  g_autoptr(GListStore) models = NULL;

  if (self->cache == NULL || self->transient || self->models_time == 0)
    return;

  models = g_list_store_new (NATTER_TYPE_MODEL);
  g_list_store_splice (models, 0, 0, self->fetched->pdata, self->fetched->len);
  natter_model_cache_store_async (self->cache, self->id, self->base_url, G_LIST_MODEL (models),
                                  self->models_time, NULL, stored_cb, NULL);
}

/* Where the list is kept from now on, or NULL for nowhere. */
void
natter_provider_set_cache (NatterProvider   *self,
                           NatterModelCache *cache)
{
  if (g_set_object (&self->cache, cache))
    natter_provider_keep_models (self);
}

/**
 * natter_provider_get_models_time:
 * @self: a provider
 *
 * Returns: when the server told its models, in milliseconds since 1970, UTC; 0 when it was not
 *   asked yet, or nothing is known of it
 */
gint64
natter_provider_get_models_time (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), 0);

  return self->models_time;
}

/**
 * natter_provider_models_are_stale:
 * @self: a provider
 *
 * Returns: whether the list is more than a day old, from the future, or not there
 */
gboolean
natter_provider_models_are_stale (NatterProvider *self)
{
  gint64 age = 0;

  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);

  age = g_get_real_time () / 1000 - self->models_time;

  return self->models_time == 0 || age < 0 || age > STALE_AFTER;
}

/**
 * natter_provider_refresh_models:
 * @self: a provider
 * @http: what to ask through
 * @secrets: where the provider's key is, if it has one
 * @cancellable: (nullable): ends the interest in the answer
 *
 * Asks the server for its models if natter_provider_models_are_stale() or it was asked in vain,
 * once what is kept on disk was read; not for newer ones over a metered network. How it ends is the
 * provider's state.
 */
void
natter_provider_refresh_models (NatterProvider *self,
                                NatterHttp     *http,
                                NatterSecrets  *secrets,
                                GCancellable   *cancellable)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (NATTER_IS_HTTP (http));
  g_return_if_fail (NATTER_IS_SECRETS (secrets));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  natter_provider_recall_models (self);
  if (!self->recalling)
    {
      load_if_stale (self, http, secrets, cancellable);
      return;
    }

  g_clear_pointer (&self->wish, wish_free);
  self->wish = g_new0 (NatterModelsWish, 1);
  self->wish->http = g_object_ref (http);
  self->wish->secrets = g_object_ref (secrets);
  g_set_object (&self->wish->cancellable, cancellable);
}
