/* natter-model-choice.c: one row of the model list. Immutable; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-choice.h"

struct _NatterModelChoice
{
  GObject parent_instance;

  NatterChoiceKind kind;
  NatterProvider *provider;
  char *model_id;
  char *name;
};

G_DEFINE_FINAL_TYPE (NatterModelChoice, natter_model_choice, G_TYPE_OBJECT)

static void
natter_model_choice_finalize (GObject *object)
{
  NatterModelChoice *self = NATTER_MODEL_CHOICE (object);

  g_clear_object (&self->provider);
  g_free (self->model_id);
  g_free (self->name);

  G_OBJECT_CLASS (natter_model_choice_parent_class)->finalize (object);
}

static void
natter_model_choice_class_init (NatterModelChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_model_choice_finalize;
}

static void
natter_model_choice_init (NatterModelChoice *self)
{
}

/**
 * natter_model_choice_new:
 * @kind: what the row is
 * @provider: whose model, or whose state
 * @model_id: (nullable): the model, where there is one
 * @name: (nullable): how it is shown
 *
 * Returns: (transfer full): a row
 */
NatterModelChoice *
natter_model_choice_new (NatterChoiceKind  kind,
                         NatterProvider   *provider,
                         const char       *model_id,
                         const char       *name)
{
  NatterModelChoice *self;

  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  self = g_object_new (NATTER_TYPE_MODEL_CHOICE, NULL);
  self->kind = kind;
  self->provider = g_object_ref (provider);
  self->model_id = g_strdup (model_id);
  self->name = g_strdup (name);

  return self;
}

/**
 * natter_model_choice_get_kind:
 * @self: the row
 *
 * Returns: what the row is
 */
NatterChoiceKind
natter_model_choice_get_kind (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NATTER_CHOICE_EMPTY);

  return self->kind;
}

/**
 * natter_model_choice_get_provider:
 * @self: the row
 *
 * Returns: (transfer none): whose model, or whose state
 */
NatterProvider *
natter_model_choice_get_provider (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NULL);

  return self->provider;
}

/**
 * natter_model_choice_get_model_id:
 * @self: the row
 *
 * Returns: (nullable): the model as the provider calls it
 */
const char *
natter_model_choice_get_model_id (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NULL);

  return self->model_id;
}

/**
 * natter_model_choice_get_name:
 * @self: the row
 *
 * Returns: (nullable): the model as people call it
 */
const char *
natter_model_choice_get_name (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NULL);

  return self->name;
}

/**
 * natter_model_choice_is_usable:
 * @self: the row
 *
 * Returns: whether there is a model to choose
 */
gboolean
natter_model_choice_is_usable (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), FALSE);

  return self->kind == NATTER_CHOICE_MODEL || self->kind == NATTER_CHOICE_BY_NAME;
}
