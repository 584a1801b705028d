/* natter-model-choice.h: one row of the model list: a model, or what is known where there is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-provider.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_CHOICE_MODEL,    /* one that the provider lists */
  NATTER_CHOICE_BY_NAME,  /* what was typed, taken as a model's name */
  NATTER_CHOICE_LOADING,
  NATTER_CHOICE_FAILED,
  NATTER_CHOICE_EMPTY,    /* the provider lists none */
} NatterChoiceKind;

/* Under which heading it stands. */
typedef enum
{
  NATTER_GROUP_FAVOURITES,
  NATTER_GROUP_RECENT,
  NATTER_GROUP_PROVIDER,
} NatterChoiceGroup;

#define NATTER_TYPE_MODEL_CHOICE (natter_model_choice_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelChoice, natter_model_choice, NATTER, MODEL_CHOICE, GObject)

NatterModelChoice *natter_model_choice_new          (NatterChoiceKind   kind,
                                                     NatterChoiceGroup  group,
                                                     NatterProvider    *provider,
                                                     NatterModel       *model);
NatterChoiceKind   natter_model_choice_get_kind     (NatterModelChoice *self);
NatterChoiceGroup  natter_model_choice_get_group    (NatterModelChoice *self);
NatterProvider    *natter_model_choice_get_provider (NatterModelChoice *self);
NatterModel       *natter_model_choice_get_model    (NatterModelChoice *self);
char              *natter_model_choice_dup_key      (NatterModelChoice *self);
gboolean           natter_model_choice_is_usable    (NatterModelChoice *self);
gboolean           natter_model_choice_equal        (NatterModelChoice *self,
                                                     NatterModelChoice *other);

G_END_DECLS
