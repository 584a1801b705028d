/* natter-provider.c: one configured account: where it is, how to speak to it, its models. Owned by
 * a provider list or by discovery; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider.h"

#include "natter-provider-private.h"

G_DEFINE_FINAL_TYPE (NatterProvider, natter_provider, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterModelsState, natter_models_state,
                    G_DEFINE_ENUM_VALUE (NATTER_MODELS_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (NATTER_MODELS_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (NATTER_MODELS_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (NATTER_MODELS_FAILED, "failed"))

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_BASE_URL,
  PROP_PRESET_ID,
  PROP_MODELS_STATE,
  PROP_MODELS_TIME,
} NatterProviderProps;

static GParamSpec *properties[PROP_MODELS_TIME + 1];

static void
add_model (GPtrArray   *models,
           GHashTable  *ids,
           NatterModel *model)
{
  if (g_hash_table_add (ids, (gpointer) natter_model_get_id (model)))
    g_ptr_array_add (models, g_object_ref (model));
}

/* Puts @wanted into the list. What is the same at both ends stays, and with it a selection. */
static void
replace_models (NatterProvider *self,
                GPtrArray      *wanted)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->models));
  guint n_common = MIN (n_old, wanted->len);
  guint start;
  guint end;

  for (start = 0; start < n_common; start++)
    {
      g_autoptr(NatterModel) old = g_list_model_get_item (G_LIST_MODEL (self->models), start);

      if (!natter_model_equal (old, g_ptr_array_index (wanted, start)))
        break;
    }

  for (end = 0; end < n_common - start; end++)
    {
      g_autoptr(NatterModel) old = g_list_model_get_item (G_LIST_MODEL (self->models),
                                                          n_old - 1 - end);

      if (!natter_model_equal (old, g_ptr_array_index (wanted, wanted->len - 1 - end)))
        break;
    }

  if (n_old - start - end > 0 || wanted->len - start - end > 0)
    g_list_store_splice (self->models, start, n_old - start - end, wanted->pdata + start,
                         wanted->len - start - end);
}

/* Makes the list say again what was fetched and entered. */
void
natter_provider_update_models (NatterProvider *self)
{
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint i;

  for (i = 0; i < self->fetched->len; i++)
    add_model (wanted, ids, g_ptr_array_index (self->fetched, i));

  for (i = 0; i < self->manual->len; i++)
    {
      g_autoptr(NatterModel) model = natter_model_new (g_ptr_array_index (self->manual, i), NULL);

      add_model (wanted, ids, model);
    }

  replace_models (self, wanted);
}

void
natter_provider_set_models_state (NatterProvider    *self,
                                  NatterModelsState  state)
{
  if (self->models_state == state)
    return;

  self->models_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODELS_STATE]);
}

static void
set_models_time (NatterProvider *self,
                 gint64          time)
{
  if (self->models_time == time)
    return;

  self->models_time = time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODELS_TIME]);
}

/* What a server said at that time, in place of what it said before. */
void
natter_provider_take_models (NatterProvider *self,
                             GListModel     *models,
                             gint64          time)
{
  guint i;

  g_ptr_array_set_size (self->fetched, 0);
  for (i = 0; i < g_list_model_get_n_items (models); i++)
    g_ptr_array_add (self->fetched, g_list_model_get_item (models, i));

  natter_provider_update_models (self);
  set_models_time (self, time);
}

void
natter_provider_notify_preset_id (NatterProvider *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESET_ID]);
}

static void
natter_provider_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  NatterProvider *self = NATTER_PROVIDER (object);

  switch ((NatterProviderProps) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, natter_provider_get_id (self));
      break;

    case PROP_NAME:
      g_value_set_string (value, natter_provider_get_name (self));
      break;

    case PROP_BASE_URL:
      g_value_set_string (value, natter_provider_get_base_url (self));
      break;

    case PROP_PRESET_ID:
      g_value_set_string (value, natter_provider_get_preset_id (self));
      break;

    case PROP_MODELS_STATE:
      g_value_set_enum (value, (int) natter_provider_get_models_state (self));
      break;

    case PROP_MODELS_TIME:
      g_value_set_int64 (value, natter_provider_get_models_time (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_provider_finalize (GObject *object)
{
  NatterProvider *self = NATTER_PROVIDER (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_object (&self->dialect);
  g_clear_pointer (&self->preset_id, g_free);
  g_clear_pointer (&self->own_quirks, json_object_unref);
  g_clear_pointer (&self->quirks, json_object_unref);
  g_clear_pointer (&self->extras, json_object_unref);
  g_clear_pointer (&self->learned, json_object_unref);
  g_clear_pointer (&self->connection, natter_connection_unref);
  g_clear_pointer (&self->organization, g_free);
  g_clear_pointer (&self->project, g_free);
  g_clear_pointer (&self->saved, json_object_unref);
  g_clear_pointer (&self->fetched, g_ptr_array_unref);
  g_clear_pointer (&self->manual, g_ptr_array_unref);
  g_clear_object (&self->models);
  g_clear_error (&self->models_error);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (natter_provider_parent_class)->finalize (object);
}

static void
natter_provider_class_init (NatterProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_provider_get_property;
  object_class->finalize = natter_provider_finalize;

  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_PRESET_ID] =
    g_param_spec_string ("preset-id", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_MODELS_STATE] =
    g_param_spec_enum ("models-state", NULL, NULL, NATTER_TYPE_MODELS_STATE,
                       NATTER_MODELS_UNKNOWN,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_MODELS_TIME] =
    g_param_spec_int64 ("models-time", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_provider_init (NatterProvider *self)
{
  self->fetched = g_ptr_array_new_with_free_func (g_object_unref);
  self->manual = g_ptr_array_new_with_free_func (g_free);
  self->models = g_list_store_new (NATTER_TYPE_MODEL);
}

/**
 * natter_provider_new:
 * @name: what a person calls it
 * @dialect: the id of a dialect, such as "openai-chat"
 * @base_url: an address that natter_provider_clean_base_url() takes
 *
 * Returns: (transfer full): a new provider with an id of its own
 */
NatterProvider *
natter_provider_new (const char *name,
                     const char *dialect,
                     const char *base_url)
{
  g_autoptr(NatterDialect) spoken = NULL;
  g_autofree char *cleaned = NULL;
  NatterProvider *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (dialect != NULL, NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  spoken = natter_dialect_new_for_id (dialect);
  cleaned = natter_provider_clean_base_url (base_url, NULL);
  g_return_val_if_fail (spoken != NULL, NULL);
  g_return_val_if_fail (cleaned != NULL, NULL);

  self = g_object_new (NATTER_TYPE_PROVIDER, NULL);
  self->id = g_uuid_string_random ();
  self->name = g_strdup (name);
  self->base_url = g_steal_pointer (&cleaned);
  self->dialect = g_steal_pointer (&spoken);

  return self;
}

/**
 * natter_provider_get_id:
 * @self: a provider
 *
 * Returns: the id, which never changes and has no slash in it
 */
const char *
natter_provider_get_id (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->id;
}

/**
 * natter_provider_get_name:
 * @self: a provider
 *
 * Returns: what a person calls it
 */
const char *
natter_provider_get_name (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->name;
}

/**
 * natter_provider_set_name:
 * @self: a provider
 * @name: what a person calls it
 */
void
natter_provider_set_name (NatterProvider *self,
                          const char     *name)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (name != NULL);

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * natter_provider_get_base_url:
 * @self: a provider
 *
 * Returns: the base URL, as natter_provider_clean_base_url() makes it
 */
const char *
natter_provider_get_base_url (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->base_url;
}

/**
 * natter_provider_set_base_url:
 * @self: a provider
 * @base_url: an address that natter_provider_clean_base_url() takes
 *
 * Another address is another server: what was fetched from the old one is forgotten, and a load
 * that still asks it ends as cancelled.
 */
void
natter_provider_set_base_url (NatterProvider *self,
                              const char     *base_url)
{
  g_autofree char *cleaned = NULL;

  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (base_url != NULL);

  cleaned = natter_provider_clean_base_url (base_url, NULL);
  g_return_if_fail (cleaned != NULL);

  if (!g_set_str (&self->base_url, cleaned))
    return;

  if (self->load != NULL)
    natter_models_load_abandon (self->load);
  g_clear_error (&self->models_error);
  g_clear_pointer (&self->learned, json_object_unref);
  g_ptr_array_set_size (self->fetched, 0);
  natter_provider_update_models (self);
  set_models_time (self, 0);
  natter_provider_set_models_state (self, NATTER_MODELS_UNKNOWN);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
}

/**
 * natter_provider_get_dialect:
 * @self: a provider
 *
 * Returns: (transfer none): the language that the provider speaks
 */
NatterDialect *
natter_provider_get_dialect (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->dialect;
}

/**
 * natter_provider_is_transient:
 * @self: a provider
 *
 * Returns: whether the provider is for this run of the program only and never saved
 */
gboolean
natter_provider_is_transient (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);

  return self->transient;
}

/**
 * natter_provider_set_transient:
 * @self: a provider
 * @transient: whether it is for this run of the program only
 */
void
natter_provider_set_transient (NatterProvider *self,
                               gboolean        transient)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  self->transient = !!transient;
}

/**
 * natter_provider_get_models:
 * @self: a provider
 *
 * Returns: (transfer none): a GListModel of NatterModel that lives as long as @self: those fetched
 *   from the server in its order, then those entered by hand, no id twice. What is kept of them on
 *   disk is read when this is first called, and is in the list a moment later.
 */
GListModel *
natter_provider_get_models (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  natter_provider_recall_models (self);

  return G_LIST_MODEL (self->models);
}

/**
 * natter_provider_get_models_state:
 * @self: a provider
 *
 * Returns: how far asking for the models has come
 */
NatterModelsState
natter_provider_get_models_state (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NATTER_MODELS_UNKNOWN);

  return self->models_state;
}

/**
 * natter_provider_get_models_error:
 * @self: a provider
 *
 * Returns: (nullable): why the state is NATTER_MODELS_FAILED, else NULL
 */
const GError *
natter_provider_get_models_error (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->models_state == NATTER_MODELS_FAILED ? self->models_error : NULL;
}

/**
 * natter_provider_set_fetched_models:
 * @self: a provider
 * @models: (transfer none): a GListModel of NatterModel, as a dialect reads it
 *
 * Takes what a server answered in place of what it answered before. The state becomes
 * NATTER_MODELS_READY.
 */
void
natter_provider_set_fetched_models (NatterProvider *self,
                                    GListModel     *models)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (G_IS_LIST_MODEL (models));

  g_clear_error (&self->models_error);
  natter_provider_take_models (self, models, g_get_real_time () / 1000);
  natter_provider_keep_models (self);
  natter_provider_set_models_state (self, NATTER_MODELS_READY);
}

/**
 * natter_provider_is_manual_model:
 * @self: the account
 * @id: a model
 *
 * Returns: whether the model was entered by hand
 */
gboolean
natter_provider_is_manual_model (NatterProvider *self,
                                 const char     *id)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_ptr_array_find_with_equal_func (self->manual, id, g_str_equal, NULL);
}

/**
 * natter_provider_add_manual_model:
 * @self: a provider
 * @id: a model that the server has, whether it lists it or not
 */
void
natter_provider_add_manual_model (NatterProvider *self,
                                  const char     *id)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (id != NULL && *id != '\0');

  if (g_ptr_array_find_with_equal_func (self->manual, id, g_str_equal, NULL))
    return;

  g_ptr_array_add (self->manual, g_strdup (id));
  natter_provider_update_models (self);
}

/**
 * natter_provider_remove_manual_model:
 * @self: a provider
 * @id: a model that was entered by hand; one that the server lists stays in the list
 */
void
natter_provider_remove_manual_model (NatterProvider *self,
                                     const char     *id)
{
  guint i;

  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (id != NULL);

  if (!g_ptr_array_find_with_equal_func (self->manual, id, g_str_equal, &i))
    return;

  g_ptr_array_remove_index (self->manual, i);
  natter_provider_update_models (self);
}
