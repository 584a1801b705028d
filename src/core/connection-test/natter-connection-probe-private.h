/* natter-connection-probe-private.h: what the files of NatterConnectionProbe share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-connection-probe.h"

G_BEGIN_DECLS

struct _NatterConnectionProbe
{
  GObject               parent_instance;

  NatterHttpRequest    *request;      /* never sent: its address, and how that is reached */
  GUri                 *uri;          /* of the request */
  GProxyResolver       *proxies;      /* or NULL: none applies */
  GTlsDatabase         *authorities;
  char                 *place;        /* host and port, for a sentence */

  GUri                 *proxy;        /* that applies; or NULL */
  char                 *proxy_place;  /* its host and port; or NULL */
  GIOStream            *stream;
  GTlsCertificateFlags  flaws;        /* of the certificate that was refused */
  char                 *fingerprint;  /* of the same; or NULL */
};

guint16   natter_connection_probe_get_port             (GUri                 *uri);
char     *natter_connection_probe_dup_place            (GUri                 *uri);
gboolean  natter_connection_probe_is_this_computer     (GUri                 *uri);
GError   *natter_connection_probe_new_resolution_error (GUri                 *uri,
                                                        const GError         *error);
GError   *natter_connection_probe_new_connect_error    (GUri                 *uri,
                                                        GUri                 *proxy,
                                                        const GError         *error);
GError   *natter_connection_probe_new_tls_error        (GUri                 *uri,
                                                        GTlsCertificateFlags  flaws,
                                                        const GError         *error);

G_END_DECLS
