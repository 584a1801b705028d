/* natter-save.h: keeps the accounts and defaults, and says so when that fails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-provider-list.h"

G_BEGIN_DECLS

gboolean natter_save_providers (NatterProviderList *providers,
                                GtkWidget          *from);

G_END_DECLS
