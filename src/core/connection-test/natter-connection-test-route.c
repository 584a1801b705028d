/* natter-connection-test-route.c: the steps of a connection test that lead to the server: name,
 * connection, TLS. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-test-private.h"

#include <glib/gi18n-lib.h>

static void
handshake_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(NatterConnectionTest) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *detail = NULL;

  detail = natter_connection_probe_handshake_finish (self->probe, result, &error);
  if (detail == NULL)
    {
      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_TLS, error);
      return;
    }

  natter_connection_test_pass_step (self, NATTER_CONNECTION_STEP_TLS, detail);
  natter_connection_test_ask (self);
}

static void
start_tls (NatterConnectionTest *self)
{
  if (natter_connection_probe_is_encrypted (self->probe))
    {
      natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_TLS);
      natter_connection_test_begin_work (self, self->limits[1]);
      natter_connection_probe_handshake_async (self->probe, self->cancellable, handshake_cb,
                                               g_object_ref (self));
      return;
    }

  natter_connection_test_skip_step (self, NATTER_CONNECTION_STEP_TLS,
                                    _("Not encrypted: the address begins with http://"));
  natter_connection_test_ask (self);
}

static void
connect_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterConnectionTest) self = data;
  NatterConnectionStep *step = natter_connection_test_get_step (self,
                                                                NATTER_CONNECTION_STEP_CONNECT);
  const char *proxy = natter_connection_probe_get_proxy (self->probe);
  g_autoptr(GError) error = NULL;
  g_autofree char *detail = NULL;
  int milliseconds;

  if (!natter_connection_probe_connect_finish (self->probe, result, &error))
    {
      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_CONNECT, error);
      return;
    }

  milliseconds = (int) natter_connection_step_get_milliseconds (step);
  if (proxy != NULL)
    /* Translators: %s is the proxy’s host and port, %d a time in milliseconds */
    detail = g_strdup_printf (_("Through the proxy %s in %d ms"), proxy, milliseconds);
  else
    /* Translators: %u is the number of a port, %d a time in milliseconds */
    detail = g_strdup_printf (_("Port %u answered in %d ms"),
                              natter_connection_probe_get_server_port (self->probe), milliseconds);
  natter_connection_step_pass (step, detail);
  start_tls (self);
}

static void
start_connect (NatterConnectionTest *self)
{
  natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_CONNECT);
  natter_connection_test_begin_work (self, self->limits[1]);
  natter_connection_probe_connect_async (self->probe, self->cancellable, connect_cb,
                                         g_object_ref (self));
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterConnectionTest) self = data;
  NatterConnectionStep *step = natter_connection_test_get_step (self,
                                                                NATTER_CONNECTION_STEP_RESOLUTION);
  g_autoptr(GError) error = NULL;
  g_autofree char *addresses = NULL;
  g_autofree char *detail = NULL;

  addresses = natter_connection_probe_resolve_finish (self->probe, result, &error);
  if (addresses == NULL)
    {
      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_RESOLUTION, error);
      return;
    }

  /* Translators: "93.184.216.34 and 3 more in 12 ms" */
  detail = g_strdup_printf (_("%s in %d ms"), addresses,
                            (int) natter_connection_step_get_milliseconds (step));
  natter_connection_step_pass (step, detail);
  start_connect (self);
}

static void
proxy_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(NatterConnectionTest) self = data;
  NatterConnectionStep *step = natter_connection_test_get_step (self,
                                                                NATTER_CONNECTION_STEP_RESOLUTION);
  g_autoptr(GError) error = NULL;
  g_autofree char *known = natter_connection_probe_dup_known_name (self->probe);
  g_autofree char *detail = NULL;

  if (!natter_connection_probe_find_proxy_finish (self->probe, result, &error))
    natter_connection_test_fail (self, NATTER_CONNECTION_STEP_RESOLUTION, error);
  else if (natter_connection_probe_get_proxy (self->probe) != NULL)
    {
      detail = g_strdup_printf (_("Left to the proxy %s"),
                                natter_connection_probe_get_proxy (self->probe));
      natter_connection_step_skip (step, detail);
      start_connect (self);
    }
  else if (known != NULL)
    {
      natter_connection_step_pass (step, known);
      start_connect (self);
    }
  else
    natter_connection_probe_resolve_async (self->probe, self->cancellable, resolve_cb,
                                           g_object_ref (self));
}

/* What can't be read beforehand is a file with authorities. */
static NatterConnectionProbe *
new_probe (NatterConnectionTest  *self,
           GError               **error)
{
  g_autoptr(NatterHttpRequest) request = NULL;

  request = natter_http_request_new ("GET", natter_provider_get_base_url (self->provider), error);
  if (request == NULL)
    return NULL;

  natter_http_request_set_connection (request, natter_provider_get_connection (self->provider));

  return natter_connection_probe_new (self->http, request, error);
}

/*
 * natter_connection_test_take_route:
 *
 * Takes the steps that lead to the server, the first ones of a test.
 */
void
natter_connection_test_take_route (NatterConnectionTest *self)
{
  g_autoptr(GError) error = NULL;

  self->probe = new_probe (self, &error);
  if (self->probe == NULL)
    {
      natter_connection_test_fail (self, NATTER_CONNECTION_STEP_TLS, error);
      return;
    }

  natter_connection_test_start_step (self, NATTER_CONNECTION_STEP_RESOLUTION);
  natter_connection_test_begin_work (self, self->limits[0]);
  natter_connection_probe_find_proxy_async (self->probe, self->cancellable, proxy_cb,
                                            g_object_ref (self));
}
