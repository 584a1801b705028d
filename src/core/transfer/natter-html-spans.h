/* natter-html-spans.h: the styled text of a block as HTML. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-block.h"

G_BEGIN_DECLS

typedef struct
{
  NatterBlock *block;
  const char  *line_break;   /* what a newline becomes */
  guint        n_done;       /* spans that end before what is written next */
} NatterHtmlSpans;

void natter_html_spans_append (NatterHtmlSpans *self,
                               GString         *out,
                               gsize            start,
                               gsize            end);

G_END_DECLS
