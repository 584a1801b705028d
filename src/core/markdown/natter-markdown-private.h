/* natter-markdown-private.h: parsing a piece of a text that is still growing. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-markdown.h"

G_BEGIN_DECLS

/* A list may be parsed in pieces, cut between items. What the next piece has to know: */
typedef struct
{
  gboolean open;         /* the piece begins with a further item of a list */
  guint    number;       /* of that item, if the list is ordered */
  gboolean loose;        /* a blank line was seen in the list */
} NatterListState;

/* and what is known after one: */
typedef struct
{
  guint           last_top;        /* blocks before the last top-level block */
  gboolean        first_is_loose;  /* of the list that the piece continues */
  gboolean        ends_in_first;   /* the piece is all items of that list */
  guint           last_start;      /* blocks before the list that the piece ends in */
  guint           last_item;       /* blocks before the last item of that list */
  NatterListState last;            /* that list; its number is the last item's */
} NatterListOutcome;

GPtrArray *natter_markdown_parse_piece   (const char            *text,
                                          gsize                  length,
                                          const NatterListState *list,
                                          NatterListOutcome     *outcome);
gsize      natter_markdown_get_padding   (gsize                  offset,
                                          gsize                  before);
gboolean   natter_markdown_is_code_after (const char            *text,
                                          gsize                  start,
                                          gsize                  end,
                                          guint                  indent);
gboolean   natter_markdown_is_definition (const char            *line,
                                          gsize                  length);

G_END_DECLS
