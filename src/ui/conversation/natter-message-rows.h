/* natter-message-rows.h: the rows of one message, as a GListModel. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-row.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MESSAGE_ROWS (natter_message_rows_get_type ())
G_DECLARE_FINAL_TYPE (NatterMessageRows, natter_message_rows, NATTER, MESSAGE_ROWS, GObject)

/* signal "dirty": the message grew; natter_message_rows_flush() is wanted before the next frame */
NatterMessageRows *natter_message_rows_new         (NatterConversation *conversation,
                                                    NatterMessage      *message);
void               natter_message_rows_flush       (NatterMessageRows  *self);
void               natter_message_rows_set_editing (NatterMessageRows  *self,
                                                    gboolean            is_editing);
char              *natter_message_rows_dup_text    (NatterMessage      *message);
gboolean           natter_message_rows_get_position (NatterMessageRows *self,
                                                     NatterRow         *row,
                                                     guint             *position);

G_END_DECLS
