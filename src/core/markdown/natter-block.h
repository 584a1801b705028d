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
  NATTER_BLOCK_TABLE,      /* its cells as readable text, columns aligned by blanks */
} NatterBlockKind;

typedef enum
{
  NATTER_SPAN_EMPHASIS,
  NATTER_SPAN_STRONG,
  NATTER_SPAN_CODE,
  NATTER_SPAN_STRIKE,
  NATTER_SPAN_LINK,
} NatterSpanKind;

typedef struct
{
  NatterSpanKind  kind;
  guint           start;   /* bytes of the block's text */
  guint           end;
  char           *target;  /* of a link that may be opened, else NULL */
} NatterSpan;

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

G_END_DECLS
