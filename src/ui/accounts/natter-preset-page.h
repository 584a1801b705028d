/* natter-preset-page.h: the services that a new account can be made from, to search and choose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-preset.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PRESET_PAGE (natter_preset_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterPresetPage, natter_preset_page, NATTER, PRESET_PAGE, AdwNavigationPage)

/* signal "chosen" (NatterPreset) */

G_END_DECLS
