/* natter-store-banner.h: says that what is written can't be stored, as long as that is so. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-store.h"

G_BEGIN_DECLS

#define NATTER_TYPE_STORE_BANNER (natter_store_banner_get_type ())
G_DECLARE_FINAL_TYPE (NatterStoreBanner, natter_store_banner, NATTER, STORE_BANNER, AdwBin)

void natter_store_banner_set_store (NatterStoreBanner *self,
                                    NatterStore       *store);

G_END_DECLS
