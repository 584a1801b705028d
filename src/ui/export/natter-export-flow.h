/* natter-export-flow.h: from "Export…" to a file. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-keeper.h"

G_BEGIN_DECLS

/* conversation: one whose messages are here */
void natter_export_flow_ask      (AdwToastOverlay    *toasts,
                                  GSettings          *settings,
                                  NatterKeeper       *keeper,
                                  NatterConversation *conversation);
/* conversations: of NatterConversation */
void natter_export_flow_ask_many (AdwToastOverlay    *toasts,
                                  GSettings          *settings,
                                  NatterKeeper       *keeper,
                                  GPtrArray          *conversations);

G_END_DECLS
