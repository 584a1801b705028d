/* natter-model-choice.c: one row of the model list. Immutable; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-choice.h"

#include "natter-provider-list.h"

struct _NatterModelChoice
{
  GObject parent_instance;

  NatterChoiceKind kind;
  NatterChoiceGroup group;
  NatterProvider *provider;
  NatterModel *model;
};

G_DEFINE_FINAL_TYPE (NatterModelChoice, natter_model_choice, G_TYPE_OBJECT)

static void
natter_model_choice_finalize (GObject *object)
{
  NatterModelChoice *self = NATTER_MODEL_CHOICE (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->model);

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
 * @group: under which heading it stands
 * @provider: whose model, or whose state
 * @model: (nullable): the model, where there is one
 *
 * Returns: (transfer full): a row
 */
NatterModelChoice *
natter_model_choice_new (NatterChoiceKind   kind,
                         NatterChoiceGroup  group,
                         NatterProvider    *provider,
                         NatterModel       *model)
{
  NatterModelChoice *self;

  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (!model || NATTER_IS_MODEL (model), NULL);

  self = g_object_new (NATTER_TYPE_MODEL_CHOICE, NULL);
  self->kind = kind;
  self->group = group;
  self->provider = g_object_ref (provider);
  g_set_object (&self->model, model);

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
 * natter_model_choice_get_group:
 * @self: the row
 *
 * Returns: under which heading it stands
 */
NatterChoiceGroup
natter_model_choice_get_group (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NATTER_GROUP_PROVIDER);

  return self->group;
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
 * natter_model_choice_get_model:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): the model, where there is one
 */
NatterModel *
natter_model_choice_get_model (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NULL);

  return self->model;
}

/**
 * natter_model_choice_dup_key:
 * @self: the row
 *
 * Returns: (transfer full) (nullable): the key of the model, where there is one
 */
char *
natter_model_choice_dup_key (NatterModelChoice *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), NULL);

  return self->model
         ? natter_provider_list_make_key (self->provider, natter_model_get_id (self->model)) : NULL;
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

/**
 * natter_model_choice_equal:
 * @self: the row
 * @other: another row
 *
 * Returns: whether both say the same
 */
gboolean
natter_model_choice_equal (NatterModelChoice *self,
                           NatterModelChoice *other)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (self), FALSE);
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICE (other), FALSE);

  return self->kind == other->kind && self->group == other->group &&
         self->provider == other->provider &&
         (self->model == other->model ||
          (self->model && other->model && natter_model_equal (self->model, other->model)));
}
