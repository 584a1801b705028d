/* natter-block.h: one leaf of a Markdown document, ready to be shown. Core knows no Pango: styles
 * are neutral spans. Read on the main thread once it is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_BLOCK_PARAGRAPH,
  NATTER_BLOCK_HEADING,
  NATTER_BLOCK_CODE,
  NATTER_BLOCK_RULE,
  NATTER_BLOCK_TABLE,      /* a line for each row, the header first; a tab between two cells */
  NATTER_BLOCK_MATH,       /* a formula on lines of its own: its span, then at most punctuation */
  NATTER_BLOCK_IMAGE,      /* its description; where it is, natter_block_get_target () tells */
} NatterBlockKind;

typedef enum
{
  NATTER_SPAN_EMPHASIS,
  NATTER_SPAN_STRONG,
  NATTER_SPAN_CODE,
  NATTER_SPAN_STRIKE,
  NATTER_SPAN_LINK,
  NATTER_SPAN_MATH,         /* a formula in readable letters; those inside of it style its parts */
  NATTER_SPAN_TEX,          /* a formula that letters cannot show: its source */
  NATTER_SPAN_VARIABLE,
  NATTER_SPAN_SUPERSCRIPT,  /* may be in one another */
  NATTER_SPAN_SUBSCRIPT,
  NATTER_SPAN_HIDDEN,       /* "U+202E" for a character that is not seen */
} NatterSpanKind;

typedef struct
{
  NatterSpanKind  kind;
  guint           start;   /* bytes of the block's text */
  guint           end;
  char           *target;  /* of a link that may be opened; of a formula, or of what is hidden, what
                            * was written: natter_block_dup_original(); else NULL */
} NatterSpan;

typedef enum
{
  NATTER_ALIGN_START,
  NATTER_ALIGN_CENTER,
  NATTER_ALIGN_END,
} NatterAlign;

#define NATTER_TYPE_BLOCK (natter_block_get_type ())
G_DECLARE_FINAL_TYPE (NatterBlock, natter_block, NATTER, BLOCK, GObject)

/* signal "appended": more text stands at the end of an open code block
 * signal "changed": anything but the kind and the depths may be other than before: text, spans,
 * marker, level, language, tightness, or that the block is open */
NatterBlockKind   natter_block_get_kind         (NatterBlock *self);
const char       *natter_block_get_text         (NatterBlock *self);
gsize             natter_block_get_length       (NatterBlock *self);
const NatterSpan *natter_block_get_spans        (NatterBlock *self,
                                                 guint       *n_spans);
guint             natter_block_get_level        (NatterBlock *self);
const char       *natter_block_get_language     (NatterBlock *self);
gboolean          natter_block_is_open          (NatterBlock *self);
guint             natter_block_get_list_depth   (NatterBlock *self);
guint             natter_block_get_quote_depth  (NatterBlock *self);
const char       *natter_block_get_marker       (NatterBlock *self);
gboolean          natter_block_is_tight         (NatterBlock *self);
guint             natter_block_get_n_columns    (NatterBlock *self);
NatterAlign       natter_block_get_align        (NatterBlock *self,
                                                 guint        column);
const char       *natter_block_get_target       (NatterBlock *self);
char             *natter_block_dup_original     (NatterBlock *self,
                                                 gsize        start,
                                                 gsize        end);
char             *natter_block_dup_readable     (NatterBlock *self);

char             *natter_span_dup_original      (const char       *text,
                                                 const NatterSpan *spans,
                                                 guint             n_spans,
                                                 gsize             start,
                                                 gsize             end);

G_END_DECLS
