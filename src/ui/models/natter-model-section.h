/* natter-model-section.h: the rows of one provider in the model list, as a GListModel of
 * NatterModelChoice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-model-choice.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_SECTION (natter_model_section_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelSection, natter_model_section, NATTER, MODEL_SECTION, GObject)

NatterModelSection *natter_model_section_new        (NatterProvider     *provider,
                                                     const char         *search);
void                natter_model_section_set_search (NatterModelSection *self,
                                                     const char         *search);

G_END_DECLS
