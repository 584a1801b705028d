/* natter-store-messages.h: the rows of messages. Used by the thread that owns the connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-blobs.h"
#include "natter-db.h"
#include "natter-stored-message.h"

G_BEGIN_DECLS

gboolean             natter_store_message_write    (NatterDb                   *db,
                                                    NatterBlobs                *blobs,
                                                    const NatterStoredMessage  *message,
                                                    GError                    **error);

/* natter-store-messages-read.c */
NatterStoredMessage *natter_store_message_read     (NatterDb                   *db,
                                                    NatterBlobs                *blobs,
                                                    const char                 *conversation_id,
                                                    gint64                      key,
                                                    GError                    **error);
GPtrArray           *natter_store_messages_read    (NatterDb                   *db,
                                                    NatterBlobs                *blobs,
                                                    const char                 *conversation_id,
                                                    GError                    **error);
GPtrArray           *natter_store_edits_read       (NatterDb                   *db,
                                                    const char                 *message_id,
                                                    GError                    **error);

G_END_DECLS
