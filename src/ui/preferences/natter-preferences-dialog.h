/* natter-preferences-dialog.h: accounts, defaults and the send key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"
#include "natter-settings.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PREFERENCES_DIALOG (natter_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterPreferencesDialog, natter_preferences_dialog, NATTER,
                      PREFERENCES_DIALOG, AdwPreferencesDialog)

NatterPreferencesDialog *natter_preferences_dialog_new (NatterChat     *chat,
                                                        NatterSettings *settings);

G_END_DECLS
