/* natter-search-messages.h: messages in which something is. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"
#include "natter-search-query.h"

G_BEGIN_DECLS

gboolean  natter_search_messages_find (NatterDb                 *db,
                                       const NatterSearchQuery  *query,
                                       const char               *folders,
                                       guint                     enough,
                                       GPtrArray                *candidates,
                                       GError                  **error);
GString  *natter_search_messages_read (NatterDb                 *db,
                                       gint64                    key,
                                       GString                  *marks,
                                       GError                  **error);

G_END_DECLS
