/* natter-model-choices.h: the models of all providers that match a search, a section per provider.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-model-choice.h"
#include "natter-provider-list.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_CHOICES (natter_model_choices_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelChoices, natter_model_choices, NATTER, MODEL_CHOICES, GObject)

NatterModelChoices *natter_model_choices_new         (NatterProviderList *providers);
GListModel         *natter_model_choices_get_list    (NatterModelChoices *self);
void                natter_model_choices_set_search  (NatterModelChoices *self,
                                                      const char         *search);
NatterModelChoice  *natter_model_choices_find_usable (NatterModelChoices *self);

G_END_DECLS
