/* natter-row.h: one row of the transcript, as the list view's item. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_ROW_HEADER,      /* who speaks */
  NATTER_ROW_REASONING,   /* what the model thought, folded */
  NATTER_ROW_BLOCK,       /* a leaf block of the text */
  NATTER_ROW_REFUSAL,
  NATTER_ROW_TOOL_CALL,
  NATTER_ROW_ATTACHMENT,  /* an image that was sent or made */
  NATTER_ROW_CITATIONS,   /* the sources that the answer names */
  NATTER_ROW_EDITOR,      /* the text, to change it; in the place of its blocks */
  NATTER_ROW_FOOTER,      /* how it ended, and what can be done with it */
} NatterRowKind;

#define NATTER_TYPE_ROW (natter_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterRow, natter_row, NATTER, ROW, GObject)

/* signal "changed": there is more to show, or the message has its end */
NatterRow          *natter_row_new              (NatterRowKind       kind,
                                                 NatterConversation *conversation,
                                                 NatterMessage      *message);
NatterRow          *natter_row_new_for_block    (NatterConversation *conversation,
                                                 NatterMessage      *message,
                                                 NatterBlock        *block);
NatterRow          *natter_row_new_for_part     (NatterRowKind       kind,
                                                 NatterConversation *conversation,
                                                 NatterMessage      *message,
                                                 guint               part);
NatterRow          *natter_row_new_for_edit     (NatterConversation *conversation,
                                                 NatterMessage      *message);
NatterRowKind       natter_row_get_kind         (NatterRow          *self);
NatterConversation *natter_row_get_conversation (NatterRow          *self);
NatterMessage      *natter_row_get_message      (NatterRow          *self);
const char         *natter_row_get_author       (NatterRow          *self);
char               *natter_row_dup_origin       (NatterRow          *self);
NatterBlock        *natter_row_get_block        (NatterRow          *self);
guint               natter_row_get_part         (NatterRow          *self);
const char         *natter_row_get_text         (NatterRow          *self,
                                                 gsize              *length);
const NatterSpan   *natter_row_get_links        (NatterRow          *self,
                                                 guint              *n_links);
GtkTextBuffer      *natter_row_get_buffer       (NatterRow          *self);
gboolean            natter_row_take_focus       (NatterRow          *self);
void                natter_row_changed          (NatterRow          *self);

G_END_DECLS
