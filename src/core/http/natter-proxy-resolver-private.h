/* natter-proxy-resolver-private.h: the desktop's proxy for the world, none for this computer. Any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NATTER_TYPE_PROXY_RESOLVER (natter_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (NatterProxyResolver, natter_proxy_resolver, NATTER, PROXY_RESOLVER, GObject)

GProxyResolver *natter_proxy_resolver_new (GProxyResolver *base);

G_END_DECLS
