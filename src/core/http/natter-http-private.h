/* natter-http-private.h: what the files of http/ share: the session, the policy of a message, the
 * words of errors. Only for http/ and its tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "natter-http-stream.h"

G_BEGIN_DECLS

SoupSession        *natter_http_get_session            (NatterHttp          *self,
                                                        NatterHttpRequest   *request,
                                                        GError             **error);
gboolean            natter_http_host_is_local          (const char          *host);
SoupMessage        *natter_http_message_new            (NatterHttpRequest   *request);
NatterHttpResponse *natter_http_message_read_response  (SoupMessage         *message);
void                natter_http_log                    (NatterHttpRequest   *request,
                                                        guint                status,
                                                        gsize                length,
                                                        const GError        *error);

/* natter-http-certificate.c */
char                *natter_http_certificate_dup_fingerprint (GTlsCertificate   *certificate);
void                 natter_http_certificate_watch           (SoupMessage       *message,
                                                              NatterHttpRequest *request);
GTlsCertificateFlags natter_http_certificate_get_errors      (SoupMessage       *message);
void                 natter_http_certificate_describe        (SoupMessage       *message,
                                                              GError            *error);

/* natter-http-error.c */
char               *natter_http_error_dup_place        (NatterHttpRequest   *request);
GError             *natter_http_error_new_from_gio     (NatterHttpRequest   *request,
                                                        SoupMessage         *message,
                                                        gboolean             has_headers,
                                                        const GError        *error);
GError             *natter_http_error_new_redirected   (NatterHttpRequest   *request,
                                                        NatterHttpResponse  *response);
GError             *natter_http_error_new_compressed   (NatterHttpRequest   *request,
                                                        const char          *encoding);

/* The whole run, headers and body, may take this long; 0 is for ever. */
void                natter_http_stream_set_total_limit (NatterHttpStream    *self,
                                                        double               seconds);

G_END_DECLS
