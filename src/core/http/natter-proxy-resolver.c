/* natter-proxy-resolver.c: the desktop's proxy for the world, none for this computer: a proxy
 * cannot reach the model server that runs here. Owned by NatterHttp's session; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-proxy-resolver-private.h"

#include <libsoup/soup.h>

#include "natter-http-private.h"

struct _NatterProxyResolver
{
  GObject         parent_instance;

  GProxyResolver *base;
};

static void natter_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterProxyResolver, natter_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      natter_proxy_resolver_iface_init))

static char **
dup_direct (void)
{
  static const char *direct[] = { "direct://", NULL };

  return g_strdupv ((char **) direct);
}

static gboolean
is_local (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);

  return parsed && natter_http_host_is_local (g_uri_get_host (parsed));
}

static gboolean
natter_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
natter_proxy_resolver_lookup (GProxyResolver  *resolver,
                              const char      *uri,
                              GCancellable    *cancellable,
                              GError         **error)
{
  NatterProxyResolver *self = NATTER_PROXY_RESOLVER (resolver);

  if (is_local (uri))
    return dup_direct ();

  return g_proxy_resolver_lookup (self->base, uri, cancellable, error);
}

static void
base_lookup_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
natter_proxy_resolver_lookup_async (GProxyResolver      *resolver,
                                    const char          *uri,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  NatterProxyResolver *self = NATTER_PROXY_RESOLVER (resolver);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_proxy_resolver_lookup_async);

  if (is_local (uri))
    g_task_return_pointer (task, dup_direct (), (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (self->base, uri, cancellable, base_lookup_cb,
                                   g_steal_pointer (&task));
}

static char **
natter_proxy_resolver_lookup_finish (GProxyResolver  *resolver,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
natter_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = natter_proxy_resolver_is_supported;
  iface->lookup = natter_proxy_resolver_lookup;
  iface->lookup_async = natter_proxy_resolver_lookup_async;
  iface->lookup_finish = natter_proxy_resolver_lookup_finish;
}

static void
natter_proxy_resolver_dispose (GObject *object)
{
  NatterProxyResolver *self = NATTER_PROXY_RESOLVER (object);

  g_clear_object (&self->base);

  G_OBJECT_CLASS (natter_proxy_resolver_parent_class)->dispose (object);
}

static void
natter_proxy_resolver_class_init (NatterProxyResolverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_proxy_resolver_dispose;
}

static void
natter_proxy_resolver_init (NatterProxyResolver *self)
{
}

/**
 * natter_proxy_resolver_new:
 * @base: the resolver for every address that is not on this computer
 *
 * Returns: (transfer full): a new resolver
 */
GProxyResolver *
natter_proxy_resolver_new (GProxyResolver *base)
{
  NatterProxyResolver *self = NULL;

  g_return_val_if_fail (G_IS_PROXY_RESOLVER (base), NULL);

  self = g_object_new (NATTER_TYPE_PROXY_RESOLVER, NULL);
  self->base = g_object_ref (base);

  return G_PROXY_RESOLVER (self);
}
