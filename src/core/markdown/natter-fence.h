/* natter-fence.h: the code of a fence that is still open, read without parsing. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char     character;   /* ` or ~ */
  guint    length;      /* of the opening fence, 0: there is none */
  guint    indent;      /* columns before it, taken from each line of code too */
  gboolean nested;      /* in a list item: a line that is indented less ends it */

  gsize    start;       /* where the opening line begins in the text */
  gsize    offset;      /* bytes of the text that were read */
  gboolean in_line;     /* offset is inside a line that was begun */
  guint    n_lines;
} NatterFence;

gboolean natter_fence_opens         (NatterFence *self,
                                     const char  *line,
                                     gsize        length);
gboolean natter_fence_closes        (NatterFence *self,
                                     const char  *line,
                                     gsize        length);
gboolean natter_fence_feed          (NatterFence *self,
                                     const char  *text,
                                     gsize        length,
                                     GString     *code);
void     natter_fence_append_indent (GString     *out,
                                     const char  *blanks,
                                     gsize        length,
                                     guint        column,
                                     guint        target);
void     natter_fence_append_text   (GString     *out,
                                     const char  *text,
                                     gsize        length);
gsize    natter_fence_line_length   (const char  *line,
                                     gsize        length);
gsize    natter_fence_break_length  (const char  *line,
                                     gsize        length,
                                     gsize        end);

G_END_DECLS
