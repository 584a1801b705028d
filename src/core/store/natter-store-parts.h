/* natter-store-parts.h: the rows of parts. Used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"
#include "natter-stored-part.h"

G_BEGIN_DECLS

gboolean  natter_store_parts_write (NatterDb     *db,
                                    NatterBlobs  *blobs,
                                    gint64        message,
                                    GPtrArray    *parts,
                                    GError      **error);
gboolean  natter_store_parts_read  (NatterDb     *db,
                                    NatterBlobs  *blobs,
                                    gint64        message,
                                    GPtrArray    *parts,
                                    GError      **error);

G_END_DECLS
