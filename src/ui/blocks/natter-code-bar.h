/* natter-code-bar.h: what stands over a block of code: its language, and what can be done with it.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CODE_BAR (natter_code_bar_get_type ())
G_DECLARE_FINAL_TYPE (NatterCodeBar, natter_code_bar, NATTER, CODE_BAR, GtkWidget)

GtkWidget  *natter_code_bar_new       (void);
void        natter_code_bar_set_block (NatterCodeBar *self,
                                       NatterBlock   *block);
const char *natter_code_bar_get_name  (NatterCodeBar *self);

G_END_DECLS
