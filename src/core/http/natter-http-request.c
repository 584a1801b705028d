/* natter-http-request.c: one HTTP request as data, checked before libsoup sees it. Owned by whoever
 * refs it; any thread once it is filled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-request.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "natter-error.h"
#include "natter-http-headers-private.h"
#include "natter-http-private.h"

struct _NatterHttpRequest
{
  gatomicrefcount   ref_count;

  char             *method;
  GUri             *uri;
  GHashTable       *headers;
  char             *content_type;
  GBytes           *body;
  NatterConnection *connection;   /* or NULL */
};

G_DEFINE_BOXED_TYPE (NatterHttpRequest, natter_http_request,
                     natter_http_request_ref, natter_http_request_unref)

/* What the connection needs is not a person's to set: each of these would break the exchange. */
static gboolean
is_reserved (const char *name)
{
  static const char *names[] = {
    "Accept-Encoding", "Connection", "Content-Length", "Expect", "Host",
    "Transfer-Encoding", "Upgrade"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (name, names[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The address is not repeated in any error: its query or password may be a secret. */
static GUri *
parse_url (const char  *url,
           GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  const char *scheme = NULL;

  if (!natter_http_has_control (url) && !strchr (url, ' '))
    uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (!uri)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("This is not a web address. Enter one like https://example.com/v1."));
      return NULL;
    }

  scheme = g_uri_get_scheme (uri);
  if ((!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) ||
      !g_uri_get_host (uri) || *g_uri_get_host (uri) == '\0')
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("An address has to begin with http:// or https:// and the name of a "
                             "server."));
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/*
 * natter_http_host_is_local:
 * @host: (nullable): a host name or address, without port
 *
 * Returns: whether @host is this computer: localhost, 127.0.0.0/8 or ::1
 */
gboolean
natter_http_host_is_local (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (!host)
    return FALSE;

  if (g_ascii_strcasecmp (host, "localhost") == 0 || g_ascii_strcasecmp (host, "localhost.") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address && g_inet_address_get_is_loopback (address);
}

/**
 * natter_http_request_new:
 * @method: "GET", "POST", …
 * @url: an absolute http or https address
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when @url is not an http or https address. The error
 * never repeats the address.
 *
 * Returns: (transfer full): a new request without headers and body, or %NULL
 */
NatterHttpRequest *
natter_http_request_new (const char  *method,
                         const char  *url,
                         GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  NatterHttpRequest *self = NULL;

  g_return_val_if_fail (method && natter_http_is_token (method), NULL);
  g_return_val_if_fail (url, NULL);

  uri = parse_url (url, error);
  if (!uri)
    return NULL;

  self = g_new0 (NatterHttpRequest, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->method = g_strdup (method);
  self->uri = g_steal_pointer (&uri);
  self->headers = natter_http_headers_new ();

  return self;
}

/**
 * natter_http_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
NatterHttpRequest *
natter_http_request_ref (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * natter_http_request_unref:
 * @self: (transfer full): a request
 */
void
natter_http_request_unref (NatterHttpRequest *self)
{
  g_return_if_fail (self);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->method);
  g_uri_unref (self->uri);
  g_hash_table_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->connection, natter_connection_unref);
  g_free (self);
}

/**
 * natter_http_request_set_header:
 * @self: a request
 * @name: a header's name; its case does not matter
 * @value: its value, which replaces an earlier one
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when @name is not a header name, or is one that the
 * connection needs, or when @value contains a control character, which libsoup takes for a
 * programming error. The error never repeats the value.
 *
 * Returns: whether the header was set
 */
gboolean
natter_http_request_set_header (NatterHttpRequest  *self,
                                const char         *name,
                                const char         *value,
                                GError            **error)
{
  g_return_val_if_fail (self, FALSE);
  g_return_val_if_fail (name, FALSE);
  g_return_val_if_fail (value, FALSE);

  if (is_reserved (name))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   _("Natter sets the header “%s” itself. Remove it."), name);
      return FALSE;
    }

  if (!natter_http_headers_check (name, value, error))
    return FALSE;

  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));

  return TRUE;
}

/**
 * natter_http_request_set_body:
 * @self: a request
 * @content_type: the body's media type
 * @body: the whole body
 */
void
natter_http_request_set_body (NatterHttpRequest *self,
                              const char        *content_type,
                              GBytes            *body)
{
  g_return_if_fail (self);
  g_return_if_fail (content_type && !natter_http_has_control (content_type));
  g_return_if_fail (body);

  g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
  g_set_str (&self->content_type, content_type);
}

/**
 * natter_http_request_set_connection:
 * @self: a request
 * @connection: (nullable): how the server is reached, or %NULL for the usual way
 *
 * Proxy, certificates and time limits are used when the request is sent. The connection's headers
 * are not: whoever builds a request sets them.
 */
void
natter_http_request_set_connection (NatterHttpRequest *self,
                                    NatterConnection  *connection)
{
  g_return_if_fail (self);

  if (connection)
    natter_connection_ref (connection);
  g_clear_pointer (&self->connection, natter_connection_unref);
  self->connection = connection;
}

/**
 * natter_http_request_get_connection:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): how the server is reached
 */
NatterConnection *
natter_http_request_get_connection (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  return self->connection;
}

/**
 * natter_http_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): the method
 */
const char *
natter_http_request_get_method (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  return self->method;
}

/**
 * natter_http_request_get_uri:
 * @self: a request
 *
 * Returns: (transfer none): the address
 */
GUri *
natter_http_request_get_uri (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  return self->uri;
}

/**
 * natter_http_request_get_headers:
 * @self: a request
 *
 * Returns: (transfer none) (element-type utf8 utf8): names to values; a look-up ignores the case of
 * names
 */
GHashTable *
natter_http_request_get_headers (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  return self->headers;
}

/**
 * natter_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the body
 */
GBytes *
natter_http_request_get_body (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  return self->body;
}

/**
 * natter_http_request_get_content_type:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the body's media type
 */
const char *
natter_http_request_get_content_type (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, NULL);

  return self->content_type;
}

/**
 * natter_http_request_is_local:
 * @self: a request
 *
 * Returns: whether the server is on this computer: localhost, 127.0.0.0/8 or ::1
 */
gboolean
natter_http_request_is_local (NatterHttpRequest *self)
{
  g_return_val_if_fail (self, FALSE);

  return natter_http_host_is_local (g_uri_get_host (self->uri));
}
