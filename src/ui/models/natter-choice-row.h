/* natter-choice-row.h: how one row of the model list looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-model-choice.h"
#include "natter-model-shelf.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CHOICE_ROW (natter_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterChoiceRow, natter_choice_row, NATTER, CHOICE_ROW, AdwBin)

/* signals: "retry" (NatterProvider): the models that could not be loaded are asked for again;
 * "favourite-toggled" (NatterModelChoice): its model is a favourite now, or is one no more */
NatterChoiceRow *natter_choice_row_new        (NatterModelShelf  *shelf);
void             natter_choice_row_set_choice (NatterChoiceRow   *self,
                                               NatterModelChoice *choice,
                                               gboolean           is_current);
const char      *natter_choice_row_get_title  (NatterChoiceRow   *self);
char            *natter_choice_row_dup_description (NatterChoiceRow *self);

G_END_DECLS
