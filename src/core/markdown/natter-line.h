/* natter-line.h: what a line of Markdown may begin, as far as the line alone can tell. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-fence.h"

G_BEGIN_DECLS

/* A line indented this far may be code, but begins no other block. */
#define NATTER_LINE_CODE_INDENT 4

typedef enum
{
  NATTER_LINE_BLANK,
  NATTER_LINE_TEXT,
  NATTER_LINE_INDENTED,
  NATTER_LINE_HEADING,
  NATTER_LINE_RULE,
  NATTER_LINE_QUOTE,
  NATTER_LINE_ITEM,
  NATTER_LINE_FENCE,
} NatterLineKind;

typedef struct
{
  const char     *text;         /* without its break */
  gsize           length;
  gsize           offset;       /* where it begins in the whole text */
  gsize           next;         /* where the next one begins */

  NatterLineKind  kind;
  guint           indent;       /* columns */
  gsize           start;        /* bytes of blanks before the first character */
  gsize           rest;         /* bytes before the text behind all marks of quotes and items */
  gboolean        has_item;     /* one of these marks is an item's */
  gboolean        has_quote;

  char            mark;         /* of an item: bullet or delimiter; of a rule: its character */
  gsize           mark_end;
  guint           column;       /* of an item's text, 0 when a tab makes that hard to tell */
  gboolean        interrupts;   /* an item that can follow a paragraph without a blank line */
  gboolean        may_be_task;
  NatterFence     fence;
} NatterLine;

void     natter_line_classify      (NatterLine       *line);
gboolean natter_line_is_bare       (const NatterLine *line);
gboolean natter_line_may_end_block (const NatterLine *line);

G_END_DECLS
