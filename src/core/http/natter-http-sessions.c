/* natter-http-sessions.c: the sessions of libsoup, one for each way to reach a server: proxy,
 * authorities, accepted certificate. Owned by NatterHttp; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-sessions-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "natter-error.h"
#include "natter-proxy-resolver-private.h"

#define MAX_CONNECTIONS_PER_HOST 8 /* answers that may stream from one server at once */
#define MAX_CONNECTIONS 64

static GProxyResolver *
new_resolver (const char *proxy)
{
  g_autoptr(GProxyResolver) base = NULL;

  if (!proxy)
    return natter_proxy_resolver_new (g_proxy_resolver_get_default ());
  if (g_str_equal (proxy, NATTER_CONNECTION_NO_PROXY))
    return NULL;

  base = g_simple_proxy_resolver_new (proxy, NULL);

  return natter_proxy_resolver_new (base);
}

/* A connection that was made with an accepted certificate is pooled with its session: a request
 * that did not accept it must not find it there. A file that changed is another file. */
static char *
dup_key (NatterConnection *connection)
{
  const char *proxy = connection ? natter_connection_get_proxy (connection) : NULL;
  const char *path = connection ? natter_connection_get_ca_file (connection) : NULL;
  const char *place = NULL;
  const char *fingerprint = NULL;
  GStatBuf status = { 0 };

  if (connection)
    fingerprint = natter_connection_get_certificate (connection, &place);
  if (path && g_stat (path, &status) != 0)
    status.st_size = 0;

  return g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s",
                          proxy ? proxy : "", path ? path : "",
                          (gint64) status.st_mtime, (gint64) status.st_size,
                          place ? place : "", fingerprint ? fingerprint : "");
}

static GTlsDatabase *
new_database (NatterConnection  *connection,
              GError           **error)
{
  g_autoptr(GError) cause = NULL;
  GTlsDatabase *database = NULL;

  if (!natter_connection_check_ca_file (connection, error))
    return NULL;

  database = g_tls_file_database_new (natter_connection_get_ca_file (connection), &cause);
  if (!database)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_TLS,
                 _("The certificate file “%s” can’t be used: %s"),
                 natter_connection_get_ca_file (connection), cause->message);

  return database;
}

static SoupSession *
new_session (NatterConnection *connection,
             GTlsDatabase     *database)
{
  const char *proxy = connection ? natter_connection_get_proxy (connection) : NULL;
  g_autoptr(GProxyResolver) resolver = new_resolver (proxy);
  SoupSession *session = NULL;

  /* No timeout: libsoup's would end an answer in which the model thinks for a minute. The streams
   * watch themselves. */
  session = soup_session_new_with_options ("timeout", 0,
                                           "max-conns", MAX_CONNECTIONS,
                                           "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                           "user-agent", "Natter/" NATTER_VERSION,
                                           "proxy-resolver", resolver,
                                           NULL);
  if (database)
    soup_session_set_tls_database (session, database);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);

  return session;
}

/*
 * natter_http_sessions_new:
 *
 * Returns: (transfer full): an empty table for natter_http_sessions_get()
 */
GHashTable *
natter_http_sessions_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/*
 * natter_http_sessions_get:
 * @sessions: a table
 * @connection: (nullable): how a server is reached, or NULL for the usual way
 * @error: NATTER_ERROR_INVALID_SETTING when the connection's file of authorities can't be used
 *
 * Returns: (transfer none): the session for that way, made if need be, or NULL
 */
SoupSession *
natter_http_sessions_get (GHashTable        *sessions,
                          NatterConnection  *connection,
                          GError           **error)
{
  g_autofree char *key = dup_key (connection);
  g_autoptr(GTlsDatabase) database = NULL;
  SoupSession *session = g_hash_table_lookup (sessions, key);

  if (session)
    return session;

  if (connection && natter_connection_get_ca_file (connection))
    {
      database = new_database (connection, error);
      if (!database)
        return NULL;
    }

  session = new_session (connection, database);
  g_hash_table_insert (sessions, g_steal_pointer (&key), session);

  return session;
}
