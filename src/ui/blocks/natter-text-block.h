/* natter-text-block.h: a block of prose in a label. Functions only: the label is its widget.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"

G_BEGIN_DECLS

GtkWidget *natter_text_block_new  (void);
void       natter_text_block_show (GtkLabel    *label,
                                   NatterBlock *block);

G_END_DECLS
