/* natter-http.c: the one door to HTTP and its policy: what every request has in common. Owned by
 * the application; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "natter-http"

#include "config.h"

#include "natter-http.h"

#include <libsoup/soup.h>

#include "natter-http-private.h"
#include "natter-http-sessions-private.h"

struct _NatterHttp
{
  GObject        parent_instance;

  GHashTable    *sessions;
  NatterNetwork *network;   /* or NULL */
};

G_DEFINE_FINAL_TYPE (NatterHttp, natter_http, G_TYPE_OBJECT)

/* Off unless asked for. It never has a query, a header or a body: those hold secrets. */
static gboolean
is_logging (void)
{
  static const GDebugKey keys[] = { { "http", 1 } };
  static gsize once = 0;
  static guint flags = 0;

  if (g_once_init_enter (&once))
    {
      flags = g_parse_debug_string (g_getenv ("NATTER_DEBUG"), keys, G_N_ELEMENTS (keys));
      g_once_init_leave (&once, 1);
    }

  return flags != 0;
}

static void
natter_http_dispose (GObject *object)
{
  NatterHttp *self = NATTER_HTTP (object);

  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_object (&self->network);

  G_OBJECT_CLASS (natter_http_parent_class)->dispose (object);
}

static void
natter_http_class_init (NatterHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_http_dispose;
}

static void
natter_http_init (NatterHttp *self)
{
  self->sessions = natter_http_sessions_new ();
}

/**
 * natter_http_new:
 *
 * Returns: (transfer full): a new session; one is enough for a whole application
 */
NatterHttp *
natter_http_new (void)
{
  return g_object_new (NATTER_TYPE_HTTP, NULL);
}

/*
 * natter_http_get_session:
 * @request: what is to be sent
 * @error: NATTER_ERROR_INVALID_SETTING when its connection can't be used as it is
 *
 * Returns: (transfer none): the session that messages of @request go through, or NULL
 */
SoupSession *
natter_http_get_session (NatterHttp         *self,
                         NatterHttpRequest  *request,
                         GError            **error)
{
  g_return_val_if_fail (NATTER_IS_HTTP (self), NULL);

  return natter_http_sessions_get (self->sessions, natter_http_request_get_connection (request),
                                   error);
}

/*
 * natter_http_message_new:
 *
 * libsoup forgets the HTTP/1.1 flag when a send has finished: every send takes a new message.
 *
 * Returns: (transfer full): a message for one send of @request
 */
SoupMessage *
natter_http_message_new (NatterHttpRequest *request)
{
  SoupMessage *message = soup_message_new_from_uri (natter_http_request_get_method (request),
                                                    natter_http_request_get_uri (request));
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GBytes *body = natter_http_request_get_body (request);
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  /* From bytes, so that libsoup can send it again on another connection. */
  if (body)
    soup_message_set_request_body_from_bytes (message,
                                              natter_http_request_get_content_type (request), body);

  soup_message_headers_replace (headers, "Accept",
                                "text/event-stream, application/x-ndjson, application/json");
  g_hash_table_iter_init (&iter, natter_http_request_get_headers (request));
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);

  /* HTTP/2 of libsoup 3.6 waits for ever when a connection breaks in mid-body, and takes a reset
   * stream for a clean end. */
  soup_message_set_force_http1 (message, TRUE);
  /* A redirected POST would take the key along, and custom key headers are never stripped. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* A truncated gzip body ends without an error. */
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  natter_http_certificate_watch (message, request);

  return message;
}

/*
 * natter_http_message_read_response:
 *
 * Returns: (transfer full): status and headers of @message
 */
NatterHttpResponse *
natter_http_message_read_response (SoupMessage *message)
{
  NatterHttpResponse *response = natter_http_response_new (soup_message_get_status (message));
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    natter_http_response_set_header (response, name, soup_message_headers_get_list (headers, name));

  return response;
}

/*
 * natter_http_log:
 * @status: of the answer, 0 if there was none
 * @length: bytes of body that came
 * @error: (nullable): how it ended
 *
 * One line for each request when the environment has NATTER_DEBUG=http.
 */
void
natter_http_log (NatterHttpRequest *request,
                 guint              status,
                 gsize              length,
                 const GError      *error)
{
  g_autofree char *place = NULL;

  if (!is_logging ())
    return;

  place = natter_http_error_dup_place (request);
  g_message ("%s %s%s: status %u, %" G_GSIZE_FORMAT " bytes, %s %d",
             natter_http_request_get_method (request),
             place,
             g_uri_get_path (natter_http_request_get_uri (request)),
             status, length,
             error ? g_quark_to_string (error->domain) : "complete",
             error ? error->code : 0);
}

/**
 * natter_http_get_network:
 *
 * Returns: (transfer none) (nullable): what requests go over
 */
NatterNetwork *
natter_http_get_network (NatterHttp *self)
{
  g_return_val_if_fail (NATTER_IS_HTTP (self), NULL);

  return self->network;
}

/**
 * natter_http_set_network:
 * @network: what requests go over, so that those nobody asked for heed what it costs
 */
void
natter_http_set_network (NatterHttp    *self,
                         NatterNetwork *network)
{
  g_return_if_fail (NATTER_IS_HTTP (self));

  g_set_object (&self->network, network);
}
