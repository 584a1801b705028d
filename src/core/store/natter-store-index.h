/* natter-store-index.h: the rows of the search index. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"

G_BEGIN_DECLS

GString  *natter_store_index_collect (GPtrArray  *parts,
                                      GString    *marks);
gboolean  natter_store_index_put     (NatterDb   *db,
                                      gint64      message,
                                      GPtrArray  *parts,
                                      GError    **error);
gboolean  natter_store_index_build   (NatterDb   *db,
                                      GError    **error);

G_END_DECLS
