/* natter-text-block.h: a text with its styles, its links and its marks. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"

G_BEGIN_DECLS

#define NATTER_TYPE_TEXT_BLOCK (natter_text_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterTextBlock, natter_text_block, NATTER, TEXT_BLOCK, GtkWidget)

/* a NatterMarkable */
GtkWidget   *natter_text_block_new        (GtkAccessibleRole  role);
void         natter_text_block_set_block  (NatterTextBlock   *self,
                                           NatterBlock       *block);
void         natter_text_block_set_text   (NatterTextBlock   *self,
                                           const char        *text,
                                           gsize              length,
                                           const NatterSpan  *spans,
                                           guint              n_spans);
PangoLayout *natter_text_block_get_layout (NatterTextBlock   *self);

G_END_DECLS
