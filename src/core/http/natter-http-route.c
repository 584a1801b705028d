/* natter-http-route.c: how a request would reach its server, for whoever goes there without one: a
 * connection test. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-route.h"

#include "natter-http-private.h"

/**
 * natter_http_find_route:
 * @self: the session
 * @request: a request that need not be sent
 * @proxies: (out) (transfer full) (nullable): what knows the proxy, %NULL when none applies
 * @authorities: (out) (transfer full) (nullable): who may sign the server's certificate
 * @error: %NATTER_ERROR_INVALID_SETTING when the connection's file of authorities can't be used
 *
 * Returns: whether it is known
 */
gboolean
natter_http_find_route (NatterHttp         *self,
                        NatterHttpRequest  *request,
                        GProxyResolver    **proxies,
                        GTlsDatabase      **authorities,
                        GError            **error)
{
  SoupSession *session = NULL;

  g_return_val_if_fail (NATTER_IS_HTTP (self), FALSE);
  g_return_val_if_fail (request && proxies && authorities, FALSE);

  session = natter_http_get_session (self, request, error);
  if (!session)
    return FALSE;

  g_set_object (proxies, soup_session_get_proxy_resolver (session));
  g_set_object (authorities, soup_session_get_tls_database (session));

  return TRUE;
}

/**
 * natter_http_accepts_certificate:
 * @request: a request to the server that shows @certificate
 * @place: host and port of that server, "example.com:8443", in small letters
 * @certificate: one that the authorities do not vouch for
 * @fingerprint: (out) (transfer full): of the certificate, as natter_connection_set_certificate()
 *   takes it
 *
 * Returns: whether a person accepted just this certificate for just this server
 */
gboolean
natter_http_accepts_certificate (NatterHttpRequest  *request,
                                 const char         *place,
                                 GTlsCertificate    *certificate,
                                 char              **fingerprint)
{
  NatterConnection *connection = NULL;

  g_return_val_if_fail (request && place && fingerprint, FALSE);
  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), FALSE);

  connection = natter_http_request_get_connection (request);
  *fingerprint = natter_http_certificate_dup_fingerprint (certificate);

  return connection && natter_connection_accepts (connection, place, *fingerprint);
}
