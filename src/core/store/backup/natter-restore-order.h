/* natter-restore-order.h: the messages of a conversation, each after the one that it answers. Used
 * by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"

G_BEGIN_DECLS

GArray *natter_restore_order (NatterDb    *db,
                              const char  *conversation_id,
                              GError     **error);

G_END_DECLS
