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
  MD_SPANTYPE type;
  int         index;         /* in spans, -1: it has no style */
  guint       start;
  gboolean    single_tilde;  /* not struck out: "(~$5) and (~$6)" is about money */
  gboolean    autolink;
} NatterOpenSpan;

typedef struct
{
  const char       *input;        /* the text being parsed, to look at the marks between pieces */
  gsize             input_length;
  const char       *original;     /* the same with its formulas, which the parser does not see */
  const GArray     *places;       /* NatterFormulaPlace: where these are */
  GPtrArray        *blocks;       /* what is finished */

  gboolean          open;
  NatterBlockShape  shape;
  GString          *language;

  GString          *text;
  GArray           *spans;        /* NatterSpan, in the order of their start */
  GArray           *stack;        /* NatterOpenSpan */
  guint             n_settled;    /* of the stack: text was seen inside of them */
  gboolean          has_tilde;    /* an unsettled one is ~ or ~~ */
  GString          *target;       /* of a link, while it is put together */
  guint             n_images;     /* open ones */
  guint             n_links;

  gsize             formula_end;  /* of the one that is being read, 0: there is none */
  GString          *formula;      /* its source so far */
  gsize             rtl_seen;     /* the text before was looked at: has_rtl is known of it */
  gboolean          has_rtl;

  guint             code_indent;  /* columns before the line of code that comes next */

  GString          *image;        /* where the last picture is */
  guint             image_start;  /* bytes of the text that describe it */
  guint             image_end;
  guint             image_count;

  GArray           *cells;        /* NatterTableCell */
  GArray           *aligns;       /* NatterAlign, of the finished table */
  guint             n_columns;
} NatterLeaf;

void natter_leaf_init            (NatterLeaf         *self,
                                  const char         *input,
                                  gsize               input_length,
                                  const char         *original,
                                  const GArray       *places,
                                  GPtrArray          *blocks);
void natter_leaf_clear           (NatterLeaf         *self);
void natter_leaf_begin           (NatterLeaf         *self,
                                  NatterBlockKind     kind);
void natter_leaf_end             (NatterLeaf         *self);
void natter_leaf_enter_span      (NatterLeaf         *self,
                                  MD_SPANTYPE         type,
                                  void               *detail);
void natter_leaf_leave_span      (NatterLeaf         *self,
                                  MD_SPANTYPE         type);
void natter_leaf_leave_all_spans (NatterLeaf         *self);
void natter_leaf_settle          (NatterLeaf         *self,
                                  const char         *text);
void natter_leaf_add_text        (NatterLeaf         *self,
                                  MD_TEXTTYPE         type,
                                  const char         *text,
                                  gsize               length);
void natter_leaf_add_attribute   (NatterLeaf         *self,
                                  GString            *out,
                                  const MD_ATTRIBUTE *attribute);

/* natter-markdown-formula.c */
void natter_leaf_add_normal      (NatterLeaf         *self,
                                  const char         *text,
                                  gsize               length);
void natter_leaf_add_words       (NatterLeaf         *self,
                                  const char         *text,
                                  gsize               length);
void natter_leaf_drop_formula    (NatterLeaf         *self);
void natter_leaf_go_on           (NatterLeaf         *self);

G_END_DECLS
