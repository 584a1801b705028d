/* natter-store-rows.h: reading rows that may be damaged. Used by the thread that owns the
 * connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"

G_BEGIN_DECLS

GArray   *natter_store_find_keys  (NatterDb          *db,
                                   const char *const *queries,
                                   const char        *id,
                                   gboolean          *complete,
                                   GError           **error);
gboolean  natter_rows_has_text    (NatterRows        *rows,
                                   int                column);
gboolean  natter_rows_are_utf8    (NatterRows        *rows);

G_END_DECLS
