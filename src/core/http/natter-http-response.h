/* natter-http-response.h: what a server answered, apart from a streamed body.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_HTTP_RESPONSE (natter_http_response_get_type ())
typedef struct _NatterHttpResponse NatterHttpResponse;

GType               natter_http_response_get_type         (void);
NatterHttpResponse *natter_http_response_new              (guint               status);
NatterHttpResponse *natter_http_response_ref              (NatterHttpResponse *self);
void                natter_http_response_unref            (NatterHttpResponse *self);
void                natter_http_response_set_header       (NatterHttpResponse *self,
                                                           const char         *name,
                                                           const char         *value);
void                natter_http_response_set_body         (NatterHttpResponse *self,
                                                           GBytes             *body);
guint               natter_http_response_get_status       (NatterHttpResponse *self);
gboolean            natter_http_response_is_success       (NatterHttpResponse *self);
const char         *natter_http_response_get_header       (NatterHttpResponse *self,
                                                           const char         *name);
const char         *natter_http_response_get_content_type (NatterHttpResponse *self);
GBytes             *natter_http_response_get_body         (NatterHttpResponse *self);
double              natter_http_response_get_retry_after  (NatterHttpResponse *self);
const char         *natter_http_status_get_phrase         (guint               status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterHttpResponse, natter_http_response_unref)

G_END_DECLS
