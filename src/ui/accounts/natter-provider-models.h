/* natter-provider-models.h: what models an account has, and those entered by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PROVIDER_MODELS (natter_provider_models_get_type ())
G_DECLARE_FINAL_TYPE (NatterProviderModels, natter_provider_models, NATTER, PROVIDER_MODELS, AdwBin)

void  natter_provider_models_set_provider (NatterProviderModels *self,
                                           NatterChat           *chat,
                                           NatterProvider       *provider);
char *natter_provider_models_describe     (NatterProvider       *provider);

G_END_DECLS
