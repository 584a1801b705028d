/* natter-http-error.c: what went wrong on the wire, as an error and a sentence that says what to
 * do. No sentence ever has a query or the value of a header in it. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-private.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"

static GError *
new_unreachable (NatterHttpRequest *request,
                 const GError      *error)
{
  g_autofree char *place = natter_http_error_dup_place (request);

  if (error->domain == G_RESOLVER_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("The server %s was not found. Check its address and your network "
                          "connection."),
                        g_uri_get_host (natter_http_request_get_uri (request)));

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("%s cannot be reached. Check your network connection and try "
                          "again."), place);

  if (natter_http_request_is_local (request))
    return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                        _("No server answers at %s. Start it, or check its address, and try "
                          "again."),
                        place);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                      _("%s refused the connection. Check its address and that the server is "
                        "running."),
                      place);
}

static const char *
describe_certificate (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _("its certificate has expired");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _("its certificate is not valid yet; check this computer’s clock");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _("its certificate belongs to another server");
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return _("its certificate was revoked");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _("its certificate is not signed by an authority that this computer trusts");

  return _("its certificate is not acceptable");
}

static GError *
new_tls (NatterHttpRequest *request,
         SoupMessage       *message,
         const GError      *error)
{
  g_autofree char *place = natter_http_error_dup_place (request);
  GTlsCertificateFlags flags = message ? natter_http_certificate_get_errors (message) : 0;
  GError *refused = NULL;

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE))
    return g_error_new_literal (NATTER_ERROR, NATTER_ERROR_TLS,
                                _("Secure connections are not available. Install "
                                  "glib-networking."));

  if (flags != 0 || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    {
      refused = g_error_new (NATTER_ERROR, NATTER_ERROR_TLS,
                             _("The connection to %s is not secure: %s. Nothing was sent."),
                             place, describe_certificate (flags));
      if (message)
        natter_http_certificate_describe (message, refused);
      return refused;
    }

  return g_error_new (NATTER_ERROR, NATTER_ERROR_TLS,
                      _("No secure connection to %s could be made. Check whether its address "
                        "should begin with https://."), place);
}

static GError *
new_connection_lost (NatterHttpRequest *request,
                     gboolean           has_headers)
{
  g_autofree char *place = natter_http_error_dup_place (request);

  if (has_headers)
    return g_error_new (NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST,
                        _("The connection to %s was lost before the answer was complete."), place);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST,
                      _("%s closed the connection without an answer. Try again."), place);
}

/* Returns: (nullable): NULL for a code that says nothing to a person */
static GError *
new_from_io (NatterHttpRequest *request,
             gboolean           has_headers,
             const GError      *error)
{
  g_autofree char *place = natter_http_error_dup_place (request);

  switch (error->code)
    {
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_CONNECTION_CLOSED: /* also G_IO_ERROR_BROKEN_PIPE */
      return new_connection_lost (request, has_headers);

    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_TIMED_OUT: /* the kernel's, in connecting or in mid-body */
      if (has_headers)
        return new_connection_lost (request, TRUE);
      return new_unreachable (request, error);

    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return g_error_new (NATTER_ERROR, NATTER_ERROR_NETWORK,
                          _("The network proxy did not let Natter through to %s. Check the "
                            "proxy in your system’s settings, or in the provider’s connection "
                            "settings if it has one of its own."), place);

    default:
      return NULL;
    }
}

/*
 * natter_http_error_dup_place:
 *
 * Returns: (transfer full): host and port of @request, for a sentence or a log
 */
char *
natter_http_error_dup_place (NatterHttpRequest *request)
{
  GUri *uri = natter_http_request_get_uri (request);
  const char *host = g_uri_get_host (uri);
  g_autofree char *name = strchr (host, ':') ? g_strdup_printf ("[%s]", host) : g_strdup (host);

  if (g_uri_get_port (uri) < 0)
    return g_steal_pointer (&name);

  return g_strdup_printf ("%s:%d", name, g_uri_get_port (uri));
}

/*
 * natter_http_error_new_from_gio:
 * @message: (nullable): the message that failed, for the reason of a bad certificate
 * @has_headers: whether the answer had begun
 * @error: of GIO or libsoup
 *
 * Returns: (transfer full): an error of the domain NATTER_ERROR
 */
GError *
natter_http_error_new_from_gio (NatterHttpRequest *request,
                                SoupMessage       *message,
                                gboolean           has_headers,
                                const GError      *error)
{
  g_autofree char *place = natter_http_error_dup_place (request);
  GError *known = NULL;

  if (error->domain == G_TLS_ERROR)
    return new_tls (request, message, error);

  if (error->domain == G_RESOLVER_ERROR)
    return new_unreachable (request, error);

  if (error->domain == SOUP_SESSION_ERROR)
    return g_error_new (NATTER_ERROR, NATTER_ERROR_MALFORMED,
                        _("%s did not answer as a web server does. Check its address."), place);

  if (error->domain == G_IO_ERROR)
    known = new_from_io (request, has_headers, error);
  if (known)
    return known;

  return g_error_new (NATTER_ERROR, NATTER_ERROR_FAILED,
                      _("The connection to %s failed: %s"), place, error->message);
}

/*
 * natter_http_error_new_redirected:
 *
 * Returns: (transfer full): an error that names the target without its query
 */
GError *
natter_http_error_new_redirected (NatterHttpRequest  *request,
                                  NatterHttpResponse *response)
{
  g_autofree char *place = natter_http_error_dup_place (request);
  const char *location = natter_http_response_get_header (response, "Location");
  g_autoptr(GUri) target = NULL;
  g_autofree char *shown = NULL;

  if (location)
    target = g_uri_parse_relative (natter_http_request_get_uri (request), location,
                                   SOUP_HTTP_URI_FLAGS, NULL);

  if (!target)
    return g_error_new (NATTER_ERROR, NATTER_ERROR_REDIRECTED,
                        _("%s redirects to another address. Natter does not follow, because your "
                          "key would go along. Check the server’s address."), place);

  shown = g_uri_to_string_partial (target,
                                   G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_REDIRECTED,
                      _("%s redirects to %s. Natter does not follow, because your key would go "
                        "along. If you trust that address, enter it instead."), place, shown);
}

/*
 * natter_http_error_new_compressed:
 *
 * Returns: (transfer full): an error for an answer whose Content-Encoding Natter did not ask for
 */
GError *
natter_http_error_new_compressed (NatterHttpRequest *request,
                                  const char        *encoding)
{
  g_autofree char *place = natter_http_error_dup_place (request);

  return g_error_new (NATTER_ERROR, NATTER_ERROR_MALFORMED,
                      _("%s compressed its answer (%.20s), which Natter did not ask for and cannot "
                        "read. Turn compression off there or in the proxy before it."),
                      place, encoding);
}
