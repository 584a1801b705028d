/* natter-connection-probe.c: the way to a server, taken in single steps: proxy, name, connection,
 * TLS. Nothing is ever sent over the connection. Owned by a connection test; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-probe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-connection-probe-private.h"
#include "natter-error.h"
#include "natter-http-route.h"

G_DEFINE_FINAL_TYPE (NatterConnectionProbe, natter_connection_probe, G_TYPE_OBJECT)

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
proxy_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterConnectionProbe *self = g_task_get_source_object (task);
  g_auto(GStrv) proxies = NULL;
  g_autoptr(GError) error = NULL;

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  if (is_cancelled (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (error != NULL)
    {
      g_task_return_new_error (task, NATTER_ERROR, NATTER_ERROR_NETWORK,
                               _("Whether there is a network proxy could not be found out: %s. "
                                 "Check the proxy in your system’s settings."), error->message);
      return;
    }

  if (proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:"))
    self->proxy = g_uri_parse (proxies[0], G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (self->proxy != NULL && g_uri_get_host (self->proxy) == NULL)
    g_clear_pointer (&self->proxy, g_uri_unref);
  if (self->proxy != NULL)
    self->proxy_place = natter_connection_probe_dup_place (self->proxy);

  g_task_return_boolean (task, TRUE);
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterConnectionProbe *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  GError *known = NULL;
  GList *addresses;
  guint n_more;

  addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  if (addresses == NULL)
    {
      if (!is_cancelled (error))
        known = natter_connection_probe_new_resolution_error (self->uri, error);
      g_task_return_error (task, known != NULL ? known : g_steal_pointer (&error));
      return;
    }

  first = g_inet_address_to_string (addresses->data);
  n_more = g_list_length (addresses) - 1;
  g_resolver_free_addresses (addresses);

  if (n_more == 0)
    g_task_return_pointer (task, g_steal_pointer (&first), g_free);
  else
    /* Translators: %s is an internet address */
    g_task_return_pointer (task, g_strdup_printf (ngettext ("%s and %u more", "%s and %u more",
                                                            n_more), first, n_more), g_free);
}

static void
connect_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterConnectionProbe *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  GError *known = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  if (connection == NULL)
    {
      if (!is_cancelled (error))
        known = natter_connection_probe_new_connect_error (self->uri, self->proxy, error);
      g_task_return_error (task, known != NULL ? known : g_steal_pointer (&error));
      return;
    }

  self->stream = G_IO_STREAM (connection);
  g_task_return_boolean (task, TRUE);
}

/* What is not encrypted goes to a web proxy as it is; a tunnel, which it may refuse, is for TLS. */
static gboolean
is_tunnelled (NatterConnectionProbe *self)
{
  return self->proxy != NULL &&
         (natter_connection_probe_is_encrypted (self) ||
          !g_str_has_prefix (g_uri_get_scheme (self->proxy), "http"));
}

static GSocketConnectable *
dup_target (NatterConnectionProbe *self)
{
  g_autofree char *text = NULL;

  if (self->proxy != NULL && !is_tunnelled (self))
    return g_network_address_new (g_uri_get_host (self->proxy),
                                  natter_connection_probe_get_port (self->proxy));

  text = g_strdup_printf ("%s://%s/", g_uri_get_scheme (self->uri), self->place);

  /* with its scheme, which a proxy resolver asks for */
  return g_network_address_parse_uri (text, natter_connection_probe_get_port (self->uri), NULL);
}

static void
natter_connection_probe_dispose (GObject *object)
{
  NatterConnectionProbe *self = NATTER_CONNECTION_PROBE (object);

  if (self->stream != NULL)
    g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->proxies);
  g_clear_object (&self->authorities);

  G_OBJECT_CLASS (natter_connection_probe_parent_class)->dispose (object);
}

static void
natter_connection_probe_finalize (GObject *object)
{
  NatterConnectionProbe *self = NATTER_CONNECTION_PROBE (object);

  g_clear_pointer (&self->request, natter_http_request_unref);
  g_clear_pointer (&self->proxy, g_uri_unref);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->proxy_place, g_free);
  g_clear_pointer (&self->fingerprint, g_free);

  G_OBJECT_CLASS (natter_connection_probe_parent_class)->finalize (object);
}

static void
natter_connection_probe_class_init (NatterConnectionProbeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_connection_probe_dispose;
  object_class->finalize = natter_connection_probe_finalize;
}

static void
natter_connection_probe_init (NatterConnectionProbe *self)
{
}

/**
 * natter_connection_probe_new:
 * @http: what would send @request
 * @request: to a server; it is not sent
 * @error: %NATTER_ERROR_INVALID_SETTING when a file with authorities can't be used
 *
 * Returns: (transfer full) (nullable): a probe that goes the way that @request would go
 */
NatterConnectionProbe *
natter_connection_probe_new (NatterHttp         *http,
                             NatterHttpRequest  *request,
                             GError            **error)
{
  g_autoptr(NatterConnectionProbe) self = NULL;

  g_return_val_if_fail (NATTER_IS_HTTP (http), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  self = g_object_new (NATTER_TYPE_CONNECTION_PROBE, NULL);
  self->request = natter_http_request_ref (request);
  self->uri = natter_http_request_get_uri (request);
  self->place = natter_connection_probe_dup_place (self->uri);
  if (!natter_http_find_route (http, request, &self->proxies, &self->authorities, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * natter_connection_probe_get_proxy:
 * @self: a probe that has looked for a proxy
 *
 * Returns: (nullable): host and port of the proxy that applies
 */
const char *
natter_connection_probe_get_proxy (NatterConnectionProbe *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_PROBE (self), NULL);

  return self->proxy_place;
}

/**
 * natter_connection_probe_is_encrypted:
 * @self: a probe
 *
 * Returns: whether the address asks for TLS
 */
gboolean
natter_connection_probe_is_encrypted (NatterConnectionProbe *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_PROBE (self), FALSE);

  return g_str_equal (g_uri_get_scheme (self->uri), "https");
}

/**
 * natter_connection_probe_get_server_port:
 * @self: a probe
 *
 * Returns: the port of the server
 */
guint
natter_connection_probe_get_server_port (NatterConnectionProbe *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_PROBE (self), 0);

  return natter_connection_probe_get_port (self->uri);
}

/**
 * natter_connection_probe_dup_known_name:
 * @self: a probe
 *
 * Returns: (transfer full) (nullable): why the host needs no look-up, a sentence; %NULL when it
 *   does
 */
char *
natter_connection_probe_dup_known_name (NatterConnectionProbe *self)
{
  const char *host;

  g_return_val_if_fail (NATTER_IS_CONNECTION_PROBE (self), NULL);

  host = g_uri_get_host (self->uri);
  if (g_hostname_is_ip_address (host))
    return g_strdup_printf (_("%s is an address and needs no look-up"), host);
  if (natter_connection_probe_is_this_computer (self->uri))
    return g_strdup_printf (_("%s is this computer"), host);

  return NULL;
}

/**
 * natter_connection_probe_find_proxy_async:
 * @self: a probe
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out whether a proxy applies; the first thing to do with a probe.
 */
void
natter_connection_probe_find_proxy_async (NatterConnectionProbe *self,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data)
{
  g_autofree char *text = NULL;
  GTask *task;

  g_return_if_fail (NATTER_IS_CONNECTION_PROBE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_connection_probe_find_proxy_async);

  if (self->proxies == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  text = g_strdup_printf ("%s://%s/", g_uri_get_scheme (self->uri), self->place);
  g_proxy_resolver_lookup_async (self->proxies, text, cancellable, proxy_cb, task);
}

/**
 * natter_connection_probe_find_proxy_finish:
 * @self: a probe
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: whether it could be found out
 */
gboolean
natter_connection_probe_find_proxy_finish (NatterConnectionProbe  *self,
                                           GAsyncResult           *result,
                                           GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * natter_connection_probe_resolve_async:
 * @self: a probe without a proxy
 * @cancellable: (nullable): a cancellable
 * @callback: called when the name is known
 * @user_data: for @callback
 *
 * Looks the host's name up.
 */
void
natter_connection_probe_resolve_async (NatterConnectionProbe *self,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  GTask *task;

  g_return_if_fail (NATTER_IS_CONNECTION_PROBE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_connection_probe_resolve_async);
  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (self->uri), cancellable, resolve_cb,
                                   task);
}

/**
 * natter_connection_probe_resolve_finish:
 * @self: a probe
 * @result: what the callback was given
 * @error: an error of the domain %NATTER_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the addresses, in words
 */
char *
natter_connection_probe_resolve_finish (NatterConnectionProbe  *self,
                                        GAsyncResult           *result,
                                        GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * natter_connection_probe_connect_async:
 * @self: a probe that has looked for a proxy
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is a connection
 * @user_data: for @callback
 *
 * Connects to the server; through the proxy where one applies.
 */
void
natter_connection_probe_connect_async (NatterConnectionProbe *self,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnectable) target = NULL;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_CONNECTION_PROBE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_connection_probe_connect_async);

  target = dup_target (self);
  if (target == NULL)
    {
      g_task_return_new_error (task, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                               _("%s is not the address of a server. Check it."), self->place);
      return;
    }

  g_socket_client_set_proxy_resolver (client, self->proxies);
  g_socket_client_set_enable_proxy (client, is_tunnelled (self));
  g_socket_client_connect_async (client, target, cancellable, connect_cb, g_steal_pointer (&task));
}

/**
 * natter_connection_probe_connect_finish:
 * @self: a probe
 * @result: what the callback was given
 * @error: an error of the domain %NATTER_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there is a connection
 */
gboolean
natter_connection_probe_connect_finish (NatterConnectionProbe  *self,
                                        GAsyncResult           *result,
                                        GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
