/* natter-provider-form.h: what one account is asked for: name, address, key; later its models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"
#include "natter-preset.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PROVIDER_FORM (natter_provider_form_get_type ())
G_DECLARE_FINAL_TYPE (NatterProviderForm, natter_provider_form, NATTER, PROVIDER_FORM,
                      AdwNavigationPage)

/* signals: "saved" (NatterProvider): it is kept; "done": nothing is left to do or to tell */
void natter_provider_form_set_chat     (NatterProviderForm *self,
                                        NatterChat         *chat);
void natter_provider_form_propose      (NatterProviderForm *self,
                                        NatterPreset       *preset);
void natter_provider_form_set_provider (NatterProviderForm *self,
                                        NatterProvider     *provider);

G_END_DECLS
