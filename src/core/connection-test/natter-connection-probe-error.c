/* natter-connection-probe-error.c: what can go wrong on the way to a server, as an error and a
 * sentence that says what to do. No sentence has a query or a password in it. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-probe-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"

/*
 * natter_connection_probe_get_port:
 *
 * Returns: the port of @uri, that of its scheme when it names none
 */
guint16
natter_connection_probe_get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return (guint16) port;

  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

/*
 * natter_connection_probe_dup_place:
 *
 * Returns: (transfer full): host and port of @uri, for a sentence
 */
char *
natter_connection_probe_dup_place (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_strdup_printf (strchr (host, ':') ? "[%s]:%u" : "%s:%u", host,
                          natter_connection_probe_get_port (uri));
}

/*
 * natter_connection_probe_is_this_computer:
 *
 * Returns: whether the host of @uri is a loopback address or "localhost"
 */
gboolean
natter_connection_probe_is_this_computer (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/*
 * natter_connection_probe_new_resolution_error:
 * @error: of GIO's resolver
 *
 * Returns: (transfer full): an error of the domain NATTER_ERROR
 */
GError *
natter_connection_probe_new_resolution_error (GUri         *uri,
                                              const GError *error)
{
  const char *host = g_uri_get_host (uri);

  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("There is no server named %s. Check the address for a typing error, and "
                          "whether the server is only known in another network."), host);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                      _("The name %s could not be looked up. Check your network connection and the "
                        "address."), host);
}

static GError *
new_proxy_error (GUri         *uri,
                 GUri         *proxy,
                 const GError *error)
{
  g_autofree char *place = natter_connection_probe_dup_place (uri);
  g_autofree char *proxy_place = natter_connection_probe_dup_place (proxy);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("The proxy %s asks for another name or password. Check the proxy’s "
                          "settings."), proxy_place);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("The proxy %s did not let Natter through to %s. Check the address, and "
                          "what the proxy allows."), proxy_place, place);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                      _("The proxy %s cannot be reached. Check the proxy’s settings and your "
                        "network connection."), proxy_place);
}

/*
 * natter_connection_probe_new_connect_error:
 * @proxy: (nullable): that the connection goes through
 * @error: of GIO
 *
 * Returns: (transfer full): an error of the domain NATTER_ERROR
 */
GError *
natter_connection_probe_new_connect_error (GUri         *uri,
                                           GUri         *proxy,
                                           const GError *error)
{
  g_autofree char *place = natter_connection_probe_dup_place (uri);

  if (proxy != NULL)
    return new_proxy_error (uri, proxy, error);

  if (error->domain == G_RESOLVER_ERROR)
    return natter_connection_probe_new_resolution_error (uri, error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("%s cannot be reached. Check your network connection, and whether a "
                          "firewall is in the way."), place);

  if (natter_connection_probe_is_this_computer (uri))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("No server listens at %s. Start it, or check the port in the address."),
                        place);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                      _("%s refused the connection. Check the port in the address, and that the "
                        "server is running."), place);
}

static const char *
describe_flaws (GTlsCertificateFlags flaws)
{
  if (flaws & G_TLS_CERTIFICATE_EXPIRED)
    return _("Its certificate has expired. Ask whoever runs the server, and check this computer’s "
             "clock.");
  if (flaws & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _("Its certificate is not valid yet. Check this computer’s clock.");
  if (flaws & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _("Its certificate belongs to another server. Check the address.");
  if (flaws & G_TLS_CERTIFICATE_REVOKED)
    return _("Its certificate was revoked. Do not use this server.");
  if (flaws & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _("Its certificate is not signed by an authority that this computer trusts. If you "
             "trust the server, say so in the provider’s connection settings.");

  return _("Its certificate is not acceptable. Ask whoever runs the server.");
}

/*
 * natter_connection_probe_new_tls_error:
 * @flaws: of the server's certificate, as far as it showed one
 * @error: of GIO
 *
 * Returns: (transfer full): an error of the domain NATTER_ERROR
 */
GError *
natter_connection_probe_new_tls_error (GUri                 *uri,
                                       GTlsCertificateFlags  flaws,
                                       const GError         *error)
{
  g_autofree char *place = natter_connection_probe_dup_place (uri);

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE))
    return g_error_new_literal (NATTER_ERROR, NATTER_ERROR_TLS,
                                _("Secure connections are not available. Install "
                                  "glib-networking."));

  if (flaws != 0)
    return g_error_new (NATTER_ERROR, NATTER_ERROR_TLS,
                        /* Translators: the second %s is a sentence on the server’s certificate */
                        _("The connection to %s is not secure. %s"), place,
                        describe_flaws (flaws));

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_TLS,
                        _("%s lets only programs with a certificate of their own connect, which "
                          "Natter cannot show. Ask whoever runs the server for another address."),
                        place);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_TLS,
                      _("%s did not answer with an encrypted connection. Check the port, and "
                        "whether the address should begin with http://."), place);
}
