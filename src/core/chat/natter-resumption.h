/* natter-resumption.h: answers that were cut off because the network went away go on once it is
 * back. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_RESUMPTION (natter_resumption_get_type ())
G_DECLARE_FINAL_TYPE (NatterResumption, natter_resumption, NATTER, RESUMPTION, GObject)

NatterResumption *natter_resumption_new   (NatterChat         *chat,
                                           NatterNetwork      *network);
void              natter_resumption_ended (NatterResumption   *self,
                                           NatterConversation *conversation,
                                           NatterMessage      *answer,
                                           gint64              began);

G_END_DECLS
