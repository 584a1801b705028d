/* natter-batch-export.h: several conversations become files in a folder that a person chooses. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-keeper.h"

G_BEGIN_DECLS

/* conversations: of NatterConversation */
void natter_batch_export_ask (AdwToastOverlay *toasts,
                              NatterKeeper    *keeper,
                              GPtrArray       *conversations);

G_END_DECLS
