/* natter-http-request.h: one HTTP request as data: method, address, headers, body. Immutable once
 * sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "natter-connection.h"

G_BEGIN_DECLS

#define NATTER_TYPE_HTTP_REQUEST (natter_http_request_get_type ())
typedef struct _NatterHttpRequest NatterHttpRequest;

GType              natter_http_request_get_type    (void);
NatterHttpRequest *natter_http_request_new         (const char         *method,
                                                    const char         *url,
                                                    GError            **error);
NatterHttpRequest *natter_http_request_ref         (NatterHttpRequest  *self);
void               natter_http_request_unref       (NatterHttpRequest  *self);
gboolean           natter_http_request_set_header  (NatterHttpRequest  *self,
                                                    const char         *name,
                                                    const char         *value,
                                                    GError            **error);
void               natter_http_request_set_body    (NatterHttpRequest  *self,
                                                    const char         *content_type,
                                                    GBytes             *body);
const char        *natter_http_request_get_method  (NatterHttpRequest  *self);
GUri              *natter_http_request_get_uri     (NatterHttpRequest  *self);
GHashTable        *natter_http_request_get_headers (NatterHttpRequest  *self);
GBytes            *natter_http_request_get_body    (NatterHttpRequest  *self);
const char        *natter_http_request_get_content_type (NatterHttpRequest *self);
void               natter_http_request_set_connection (NatterHttpRequest *self,
                                                       NatterConnection  *connection);
NatterConnection  *natter_http_request_get_connection (NatterHttpRequest *self);
gboolean           natter_http_request_is_local    (NatterHttpRequest  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterHttpRequest, natter_http_request_unref)

G_END_DECLS
