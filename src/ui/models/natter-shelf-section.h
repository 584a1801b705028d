/* natter-shelf-section.h: the favourites, or the recent models, in the model list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-model-section.h"
#include "natter-provider-list.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SHELF_SECTION (natter_shelf_section_get_type ())
G_DECLARE_FINAL_TYPE (NatterShelfSection, natter_shelf_section, NATTER, SHELF_SECTION,
                      NatterModelSection)

NatterModelSection *natter_shelf_section_new (NatterProviderList *providers,
                                              NatterChoiceGroup   group);

G_END_DECLS
