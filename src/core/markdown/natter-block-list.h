/* natter-block-list.h: the blocks of one growing text, as a GListModel. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-block.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_BLOCK_LIST_MARKDOWN,
  NATTER_BLOCK_LIST_PLAIN,   /* the text as typed, in pieces no taller than a screen */
} NatterBlockListSyntax;

#define NATTER_TYPE_BLOCK_LIST (natter_block_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterBlockList, natter_block_list, NATTER, BLOCK_LIST, GObject)

NatterBlockList *natter_block_list_new    (NatterBlockListSyntax  syntax);
/* text is the whole text so far: what was given before is its beginning, unchanged. */
void             natter_block_list_update (NatterBlockList       *self,
                                           const char            *text,
                                           gsize                  length);
/* The text is whole: parse it all once and change only what differs. */
void             natter_block_list_finish (NatterBlockList       *self,
                                           const char            *text,
                                           gsize                  length);
void             natter_block_list_finish_parsed (NatterBlockList *self,
                                                  GPtrArray       *blocks,
                                                  gsize            length);

G_END_DECLS
