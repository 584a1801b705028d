/* natter-store-leaves.h: rows on pages that no other page leads to any more. Used by the writer's
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"

G_BEGIN_DECLS

typedef gboolean (*NatterStoreLeafFunc) (NatterRows  *row,
                                         gpointer     data,
                                         GError     **error);

gboolean  natter_store_leaves_read (NatterDb             *db,
                                    const char           *path,
                                    const char           *table,
                                    const char           *query,
                                    NatterStoreLeafFunc   function,
                                    gpointer              data,
                                    GError              **error);

G_END_DECLS
