/* natter-http-certificate.c: the certificate of a server that the system does not trust: accepted
 * where a person accepted just this one, else kept for the error. Owned by its message; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-http-private.h"

typedef struct
{
  NatterHttpRequest    *request;
  char                 *fingerprint;  /* of the certificate that was refused, or NULL */
  GTlsCertificateFlags  flags;        /* why */
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  natter_http_request_unref (watch->request);
  g_free (watch->fingerprint);
  g_free (watch);
}

static GQuark
watch_quark (void)
{
  return g_quark_from_static_string ("natter-http-certificate");
}

static char *
dup_place (NatterHttpRequest *request)
{
  GUri *uri = natter_http_request_get_uri (request);
  const char *host = g_uri_get_host (uri);
  g_autofree char *lower = g_ascii_strdown (host, -1);
  int port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 443;

  return g_strdup_printf (strchr (host, ':') ? "[%s]:%d" : "%s:%d", lower, port);
}

static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  flags,
                       Watch                *watch)
{
  NatterConnection *connection = natter_http_request_get_connection (watch->request);
  g_autofree char *place = dup_place (watch->request);
  g_autofree char *fingerprint = natter_http_certificate_dup_fingerprint (certificate);

  if (connection && natter_connection_accepts (connection, place, fingerprint))
    return TRUE;

  g_set_str (&watch->fingerprint, fingerprint);
  watch->flags = flags;

  return FALSE;
}

/*
 * natter_http_certificate_dup_fingerprint:
 *
 * Returns: (transfer full): SHA-256 of the certificate's DER, as
 *   natter_connection_set_certificate() takes it
 */
char *
natter_http_certificate_dup_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr(GByteArray) der = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *digits = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  digits = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  for (gsize i = 0; digits[i]; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append_c (text, ':');
      g_string_append_c (text, g_ascii_toupper (digits[i]));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/*
 * natter_http_certificate_watch:
 * @message: that will be sent
 * @request: what it was made from
 *
 * Decides about a certificate that the system does not trust, by the request's connection.
 */
void
natter_http_certificate_watch (SoupMessage       *message,
                               NatterHttpRequest *request)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->request = natter_http_request_ref (request);
  g_object_set_qdata_full (G_OBJECT (message), watch_quark (), watch, watch_free);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), watch);
}

/*
 * natter_http_certificate_get_errors:
 *
 * Returns: what is wrong with the certificate that was refused, 0 when none was
 */
GTlsCertificateFlags
natter_http_certificate_get_errors (SoupMessage *message)
{
  const Watch *watch = g_object_get_qdata (G_OBJECT (message), watch_quark ());

  return watch ? watch->flags : 0;
}

/*
 * natter_http_certificate_describe:
 * @error: about a certificate of @message's server
 *
 * Adds to @error which certificate was refused. One that was revoked is nobody's to accept.
 */
void
natter_http_certificate_describe (SoupMessage *message,
                                  GError      *error)
{
  const Watch *watch = g_object_get_qdata (G_OBJECT (message), watch_quark ());
  g_autofree char *place = NULL;

  if (!watch || !watch->fingerprint || watch->flags & G_TLS_CERTIFICATE_REVOKED)
    return;

  place = dup_place (watch->request);
  natter_error_set_certificate (error, place, watch->fingerprint);
}
