/* natter-text-step.h: where characters, as people see them, and words begin and end in a text.
 * Pure, main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_STEP_CHARACTER,
  NATTER_STEP_WORD,
} NatterStep;

gsize    natter_text_clamp  (const char *text,
                             gsize       length,
                             gsize       offset);
gboolean natter_text_step   (const char *text,
                             gsize       length,
                             NatterStep  step,
                             int         direction,
                             gsize      *offset);
void     natter_text_word   (const char *text,
                             gsize       length,
                             gsize       offset,
                             gsize      *start,
                             gsize      *end);
gboolean natter_text_is_rtl (const char *text,
                             gsize       length);

G_END_DECLS
