/* natter-http-image.h: fetching an image that an answer names. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-http.h"

G_BEGIN_DECLS

#define NATTER_HTTP_IMAGE_MAX_SIZE (20 * 1024 * 1024)

NatterHttpRequest *natter_http_image_request_new  (const char           *url,
                                                   GError              **error);
void               natter_http_fetch_image_async  (NatterHttp           *self,
                                                   NatterHttpRequest    *request,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GBytes            *natter_http_fetch_image_finish (NatterHttp           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
