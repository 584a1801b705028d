/* natter-choice-row.h: how one row of the model list looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-model-choice.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CHOICE_ROW (natter_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterChoiceRow, natter_choice_row, NATTER, CHOICE_ROW, AdwBin)

/* signal "retry" (NatterProvider): the models that could not be loaded are asked for again */
NatterChoiceRow *natter_choice_row_new        (void);
void             natter_choice_row_set_choice (NatterChoiceRow   *self,
                                               NatterModelChoice *choice,
                                               gboolean           is_current);
const char      *natter_choice_row_get_title  (NatterChoiceRow   *self);

G_END_DECLS
