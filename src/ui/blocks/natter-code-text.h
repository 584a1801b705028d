/* natter-code-text.h: lines of fixed-width text, of which only those near the view are laid out.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-code-lines.h"
#include "natter-markable.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CODE_TEXT (natter_code_text_get_type ())
G_DECLARE_FINAL_TYPE (NatterCodeText, natter_code_text, NATTER, CODE_TEXT, GtkWidget)

/* Offsets are bytes of the block's text; owner has the marks and outlives the widget. */
GtkWidget *natter_code_text_new           (NatterMarkable  *owner);
void       natter_code_text_set_block     (NatterCodeText  *self,
                                           NatterBlock     *block);
void       natter_code_text_grow          (NatterCodeText  *self);
void       natter_code_text_recolour      (NatterCodeText  *self);
const NatterCodeLines *natter_code_text_get_lines (NatterCodeText *self);
void       natter_code_text_set_window    (NatterCodeText  *self,
                                           guint            first,
                                           guint            n_lines);
gsize      natter_code_text_get_end       (NatterCodeText  *self);
void       natter_code_text_set_wrap      (NatterCodeText  *self,
                                           gboolean         wrap);
void       natter_code_text_set_visible   (NatterCodeText  *self,
                                           double           top,
                                           double           bottom);
gsize      natter_code_text_get_offset_at (NatterCodeText  *self,
                                           double           x,
                                           double           y);
gboolean   natter_code_text_get_rect_at   (NatterCodeText  *self,
                                           gsize            offset,
                                           graphene_rect_t *rect);

G_END_DECLS
