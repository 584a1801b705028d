/* natter-attachment.h: an image or document that goes with a message, or that a model made.
 * Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_ATTACHMENT (natter_attachment_get_type ())
typedef struct _NatterAttachment NatterAttachment;

GType             natter_attachment_get_type      (void);
NatterAttachment *natter_attachment_new           (const char       *mime_type,
                                                   const char       *name,
                                                   GBytes           *data);
NatterAttachment *natter_attachment_ref           (NatterAttachment *self);
void              natter_attachment_unref         (NatterAttachment *self);
const char       *natter_attachment_get_mime_type (NatterAttachment *self);
const char       *natter_attachment_get_name      (NatterAttachment *self);
GBytes           *natter_attachment_get_data      (NatterAttachment *self);
gboolean          natter_attachment_is_image      (NatterAttachment *self);
gboolean          natter_attachment_is_text       (NatterAttachment *self);
char             *natter_attachment_dup_base64    (NatterAttachment *self);
char             *natter_attachment_dup_data_url  (NatterAttachment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterAttachment, natter_attachment_unref)

G_END_DECLS
