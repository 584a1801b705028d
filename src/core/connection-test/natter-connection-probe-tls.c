/* natter-connection-probe-tls.c: the last step of the way to a server: TLS, and who the server is.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-probe-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-http-route.h"

/* With the certificate in it, where a person may decide about that. */
static GError *
new_tls_error (NatterConnectionProbe *self,
               const GError          *error)
{
  GError *made = natter_connection_probe_new_tls_error (self->uri, self->flaws, error);
  g_autofree char *place = g_ascii_strdown (self->place, -1);

  if (self->fingerprint != NULL && !(self->flaws & G_TLS_CERTIFICATE_REVOKED))
    natter_error_set_certificate (made, place, self->fingerprint);

  return made;
}

static gboolean
certificate_cb (GTlsConnection        *connection,
                GTlsCertificate       *certificate,
                GTlsCertificateFlags   flaws,
                NatterConnectionProbe *self)
{
  g_autofree char *place = g_ascii_strdown (self->place, -1);
  g_autofree char *fingerprint = NULL;

  if (natter_http_accepts_certificate (self->request, place, certificate, &fingerprint))
    return TRUE;

  self->flaws = flaws;
  g_set_str (&self->fingerprint, fingerprint);

  return FALSE;
}

static const char *
get_version (GTlsConnection *connection)
{
  switch (g_tls_connection_get_protocol_version (connection))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";

    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";

    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";

    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";

    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      return "TLS";
    }
}

/* One part of a distinguished name, "CN=R11,O=Let's Encrypt,C=US" (RFC 4514), without escapes. */
static char *
dup_name_part (const char *name,
               const char *attribute)
{
  gsize length = strlen (attribute);
  const char *start = name;

  while (start != NULL && *start != '\0')
    {
      gboolean is_wanted = strncmp (start, attribute, length) == 0 && start[length] == '=';
      g_autoptr(GString) value = g_string_new (NULL);
      const char *p;

      for (p = start; *p != '\0' && *p != ','; p++)
        {
          if (*p == '\\' && p[1] != '\0')
            p++;
          g_string_append_c (value, *p);
        }

      if (is_wanted)
        return g_utf8_make_valid (value->str + length + 1, -1);

      start = *p == ',' ? p + 1 : NULL;
    }

  return NULL;
}

/* Returns: (nullable) (transfer full): who issued the server's certificate */
static char *
dup_issuer (GTlsConnection *connection)
{
  GTlsCertificate *certificate = g_tls_connection_get_peer_certificate (connection);
  g_autofree char *name = certificate ? g_tls_certificate_get_issuer_name (certificate) : NULL;
  g_autofree char *issuer = name ? dup_name_part (name, "O") : NULL;

  if (name != NULL && issuer == NULL)
    issuer = dup_name_part (name, "CN");

  return g_steal_pointer (&issuer);
}

static void
handshake_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterConnectionProbe *self = g_task_get_source_object (task);
  GTlsConnection *connection = G_TLS_CONNECTION (source);
  g_autoptr(GError) error = NULL;
  g_autofree char *issuer = NULL;

  if (!g_tls_connection_handshake_finish (connection, result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_error (task, new_tls_error (self, error));
      return;
    }

  issuer = dup_issuer (connection);
  if (issuer == NULL)
    g_task_return_pointer (task, g_strdup (get_version (connection)), g_free);
  else
    g_task_return_pointer (task,
                           /* Translators: the first %s is a version, like "TLS 1.3" */
                           g_strdup_printf (_("%s, certificate issued by %s"),
                                            get_version (connection), issuer), g_free);
}

/**
 * natter_connection_probe_handshake_async:
 * @self: a probe that is connected
 * @cancellable: (nullable): a cancellable
 * @callback: called when the connection is encrypted
 * @user_data: for @callback
 *
 * Agrees with the server on TLS and checks who it is.
 */
void
natter_connection_probe_handshake_async (NatterConnectionProbe *self,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data)
{
  static const char *protocols[] = { "http/1.1", NULL };
  g_autoptr(GSocketConnectable) identity = NULL;
  g_autoptr(GIOStream) stream = NULL;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NATTER_IS_CONNECTION_PROBE (self));
  g_return_if_fail (self->stream != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_connection_probe_handshake_async);

  identity = g_network_address_new (g_uri_get_host (self->uri),
                                    natter_connection_probe_get_port (self->uri));
  stream = g_tls_client_connection_new (self->stream, identity, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, new_tls_error (self, error));
      return;
    }

  g_set_object (&self->stream, stream);
  g_tls_connection_set_database (G_TLS_CONNECTION (stream), self->authorities);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  g_signal_connect_object (stream, "accept-certificate", G_CALLBACK (certificate_cb), self, 0);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, cancellable,
                                    handshake_cb, g_steal_pointer (&task));
}

/**
 * natter_connection_probe_handshake_finish:
 * @self: a probe
 * @result: what the callback was given
 * @error: an error of the domain %NATTER_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): version and issuer, in words
 */
char *
natter_connection_probe_handshake_finish (NatterConnectionProbe  *self,
                                          GAsyncResult           *result,
                                          GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
