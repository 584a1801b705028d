/* natter-attachment.h: an image or document that goes with a message, or that a model made. The
 * bytes of one that is stored are loaded when they are needed. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-blobs.h"

G_BEGIN_DECLS

#define NATTER_TYPE_ATTACHMENT (natter_attachment_get_type ())
typedef struct _NatterAttachment NatterAttachment;

GType             natter_attachment_get_type      (void);
NatterAttachment *natter_attachment_new           (const char           *mime_type,
                                                   const char           *name,
                                                   GBytes               *data);
NatterAttachment *natter_attachment_new_stored    (const char           *mime_type,
                                                   const char           *name,
                                                   gsize                 size,
                                                   NatterBlobs          *blobs,
                                                   const char           *blob);
NatterAttachment *natter_attachment_ref           (NatterAttachment     *self);
void              natter_attachment_unref         (NatterAttachment     *self);
const char       *natter_attachment_get_mime_type (NatterAttachment     *self);
const char       *natter_attachment_get_name      (NatterAttachment     *self);
gsize             natter_attachment_get_size      (NatterAttachment     *self);
const char       *natter_attachment_get_blob      (NatterAttachment     *self);
gboolean          natter_attachment_is_image      (NatterAttachment     *self);
gboolean          natter_attachment_is_text       (NatterAttachment     *self);

/* The bytes at hand, or NULL: then they have to be loaded. */
GBytes           *natter_attachment_get_data      (NatterAttachment     *self);
GBytes           *natter_attachment_load          (NatterAttachment     *self,
                                                   GError              **error);
void              natter_attachment_load_async    (NatterAttachment     *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GBytes           *natter_attachment_load_finish   (GAsyncResult         *result,
                                                   GError              **error);
NatterAttachment *natter_attachment_dup_loaded    (NatterAttachment     *self,
                                                   GError              **error);

/* For one with its bytes at hand. */
char             *natter_attachment_dup_base64    (NatterAttachment     *self);
char             *natter_attachment_dup_data_url  (NatterAttachment     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterAttachment, natter_attachment_unref)

G_END_DECLS
