/* test-proxy-resolver.c: the proxy is for the world, not for this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-proxy-resolver-private.h"
#include "natter-test-server.h"

#define PROXY "http://proxy.invalid:3128"

static const struct
{
  const char *name;
  const char *uri;
  const char *proxy;
} cases[] = {
  { "remote",    "https://api.example.com/v1",  PROXY },
  { "network",   "http://192.168.1.5:11434/v1", PROXY },
  { "localhost", "http://localhost:11434/v1",   "direct://" },
  { "loopback",  "http://127.0.0.1:8080/v1",    "direct://" },
  { "six",       "http://[::1]:8080/v1",        "direct://" },
};

typedef struct
{
  char     **proxies;
  gboolean   is_done;
} Lookup;

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Lookup *lookup = data;
  g_autoptr(GError) error = NULL;

  lookup->proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  g_assert_no_error (error);
  lookup->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Lookup *) data)->is_done;
}

static void
test_lookup (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GProxyResolver) base = g_simple_proxy_resolver_new (PROXY, NULL);
  GProxyResolver *resolver = natter_proxy_resolver_new (base);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) proxies = g_proxy_resolver_lookup (resolver, cases[i].uri, NULL, &error);
  Lookup lookup = { 0 };

  g_assert_no_error (error);
  g_assert_true (g_proxy_resolver_is_supported (resolver));
  g_assert_cmpstr (proxies[0], ==, cases[i].proxy);
  g_assert_cmpuint (g_strv_length (proxies), ==, 1);

  g_proxy_resolver_lookup_async (resolver, cases[i].uri, NULL, lookup_cb, &lookup);
  natter_test_run_until (is_done, &lookup);
  g_assert_cmpstrv (lookup.proxies, proxies);
  g_strfreev (lookup.proxies);

  g_assert_finalize_object (resolver);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/proxy-resolver/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_lookup);
    }

  return g_test_run ();
}
