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

#define NATTER_TYPE_MODEL_CHOICE (natter_model_choice_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelChoice, natter_model_choice, NATTER, MODEL_CHOICE, GObject)

NatterModelChoice *natter_model_choice_new          (NatterChoiceKind   kind,
                                                     NatterProvider    *provider,
                                                     const char        *model_id,
                                                     const char        *name);
NatterChoiceKind   natter_model_choice_get_kind     (NatterModelChoice *self);
NatterProvider    *natter_model_choice_get_provider (NatterModelChoice *self);
const char        *natter_model_choice_get_model_id (NatterModelChoice *self);
const char        *natter_model_choice_get_name     (NatterModelChoice *self);
gboolean           natter_model_choice_is_usable    (NatterModelChoice *self);

G_END_DECLS
