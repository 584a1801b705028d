/* natter-connection-probe.h: the way to a server, taken in single steps: proxy, name, connection,
 * TLS. Used once, by a connection test; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-http.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONNECTION_PROBE (natter_connection_probe_get_type ())
G_DECLARE_FINAL_TYPE (NatterConnectionProbe, natter_connection_probe, NATTER, CONNECTION_PROBE,
                      GObject)

NatterConnectionProbe *natter_connection_probe_new               (NatterHttp             *http,
                                                                  NatterHttpRequest      *request,
                                                                  GError                **error);
const char            *natter_connection_probe_get_proxy         (NatterConnectionProbe  *self);
gboolean               natter_connection_probe_is_encrypted      (NatterConnectionProbe  *self);
guint                  natter_connection_probe_get_server_port   (NatterConnectionProbe  *self);
char                  *natter_connection_probe_dup_known_name    (NatterConnectionProbe  *self);

void      natter_connection_probe_find_proxy_async  (NatterConnectionProbe  *self,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
gboolean  natter_connection_probe_find_proxy_finish (NatterConnectionProbe  *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
void      natter_connection_probe_resolve_async     (NatterConnectionProbe  *self,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
char     *natter_connection_probe_resolve_finish    (NatterConnectionProbe  *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
void      natter_connection_probe_connect_async     (NatterConnectionProbe  *self,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
gboolean  natter_connection_probe_connect_finish    (NatterConnectionProbe  *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);
void      natter_connection_probe_handshake_async   (NatterConnectionProbe  *self,
                                                     GCancellable           *cancellable,
                                                     GAsyncReadyCallback     callback,
                                                     gpointer                user_data);
char     *natter_connection_probe_handshake_finish  (NatterConnectionProbe  *self,
                                                     GAsyncResult           *result,
                                                     GError                **error);

G_END_DECLS
