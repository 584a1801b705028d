/* natter-store-folders.h: the rows of folders. Used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"

G_BEGIN_DECLS

GPtrArray *natter_store_folders_read (NatterDb  *db,
                                      GError   **error);

G_END_DECLS
