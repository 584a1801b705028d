/* natter-markdown-leaf.h: the text and styles of the leaf that is being parsed. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <md4c.h>

#include "natter-block-private.h"
#include "natter-markdown-table.h"

G_BEGIN_DECLS

typedef struct
{
  const char       *input;        /* the text being parsed, to look at the marks between pieces */
  gsize             input_length;

  gboolean          open;
  NatterBlockShape  shape;
  GString          *language;

  GString          *text;
  GArray           *spans;        /* NatterSpan, in the order of their start */
  GArray           *stack;        /* those that are open, see natter-markdown-leaf.c */
  guint             n_settled;    /* of the stack: text was seen inside of them */
  gboolean          has_tilde;    /* an unsettled one is ~ or ~~ */
  GString          *target;       /* of a link, while it is put together */
  guint             n_images;     /* open ones */
  guint             n_links;

  guint             code_indent;  /* columns before the line of code that comes next */

  GArray           *cells;        /* NatterTableCell */
  guint             n_columns;
} NatterLeaf;

void natter_leaf_init            (NatterLeaf         *self,
                                  const char         *input,
                                  gsize               input_length);
void natter_leaf_clear           (NatterLeaf         *self);
void natter_leaf_begin           (NatterLeaf         *self,
                                  NatterBlockKind     kind);
void natter_leaf_end             (NatterLeaf         *self,
                                  GPtrArray          *blocks);
void natter_leaf_enter_span      (NatterLeaf         *self,
                                  MD_SPANTYPE         type,
                                  void               *detail);
void natter_leaf_leave_span      (NatterLeaf         *self,
                                  MD_SPANTYPE         type);
void natter_leaf_leave_all_spans (NatterLeaf         *self);
void natter_leaf_add_text        (NatterLeaf         *self,
                                  MD_TEXTTYPE         type,
                                  const char         *text,
                                  gsize               length);
void natter_leaf_add_attribute   (GString            *out,
                                  const MD_ATTRIBUTE *attribute);

G_END_DECLS
