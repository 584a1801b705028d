/* natter-connection.c: how one server is reached, checked before it is used. Whoever holds the only
 * reference may change it; once shared it is immutable. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "natter-connection-private.h"
#include "natter-error.h"

#define FINGERPRINT_BYTES 32 /* SHA-256 */

G_DEFINE_BOXED_TYPE (NatterConnection, natter_connection,
                     natter_connection_ref, natter_connection_unref)

static void
set_invalid (GError     **error,
             const char  *sentence)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING, sentence);
}

/**
 * natter_connection_new:
 *
 * Returns: (transfer full): a connection like that of any account: the desktop's proxy, the
 *   system's authorities, Natter's time limits
 */
NatterConnection *
natter_connection_new (void)
{
  NatterConnection *self = g_new0 (NatterConnection, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->headers = g_ptr_array_new_with_free_func (natter_connection_header_free);

  return self;
}

/**
 * natter_connection_copy:
 * @self: a connection
 *
 * Returns: (transfer full): a new one with the same settings, which may be changed
 */
NatterConnection *
natter_connection_copy (NatterConnection *self)
{
  NatterConnection *copy = NULL;

  g_return_val_if_fail (self, NULL);

  copy = natter_connection_new ();
  for (guint i = 0; i < self->headers->len; i++)
    {
      const NatterConnectionHeader *header = g_ptr_array_index (self->headers, i);

      natter_connection_append_header (copy, header->name, header->value);
    }
  copy->proxy = g_strdup (self->proxy);
  copy->ca_file = g_strdup (self->ca_file);
  copy->place = g_strdup (self->place);
  copy->fingerprint = g_strdup (self->fingerprint);
  copy->answer_seconds = self->answer_seconds;
  copy->silence_seconds = self->silence_seconds;
  copy->plain_http_url = g_strdup (self->plain_http_url);

  return copy;
}

/**
 * natter_connection_ref:
 * @self: a connection
 *
 * Returns: (transfer full): @self, which must not be changed any more
 */
NatterConnection *
natter_connection_ref (NatterConnection *self)
{
  g_return_val_if_fail (self, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * natter_connection_unref:
 * @self: (transfer full): a connection
 */
void
natter_connection_unref (NatterConnection *self)
{
  g_return_if_fail (self);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->headers);
  g_free (self->proxy);
  g_free (self->ca_file);
  g_free (self->place);
  g_free (self->fingerprint);
  g_free (self->plain_http_url);
  g_free (self);
}

/**
 * natter_connection_is_default:
 * @self: a connection
 *
 * Returns: whether nothing of it was ever set
 */
gboolean
natter_connection_is_default (NatterConnection *self)
{
  g_return_val_if_fail (self, FALSE);

  return self->headers->len == 0 && !self->proxy && !self->ca_file && !self->fingerprint &&
         self->answer_seconds == 0 && self->silence_seconds == 0 && !self->plain_http_url;
}

/**
 * natter_connection_get_proxy:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): an address, %NATTER_CONNECTION_NO_PROXY, or %NULL for what
 *   the desktop is set to
 */
const char *
natter_connection_get_proxy (NatterConnection *self)
{
  g_return_val_if_fail (self, NULL);

  return self->proxy;
}

static gboolean
is_proxy_scheme (const char *scheme)
{
  return g_str_equal (scheme, "http") || g_str_equal (scheme, "https") ||
         g_str_equal (scheme, "socks5");
}

/* Only scheme, host and port: the rest of an address means nothing for a proxy. */
static char *
clean_proxy (const char  *text,
             GError     **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr(GUri) uri = g_uri_parse (trimmed, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (!host || *host == '\0' || !is_proxy_scheme (g_uri_get_scheme (uri)))
    {
      set_invalid (error, _("A proxy’s address begins with http://, https:// or socks5://, like "
                            "http://proxy.example.com:3128."));
      return NULL;
    }

  if (g_uri_get_userinfo (uri))
    {
      set_invalid (error, _("The proxy’s address has a user name or password in it, which would "
                            "be written to a file. Remove everything up to the “@”, or set the "
                            "proxy in your system’s settings."));
      return NULL;
    }

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri),
                     "", NULL, NULL);
}

/**
 * natter_connection_set_proxy:
 * @self: a connection that is not shared
 * @proxy: (nullable): as natter_connection_get_proxy() gives it
 * @error: return location for an error
 *
 * A server on this computer is never reached through a proxy, whatever this says.
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when @proxy is not the address of an HTTP, HTTPS or
 * SOCKS 5 proxy, or has a user name or password in it. The error never repeats the address.
 *
 * Returns: whether it was set
 */
gboolean
natter_connection_set_proxy (NatterConnection  *self,
                             const char        *proxy,
                             GError           **error)
{
  g_autofree char *cleaned = NULL;

  g_return_val_if_fail (natter_connection_is_mine (self), FALSE);

  if (proxy && !g_str_equal (proxy, NATTER_CONNECTION_NO_PROXY))
    {
      cleaned = clean_proxy (proxy, error);
      if (!cleaned)
        return FALSE;
      proxy = cleaned;
    }

  g_set_str (&self->proxy, proxy);

  return TRUE;
}

/**
 * natter_connection_get_ca_file:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the path of a PEM file with the authorities to trust instead
 *   of the system's
 */
const char *
natter_connection_get_ca_file (NatterConnection *self)
{
  g_return_val_if_fail (self, NULL);

  return self->ca_file;
}

/**
 * natter_connection_set_ca_file:
 * @self: a connection that is not shared
 * @path: (nullable): of a PEM file; it is read when a request needs it
 */
void
natter_connection_set_ca_file (NatterConnection *self,
                               const char       *path)
{
  g_return_if_fail (natter_connection_is_mine (self));
  g_return_if_fail (!path || *path != '\0');

  g_set_str (&self->ca_file, path);
}

/**
 * natter_connection_check_ca_file:
 * @self: a connection
 * @error: return location for an error
 *
 * Reads the file with authorities, if there is one; blocks for as long as the disk takes.
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING and names the file when it can't be read or has no
 * certificate in it.
 *
 * Returns: whether there is nothing wrong with it
 */
gboolean
natter_connection_check_ca_file (NatterConnection  *self,
                                 GError           **error)
{
  g_autolist(GTlsCertificate) certificates = NULL;
  g_autoptr(GError) cause = NULL;

  g_return_val_if_fail (self, FALSE);

  if (!self->ca_file)
    return TRUE;

  certificates = g_tls_certificate_list_new_from_file (self->ca_file, &cause);
  if (certificates)
    return TRUE;

  if (cause && cause->domain == G_FILE_ERROR)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                 _("The certificate file could not be read. Choose it again in the provider’s "
                   "connection settings. %s"), cause->message);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                 _("The file “%s” has no certificate in PEM format in it. Choose another one in "
                   "the provider’s connection settings."), self->ca_file);

  return FALSE;
}

/**
 * natter_connection_get_certificate:
 * @self: a connection
 * @place: (out) (optional) (transfer none): host and port that it is accepted for
 *
 * Returns: (transfer none) (nullable): the fingerprint of the certificate that a person accepted
 */
const char *
natter_connection_get_certificate (NatterConnection  *self,
                                   const char       **place)
{
  g_return_val_if_fail (self, NULL);

  if (place)
    *place = self->place;

  return self->fingerprint;
}

static gboolean
is_fingerprint (const char *text)
{
  if (strlen (text) != FINGERPRINT_BYTES * 3 - 1)
    return FALSE;

  for (gsize i = 0; text[i]; i++)
    {
      if (i % 3 == 2 ? text[i] != ':' : !g_ascii_isxdigit (text[i]) || g_ascii_islower (text[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * natter_connection_set_certificate:
 * @self: a connection that is not shared
 * @place: (nullable): host and port of the server, "example.com:8443"; %NULL with @fingerprint
 * @fingerprint: (nullable): SHA-256 of the certificate's DER, as pairs of capital hexadecimal
 *   digits with colons between them; %NULL to accept none
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when @fingerprint or @place is something else.
 *
 * Returns: whether it was set
 */
gboolean
natter_connection_set_certificate (NatterConnection  *self,
                                   const char        *place,
                                   const char        *fingerprint,
                                   GError           **error)
{
  g_return_val_if_fail (natter_connection_is_mine (self), FALSE);
  g_return_val_if_fail (!place == !fingerprint, FALSE);

  if (fingerprint && (!is_fingerprint (fingerprint) || *place == '\0'))
    {
      set_invalid (error, _("This is not the fingerprint of a certificate."));
      return FALSE;
    }

  g_set_str (&self->place, place);
  g_set_str (&self->fingerprint, fingerprint);

  return TRUE;
}

/**
 * natter_connection_accepts:
 * @self: a connection
 * @place: host and port of a server
 * @fingerprint: of the certificate it shows
 *
 * Returns: whether a person accepted just this certificate for just this server
 */
gboolean
natter_connection_accepts (NatterConnection *self,
                           const char       *place,
                           const char       *fingerprint)
{
  g_return_val_if_fail (self && place && fingerprint, FALSE);

  return self->fingerprint && g_str_equal (self->fingerprint, fingerprint) &&
         g_str_equal (self->place, place);
}

/**
 * natter_connection_get_answer_seconds:
 * @self: a connection
 *
 * Returns: how long the server may take to begin its answer, 0 for Natter's own limit
 */
guint
natter_connection_get_answer_seconds (NatterConnection *self)
{
  g_return_val_if_fail (self, 0);

  return self->answer_seconds;
}

/**
 * natter_connection_set_answer_seconds:
 * @self: a connection that is not shared
 * @seconds: at most %NATTER_CONNECTION_MAX_SECONDS, or 0 for Natter's own limit
 */
void
natter_connection_set_answer_seconds (NatterConnection *self,
                                      guint             seconds)
{
  g_return_if_fail (natter_connection_is_mine (self));

  self->answer_seconds = MIN (seconds, NATTER_CONNECTION_MAX_SECONDS);
}

/**
 * natter_connection_get_silence_seconds:
 * @self: a connection
 *
 * Returns: how long nothing may come in the middle of an answer, 0 for Natter's own limit
 */
guint
natter_connection_get_silence_seconds (NatterConnection *self)
{
  g_return_val_if_fail (self, 0);

  return self->silence_seconds;
}

/**
 * natter_connection_set_silence_seconds:
 * @self: a connection that is not shared
 * @seconds: at most %NATTER_CONNECTION_MAX_SECONDS, or 0 for Natter's own limit
 */
void
natter_connection_set_silence_seconds (NatterConnection *self,
                                       guint             seconds)
{
  g_return_if_fail (natter_connection_is_mine (self));

  self->silence_seconds = MIN (seconds, NATTER_CONNECTION_MAX_SECONDS);
}

/**
 * natter_connection_get_plain_http_url:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the base URL that a key may be sent to without encryption
 */
const char *
natter_connection_get_plain_http_url (NatterConnection *self)
{
  g_return_val_if_fail (self, NULL);

  return self->plain_http_url;
}

/**
 * natter_connection_set_plain_http_url:
 * @self: a connection that is not shared
 * @base_url: (nullable): the one address for which a person said yes, or %NULL for none
 */
void
natter_connection_set_plain_http_url (NatterConnection *self,
                                      const char       *base_url)
{
  g_return_if_fail (natter_connection_is_mine (self));

  g_set_str (&self->plain_http_url, base_url);
}
