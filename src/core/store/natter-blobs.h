/* natter-blobs.h: attachments as files beside the database, named by what is in them. Any thread;
 * only the writer's stores and removes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NatterBlobs NatterBlobs;

typedef gboolean (*NatterBlobsKeepFunc) (const char *name,
                                         gpointer    data);

NatterBlobs *natter_blobs_new   (const char           *folder);
NatterBlobs *natter_blobs_ref   (NatterBlobs          *self);
void         natter_blobs_unref (NatterBlobs          *self);
char        *natter_blobs_store (NatterBlobs          *self,
                                 GBytes               *data,
                                 GError              **error);
GBytes      *natter_blobs_load  (NatterBlobs          *self,
                                 const char           *name,
                                 GError              **error);
gint64       natter_blobs_get_size (NatterBlobs        *self,
                                    const char         *name);
gboolean     natter_blobs_share (NatterBlobs          *self,
                                 NatterBlobs          *from,
                                 const char           *name,
                                 GError              **error);
gboolean     natter_blobs_sync  (NatterBlobs          *self,
                                 GError              **error);
gboolean     natter_blobs_sweep (NatterBlobs          *self,
                                 NatterBlobsKeepFunc   keep,
                                 gpointer              data,
                                 guint                *n_removed,
                                 GError              **error);
gint64       natter_blobs_take_bytes_written (NatterBlobs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterBlobs, natter_blobs_unref)

G_END_DECLS
