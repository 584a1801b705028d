/* natter-provider-dialog.h: adds or changes one account.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PROVIDER_DIALOG (natter_provider_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterProviderDialog, natter_provider_dialog, NATTER, PROVIDER_DIALOG,
                      AdwDialog)

/* provider is NULL for a new account; signal "saved" (NatterProvider) */
NatterProviderDialog *natter_provider_dialog_new (NatterChat     *chat,
                                                  NatterProvider *provider);

G_END_DECLS
