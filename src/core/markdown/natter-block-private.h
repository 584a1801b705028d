/* natter-block-private.h: how core makes and changes blocks; the window only reads them. A block
 * may be made on any thread; one that is shown changes on the main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-block.h"

G_BEGIN_DECLS

/* The longest marker is a list's highest number and its delimiter: "4294967295)". */
#define NATTER_BLOCK_MARKER_SIZE 16

typedef struct
{
  NatterBlockKind  kind;
  guint            level;
  guint            list_depth;
  guint            quote_depth;
  gboolean         is_tight;
  char             marker[NATTER_BLOCK_MARKER_SIZE];
  char            *language;
  guint            n_columns;   /* of a table */
  NatterAlign     *aligns;      /* … and of each */
  char            *target;      /* of an image: where it is */
} NatterBlockShape;

NatterBlock *natter_block_new        (const NatterBlockShape *shape,
                                      const char             *text,
                                      gsize                   length,
                                      const NatterSpan       *spans,
                                      guint                   n_spans);
gboolean     natter_block_equal      (NatterBlock            *self,
                                      NatterBlock            *other);
gboolean     natter_block_can_become (NatterBlock            *self,
                                      NatterBlock            *other);
void         natter_block_become     (NatterBlock            *self,
                                      NatterBlock            *other);
void         natter_block_append     (NatterBlock            *self,
                                      const char             *text,
                                      gsize                   length);
void         natter_block_set_open   (NatterBlock            *self,
                                      gboolean                open);
void         natter_block_set_tight  (NatterBlock            *self,
                                      gboolean                tight);

G_END_DECLS
