/* natter-find-bar.h: the bar to find something in the conversation. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation-view.h"

G_BEGIN_DECLS

#define NATTER_TYPE_FIND_BAR (natter_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (NatterFindBar, natter_find_bar, NATTER, FIND_BAR, GtkWidget)

/* property "view": the transcript to look in
 * signal "closed": whoever had the focus before wants it back */
void natter_find_bar_open (NatterFindBar *self);
void natter_find_bar_step (NatterFindBar *self,
                           int            direction);

G_END_DECLS
