/* natter-model.c: one model of one provider. Immutable, owned by the list that it is in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model.h"

#include <string.h>

struct _NatterModel
{
  GObject  parent_instance;

  char    *id;
  char    *name;
};

G_DEFINE_FINAL_TYPE (NatterModel, natter_model, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
} NatterModelProps;

static GParamSpec *properties[PROP_NAME + 1];

static void
natter_model_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  NatterModel *self = NATTER_MODEL (object);

  switch ((NatterModelProps) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, natter_model_get_id (self));
      break;

    case PROP_NAME:
      g_value_set_string (value, natter_model_get_name (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_model_finalize (GObject *object)
{
  NatterModel *self = NATTER_MODEL (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (natter_model_parent_class)->finalize (object);
}

static void
natter_model_class_init (NatterModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_model_get_property;
  object_class->finalize = natter_model_finalize;

  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_model_init (NatterModel *self)
{
}

/**
 * natter_model_new:
 * @id: what the provider calls it in a request
 * @name: (nullable): what a person calls it, @id when %NULL or empty
 *
 * Returns: (transfer full): a new model
 */
NatterModel *
natter_model_new (const char *id,
                  const char *name)
{
  NatterModel *self = NULL;

  g_return_val_if_fail (id, NULL);

  self = g_object_new (NATTER_TYPE_MODEL, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name && *name ? name : id);

  return self;
}

/**
 * natter_model_get_id:
 * @self: a model
 *
 * Returns: (transfer none): what the provider calls it in a request
 */
const char *
natter_model_get_id (NatterModel *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL (self), NULL);

  return self->id;
}

/**
 * natter_model_get_name:
 * @self: a model
 *
 * Returns: (transfer none): what a person calls it
 */
const char *
natter_model_get_name (NatterModel *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL (self), NULL);

  return self->name;
}

/**
 * natter_model_is_for_chat:
 *
 * Returns: whether it writes, as far as its id tells; lists also hold models that make numbers of
 *   words
 */
gboolean
natter_model_is_for_chat (NatterModel *self)
{
  g_autofree char *folded = g_utf8_casefold (natter_model_get_id (self), -1);

  return !strstr (folded, "embed");
}
