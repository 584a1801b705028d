/* natter-http-stream.h: one streaming request: send, read, watch, end. Main thread only, used once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-http.h"

G_BEGIN_DECLS

#define NATTER_TYPE_HTTP_STREAM (natter_http_stream_get_type ())
G_DECLARE_FINAL_TYPE (NatterHttpStream, natter_http_stream, NATTER, HTTP_STREAM, GObject)

/* A success's headers have come; its body follows through the bytes function. */
typedef gboolean (*NatterHttpHeadersFunc) (NatterHttpStream    *self,
                                           NatterHttpResponse  *response,
                                           gpointer             data,
                                           GError             **error);
/* Bytes of a success's body; FALSE with @error set ends the stream with that error. */
typedef gboolean (*NatterHttpBytesFunc)   (NatterHttpStream    *self,
                                           const guint8        *bytes,
                                           gsize                length,
                                           gpointer             data,
                                           GError             **error);

NatterHttpStream   *natter_http_stream_new          (NatterHttp             *http,
                                                     NatterHttpRequest      *request);
void                natter_http_stream_set_limits   (NatterHttpStream       *self,
                                                     double                  headers_seconds,
                                                     double                  silence_seconds,
                                                     double                  content_seconds);
void                natter_http_stream_run_async    (NatterHttpStream       *self,
                                                     NatterHttpHeadersFunc   headers_func,
                                                     NatterHttpBytesFunc     bytes_func,
                                                     gpointer                func_data,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
NatterHttpResponse *natter_http_stream_run_finish   (NatterHttpStream       *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
void                natter_http_stream_note_content (NatterHttpStream       *self);

G_END_DECLS
