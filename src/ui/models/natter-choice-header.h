/* natter-choice-header.h: a heading of the model list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-model-choice.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CHOICE_HEADER (natter_choice_header_get_type ())
G_DECLARE_FINAL_TYPE (NatterChoiceHeader, natter_choice_header, NATTER, CHOICE_HEADER, AdwBin)

/* signal "refresh" (NatterProvider): the server is to be asked for its models again */
NatterChoiceHeader *natter_choice_header_new        (void);
void                natter_choice_header_set_choice (NatterChoiceHeader *self,
                                                     NatterModelChoice  *choice);

G_END_DECLS
