/* natter-provider-section.h: the rows of one provider in the model list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-model-section.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PROVIDER_SECTION (natter_provider_section_get_type ())
G_DECLARE_FINAL_TYPE (NatterProviderSection, natter_provider_section, NATTER, PROVIDER_SECTION,
                      NatterModelSection)

NatterModelSection *natter_provider_section_new (NatterProvider *provider);

G_END_DECLS
