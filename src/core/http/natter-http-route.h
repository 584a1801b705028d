/* natter-http-route.h: how a request would reach its server, for whoever goes there without one.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-http.h"

G_BEGIN_DECLS

gboolean natter_http_find_route          (NatterHttp         *self,
                                          NatterHttpRequest  *request,
                                          GProxyResolver    **proxies,
                                          GTlsDatabase      **authorities,
                                          GError            **error);
gboolean natter_http_accepts_certificate (NatterHttpRequest  *request,
                                          const char         *place,
                                          GTlsCertificate    *certificate,
                                          char              **fingerprint);

G_END_DECLS
