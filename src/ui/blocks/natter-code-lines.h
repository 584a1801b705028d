/* natter-code-lines.h: where the lines of a growing text begin. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GArray *starts;   /* gsize: where each line begins */
  gsize   length;   /* bytes of the text that were read */
} NatterCodeLines;

void     natter_code_lines_init        (NatterCodeLines       *self);
void     natter_code_lines_clear       (NatterCodeLines       *self);
void     natter_code_lines_reset       (NatterCodeLines       *self);
void     natter_code_lines_feed        (NatterCodeLines       *self,
                                        const char            *text,
                                        gsize                  length);
guint    natter_code_lines_get_n       (const NatterCodeLines *self);
void     natter_code_lines_get         (const NatterCodeLines *self,
                                        const char            *text,
                                        guint                  line,
                                        gsize                 *start,
                                        gsize                 *end);
gboolean natter_code_lines_is_cut      (const NatterCodeLines *self,
                                        const char            *text,
                                        guint                  line);
guint    natter_code_lines_find        (const NatterCodeLines *self,
                                        gsize                  offset);
guint    natter_code_lines_get_columns (const char            *text,
                                        gsize                  length);

G_END_DECLS
