/* natter-offline-banner.h: says that there is no network, where the model is on another computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OFFLINE_BANNER (natter_offline_banner_get_type ())
G_DECLARE_FINAL_TYPE (NatterOfflineBanner, natter_offline_banner, NATTER, OFFLINE_BANNER, AdwBin)

/* property "model-key" (char *): the model that is to answer */
void natter_offline_banner_set_chat (NatterOfflineBanner *self,
                                     NatterChat          *chat);

G_END_DECLS
