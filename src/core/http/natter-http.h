/* natter-http.h: the one HTTP session and its policy. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-http-request.h"
#include "natter-http-response.h"
#include "natter-network.h"

G_BEGIN_DECLS

#define NATTER_TYPE_HTTP (natter_http_get_type ())
G_DECLARE_FINAL_TYPE (NatterHttp, natter_http, NATTER, HTTP, GObject)

NatterHttp         *natter_http_new          (void);
/* Without one nothing is known of the network. */
NatterNetwork      *natter_http_get_network  (NatterHttp           *self);
void                natter_http_set_network  (NatterHttp           *self,
                                              NatterNetwork        *network);
void                natter_http_fetch_async  (NatterHttp           *self,
                                              NatterHttpRequest    *request,
                                              guint                 timeout,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
NatterHttpResponse *natter_http_fetch_finish (NatterHttp           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
