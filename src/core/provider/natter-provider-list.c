/* natter-provider-list.c: the accounts and defaults of a profile, and the order that they are shown
 * in. Reading and writing them is natter-provider-list-file.c. Owned by the application; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-list.h"

#include <string.h>

#include "natter-provider-list-private.h"
#include "natter-provider-private.h"

static void natter_provider_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterProviderList, natter_provider_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      natter_provider_list_model_init))

typedef enum
{
  PROP_DEFAULT_MODEL = 1,
} NatterProviderListProps;

static GParamSpec *properties[PROP_DEFAULT_MODEL + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
natter_provider_list_get_item_type (GListModel *model)
{
  return NATTER_TYPE_PROVIDER;
}

static guint
natter_provider_list_get_n_items (GListModel *model)
{
  return NATTER_PROVIDER_LIST (model)->providers->len;
}

static gpointer
natter_provider_list_get_item (GListModel *model,
                               guint       position)
{
  NatterProviderList *self = NATTER_PROVIDER_LIST (model);

  if (position >= self->providers->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->providers, position));
}

static void
natter_provider_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_provider_list_get_item_type;
  iface->get_n_items = natter_provider_list_get_n_items;
  iface->get_item = natter_provider_list_get_item;
}

static void
natter_provider_list_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  NatterProviderList *self = NATTER_PROVIDER_LIST (object);

  switch ((NatterProviderListProps) prop_id)
    {
    case PROP_DEFAULT_MODEL:
      g_value_set_string (value, natter_provider_list_get_default_model (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_provider_list_finalize (GObject *object)
{
  NatterProviderList *self = NATTER_PROVIDER_LIST (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_object (&self->shelf);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->saved, json_object_unref);
  g_clear_pointer (&self->unread, g_ptr_array_unref);
  g_clear_pointer (&self->blocked, g_free);
  g_clear_pointer (&self->default_model, g_free);
  g_clear_pointer (&self->lasting_model, g_free);
  g_clear_pointer (&self->system_prompt, g_free);
  g_clear_pointer (&self->answer_settings, natter_answer_settings_free);

  G_OBJECT_CLASS (natter_provider_list_parent_class)->finalize (object);
}

static void
natter_provider_list_class_init (NatterProviderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_provider_list_get_property;
  object_class->finalize = natter_provider_list_finalize;

  properties[PROP_DEFAULT_MODEL] =
    g_param_spec_string ("default-model", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * NatterProviderList::changed:
   *
   * One of the defaults is another than before.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_provider_list_init (NatterProviderList *self)
{
  self->providers = g_ptr_array_new_with_free_func (g_object_unref);
  self->shelf = natter_model_shelf_new ();
  self->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->answer_settings = natter_answer_settings_new ();
}

/**
 * natter_provider_list_new:
 * @path: where providers.json of the profile is, or will be
 *
 * Returns: (transfer full): an empty list; nothing is read yet
 */
NatterProviderList *
natter_provider_list_new (const char *path)
{
  NatterProviderList *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (NATTER_TYPE_PROVIDER_LIST, NULL);
  self->path = g_strdup (path);

  return self;
}

/**
 * natter_provider_list_add:
 * @self: a provider list
 * @provider: (transfer none): a provider that is not in it
 *
 * Adds @provider at the end. Saving is the caller's.
 */
void
natter_provider_list_add (NatterProviderList *self,
                          NatterProvider     *provider)
{
  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));
  g_return_if_fail (!natter_provider_list_lookup (self, natter_provider_get_id (provider)));

  g_ptr_array_add (self->providers, g_object_ref (provider));
  natter_provider_set_cache (provider, self->cache);
  g_list_model_items_changed (G_LIST_MODEL (self), self->providers->len - 1, 0, 1);
}

/**
 * natter_provider_list_remove:
 * @self: a provider list
 * @provider: a provider that is in it
 *
 * The provider's list of models is removed from the disk, and its models are no favourites and
 * recent ones any more. Saving, and forgetting the provider's key, is the caller's.
 */
void
natter_provider_list_remove (NatterProviderList *self,
                             NatterProvider     *provider)
{
  g_autoptr(NatterProvider) removed = NULL;
  const char *id = NULL;
  guint position;

  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));

  if (!g_ptr_array_find (self->providers, provider, &position))
    return;

  removed = g_object_ref (provider);
  id = natter_provider_get_id (removed);
  natter_provider_set_cache (removed, NULL);
  if (self->cache != NULL && !natter_provider_is_transient (removed))
    natter_model_cache_remove_async (self->cache, id, NULL, NULL, NULL);
  natter_model_shelf_forget_provider (self->shelf, id);
  g_ptr_array_remove_index (self->providers, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static NatterProvider *
lookup (NatterProviderList *self,
        const char         *provider_id,
        gsize               length)
{
  guint i;

  for (i = 0; i < self->providers->len; i++)
    {
      NatterProvider *provider = g_ptr_array_index (self->providers, i);
      const char *id = natter_provider_get_id (provider);

      if (strlen (id) == length && memcmp (id, provider_id, length) == 0)
        return provider;
    }

  return NULL;
}

/**
 * natter_provider_list_lookup:
 * @self: a provider list
 * @provider_id: the id of a provider
 *
 * Returns: (transfer none) (nullable): the provider with that id
 */
NatterProvider *
natter_provider_list_lookup (NatterProviderList *self,
                             const char         *provider_id)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);
  g_return_val_if_fail (provider_id != NULL, NULL);

  return lookup (self, provider_id, strlen (provider_id));
}

/**
 * natter_provider_list_find_url:
 * @self: a provider list
 * @base_url: an address, in any form that natter_provider_clean_base_url() takes
 *
 * Returns: (transfer none) (nullable): the first provider at that address
 */
NatterProvider *
natter_provider_list_find_url (NatterProviderList *self,
                               const char         *base_url)
{
  g_autofree char *cleaned = NULL;
  guint i;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  cleaned = natter_provider_clean_base_url (base_url, NULL);
  for (i = 0; cleaned != NULL && i < self->providers->len; i++)
    {
      NatterProvider *provider = g_ptr_array_index (self->providers, i);

      if (g_str_equal (natter_provider_get_base_url (provider), cleaned))
        return provider;
    }

  return NULL;
}

/**
 * natter_provider_list_resolve:
 * @self: a provider list
 * @model_key: (nullable): "provider-id/model-id"; the model's id may have slashes in it
 * @model_id: (out) (optional) (transfer none): the model's id, a part of @model_key
 *
 * Returns: (transfer none) (nullable): the provider, NULL when there is no such provider or no
 *   model named
 */
NatterProvider *
natter_provider_list_resolve (NatterProviderList  *self,
                              const char          *model_key,
                              const char         **model_id)
{
  const char *slash;
  NatterProvider *provider = NULL;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);

  slash = model_key != NULL ? strchr (model_key, '/') : NULL;
  if (slash != NULL && slash[1] != '\0')
    provider = lookup (self, model_key, (gsize) (slash - model_key));

  if (model_id != NULL)
    *model_id = provider != NULL ? slash + 1 : NULL;

  return provider;
}

/**
 * natter_provider_list_make_key:
 * @provider: a provider
 * @model_id: the id of one of its models
 *
 * Returns: (transfer full): the key that natter_provider_list_resolve() reads
 */
char *
natter_provider_list_make_key (NatterProvider *provider,
                               const char     *model_id)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (model_id != NULL && *model_id != '\0', NULL);

  return g_strconcat (natter_provider_get_id (provider), "/", model_id, NULL);
}

/**
 * natter_provider_list_set_cache:
 * @self: a provider list
 * @cache: (nullable): where the models that servers tell are kept, %NULL for nowhere
 */
void
natter_provider_list_set_cache (NatterProviderList *self,
                                NatterModelCache   *cache)
{
  guint i;

  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));
  g_return_if_fail (!cache || NATTER_IS_MODEL_CACHE (cache));

  if (!g_set_object (&self->cache, cache))
    return;

  for (i = 0; i < self->providers->len; i++)
    natter_provider_set_cache (g_ptr_array_index (self->providers, i), cache);
}

/**
 * natter_provider_list_find_model:
 * @self: a provider list
 * @model_key: (nullable): the key of a model
 *
 * Returns: (transfer full) (nullable): the model; %NULL when there is no such provider, or its list
 *   is known and has no such model. As long as the list is not known a model is taken at its word.
 */
NatterModel *
natter_provider_list_find_model (NatterProviderList *self,
                                 const char         *model_key)
{
  NatterProvider *provider = NULL;
  GListModel *models = NULL;
  const char *id = NULL;
  guint i;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);

  provider = natter_provider_list_resolve (self, model_key, &id);
  if (provider == NULL)
    return NULL;

  models = natter_provider_get_models (provider);
  for (i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      if (g_str_equal (natter_model_get_id (model), id))
        return g_steal_pointer (&model);
    }

  return natter_provider_get_models_time (provider) == 0 ? natter_model_new (id, NULL) : NULL;
}

/**
 * natter_provider_list_get_shelf:
 * @self: a provider list
 *
 * Returns: (transfer none): the favourites and recent models; saving is natter_provider_list_save()
 */
NatterModelShelf *
natter_provider_list_get_shelf (NatterProviderList *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);

  return self->shelf;
}

/**
 * natter_provider_list_note_used:
 * @self: a provider list
 * @model_key: (nullable): the key of a model that a question is sent to
 *
 * Puts the model first of the recent ones, and saves that if the list was loaded: in silence, for
 * nobody asked for it.
 */
void
natter_provider_list_note_used (NatterProviderList *self,
                                const char         *model_key)
{
  g_autoptr(GError) error = NULL;
  NatterProvider *provider = NULL;

  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));

  provider = natter_provider_list_resolve (self, model_key, NULL);
  if (provider == NULL || !natter_model_shelf_note_used (self->shelf, model_key))
    return;

  if (self->loaded && !natter_provider_is_transient (provider) &&
      !natter_provider_list_save (self, &error))
    g_debug ("The recent models are not saved: %s", error->message);
}

/**
 * natter_provider_list_get_default_model:
 * @self: a provider list
 *
 * Returns: (nullable): the key of the model that new conversations use
 */
const char *
natter_provider_list_get_default_model (NatterProviderList *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);

  return self->default_model;
}

/**
 * natter_provider_list_set_default_model:
 * @self: a provider list
 * @model_key: (nullable): the key of a model
 *
 * A model of a transient provider is the default for this run of the program only: the one before
 * it stays saved.
 */
void
natter_provider_list_set_default_model (NatterProviderList *self,
                                        const char         *model_key)
{
  NatterProvider *provider;

  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));

  provider = natter_provider_list_resolve (self, model_key, NULL);
  if (provider == NULL || !natter_provider_is_transient (provider))
    g_set_str (&self->lasting_model, model_key);

  if (!g_set_str (&self->default_model, model_key))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_MODEL]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_provider_list_get_system_prompt:
 * @self: a provider list
 *
 * Returns: (nullable): what every model is told first
 */
const char *
natter_provider_list_get_system_prompt (NatterProviderList *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);

  return self->system_prompt;
}

/**
 * natter_provider_list_set_system_prompt:
 * @self: a provider list
 * @prompt: (nullable): what every model is told first; an empty one is none
 */
void
natter_provider_list_set_system_prompt (NatterProviderList *self,
                                        const char         *prompt)
{
  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));

  if (g_set_str (&self->system_prompt, prompt != NULL && *prompt != '\0' ? prompt : NULL))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_provider_list_get_answer_settings:
 * @self: a provider list
 *
 * Returns: (transfer none): how models are asked to answer, good until it is set
 */
const NatterAnswerSettings *
natter_provider_list_get_answer_settings (NatterProviderList *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), NULL);

  return self->answer_settings;
}

/**
 * natter_provider_list_set_answer_settings:
 * @self: a provider list
 * @settings: how models are asked to answer; copied, and brought into its ranges
 */
void
natter_provider_list_set_answer_settings (NatterProviderList         *self,
                                          const NatterAnswerSettings *settings)
{
  g_autoptr(NatterAnswerSettings) tidy = NULL;

  g_return_if_fail (NATTER_IS_PROVIDER_LIST (self));
  g_return_if_fail (settings);

  tidy = natter_answer_settings_copy (settings);
  natter_answer_settings_tidy (tidy);
  if (natter_answer_settings_equal (self->answer_settings, tidy))
    return;

  natter_answer_settings_free (self->answer_settings);
  self->answer_settings = g_steal_pointer (&tidy);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
