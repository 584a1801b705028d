/* natter-model.c: one model of one provider, and what the provider's list tells of it. Immutable,
 * owned by the list that it is in; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model.h"

#include <string.h>

struct _NatterModel
{
  GObject           parent_instance;

  char             *id;
  char             *name;
  NatterModelFacts  facts;
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
 * natter_model_facts_tell:
 * @facts: what is known so far
 * @ability: one ability, or several of which the same is said
 * @has_it: what the list says
 *
 * Writes down that the list says something of @ability. Yes said in one place outweighs no said in
 * another.
 */
void
natter_model_facts_tell (NatterModelFacts     *facts,
                         NatterModelAbilities  ability,
                         gboolean              has_it)
{
  g_return_if_fail (facts != NULL);

  facts->told |= ability;
  if (has_it)
    facts->abilities |= ability;
}

/**
 * natter_model_new:
 * @id: what the provider calls it in a request
 * @name: (nullable): what a person calls it, @id when %NULL or empty
 *
 * Returns: (transfer full): a new model of which nothing more is known
 */
NatterModel *
natter_model_new (const char *id,
                  const char *name)
{
  return natter_model_new_with_facts (id, name, NULL);
}

/**
 * natter_model_new_with_facts:
 * @id: what the provider calls it in a request
 * @name: (nullable): what a person calls it, @id when %NULL or empty
 * @facts: (nullable): what else the list tells; numbers below zero count as not told
 *
 * Returns: (transfer full): a new model
 */
NatterModel *
natter_model_new_with_facts (const char             *id,
                             const char             *name,
                             const NatterModelFacts *facts)
{
  NatterModel *self = NULL;

  g_return_val_if_fail (id, NULL);

  self = g_object_new (NATTER_TYPE_MODEL, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name && *name ? name : id);
  if (!facts)
    return self;

  self->facts = *facts;
  self->facts.context_length = MAX (facts->context_length, 0);
  self->facts.max_output = MAX (facts->max_output, 0);
  self->facts.told |= facts->abilities;
  self->facts.has_price = facts->has_price && facts->input_price >= 0 && facts->output_price >= 0;
  if (!self->facts.has_price)
    self->facts.input_price = self->facts.output_price = 0;

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
 * natter_model_get_facts:
 * @self: a model
 *
 * Returns: (transfer none): what its provider's list tells; never %NULL
 */
const NatterModelFacts *
natter_model_get_facts (NatterModel *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL (self), NULL);

  return &self->facts;
}

/**
 * natter_model_has:
 * @self: a model
 * @ability: one ability
 *
 * Returns: whether the model is said to have it; if not, it may be unknown
 */
gboolean
natter_model_has (NatterModel          *self,
                  NatterModelAbilities  ability)
{
  g_return_val_if_fail (NATTER_IS_MODEL (self), FALSE);

  return (self->facts.abilities & ability) != 0;
}

/**
 * natter_model_lacks:
 * @self: a model
 * @ability: one ability
 *
 * Returns: whether the model is said not to have it; if not, it may be unknown
 */
gboolean
natter_model_lacks (NatterModel          *self,
                    NatterModelAbilities  ability)
{
  g_return_val_if_fail (NATTER_IS_MODEL (self), FALSE);

  return (self->facts.told & ~self->facts.abilities & ability) != 0;
}

static gboolean
facts_equal (const NatterModelFacts *a,
             const NatterModelFacts *b)
{
  return a->context_length == b->context_length &&
         a->max_output == b->max_output &&
         a->abilities == b->abilities &&
         a->told == b->told &&
         a->has_price == b->has_price &&
         G_APPROX_VALUE (a->input_price, b->input_price, 1e-9) &&
         G_APPROX_VALUE (a->output_price, b->output_price, 1e-9);
}

/**
 * natter_model_equal:
 * @self: a model
 * @other: another model of the same provider
 *
 * Returns: whether the same is told of both
 */
gboolean
natter_model_equal (NatterModel *self,
                    NatterModel *other)
{
  g_return_val_if_fail (NATTER_IS_MODEL (self), FALSE);
  g_return_val_if_fail (NATTER_IS_MODEL (other), FALSE);

  return g_str_equal (self->id, other->id) && g_str_equal (self->name, other->name) &&
         facts_equal (&self->facts, &other->facts);
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
