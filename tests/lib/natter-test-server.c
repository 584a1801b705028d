/* natter-test-server.c: the scripted server: listens, hands each connection to a thread, remembers
 * the requests. The lock guards requests, replies and connections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-server.h"

#include <errno.h>
#include <stdio.h>

#include "natter-hand-over.h"
#include "natter-test-chat.h"

struct _NatterTestServer
{
  GObject       parent_instance;

  GSocket      *listener;
  GCancellable *stop;
  GThread      *acceptor;
  char         *url;

  GMutex        lock;
  GCond         idle;         /* the last connection has ended */
  GPtrArray    *connections;  /* of borrowed NatterTestConnection */
  guint         n_threads;
  GPtrArray    *requests;
  GQueue        replies;
  FILE         *log;

  GBytes       *replay;
  char         *replay_type;
  double        pace;
};

G_DEFINE_FINAL_TYPE (NatterTestServer, natter_test_server, G_TYPE_OBJECT)

static void
lock (NatterTestServer *self)
{
  g_mutex_lock (&self->lock);
  NATTER_TAKE_OVER (self);
}

static void
unlock (NatterTestServer *self)
{
  NATTER_HAND_OVER (self);
  g_mutex_unlock (&self->lock);
}

typedef struct
{
  NatterTestServer     *server;
  NatterTestConnection *connection;
} Session;

static gboolean
is_same (const NatterTestRequest *one,
         const NatterTestRequest *other)
{
  return g_str_equal (one->method, other->method) && g_str_equal (one->path, other->path) &&
         g_bytes_equal (one->body, other->body);
}

/* The request's place in the list is its owner from here on. */
static NatterTestReply *
begin_request (NatterTestServer  *self,
               NatterTestRequest *request)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->requests->len; i++)
    request->n_before += is_same (g_ptr_array_index (self->requests, i), request);
  g_ptr_array_add (self->requests, request);

  return g_queue_pop_head (&self->replies);
}

static void
end_request (NatterTestServer     *self,
             NatterTestRequest    *request,
             NatterTestConnection *connection)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  request->ended = g_get_real_time () / (double) G_USEC_PER_SEC;
  request->status = connection->status;
  request->closed_early = connection->gone && !g_cancellable_is_cancelled (self->stop);

  if (self->log)
    {
      g_autofree char *line = natter_test_request_to_json (request);

      fprintf (self->log, "%s\n", line);
      fflush (self->log);
    }
}

static gboolean
play_recording (NatterTestServer     *self,
                NatterTestConnection *connection)
{
  g_autofree char *headers = g_strdup_printf ("Content-Type: %s\r\nTransfer-Encoding: chunked\r\n",
                                              self->replay_type);
  gsize size = 0;
  const char *data = g_bytes_get_data (self->replay, &size);
  gint64 start = g_get_monotonic_time ();
  gsize sent = 0;

  natter_test_connection_begin (connection, 200, headers);
  while (sent < size && !connection->gone)
    {
      double elapsed = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
      gsize due = self->pace > 0 ? MIN (size, (gsize) (elapsed * self->pace) + 1) : size;

      if (due > sent)
        natter_test_connection_write_chunk (connection, data + sent, due - sent);
      sent = MAX (sent, due);

      if (sent < size)
        natter_test_connection_wait_until (connection, g_get_monotonic_time () + 5000);
    }

  return natter_test_connection_write (connection, "0\r\n\r\n", 5);
}

/* FALSE: the connection is to be closed. */
static gboolean
answer (NatterTestServer     *self,
        NatterTestConnection *connection,
        NatterTestRequest    *request,
        NatterTestReply      *reply)
{
  if (reply)
    return natter_test_reply_play (reply, connection);

  if (self->replay &&
      !(g_str_equal (request->method, "GET") && g_str_has_suffix (request->path, "/models")))
    return play_recording (self, connection);

  return natter_test_chat_answer (connection, request);
}

static gpointer
session_thread (gpointer data)
{
  Session *session = data;
  NatterTestServer *self = NULL;
  NatterTestConnection *connection = NULL;
  NatterTestRequest *request = NULL;
  gboolean go_on = TRUE;

  NATTER_TAKE_OVER (session);
  self = session->server;
  connection = session->connection;
  while (go_on && (request = natter_test_connection_read_request (connection)))
    {
      g_autoptr(NatterTestReply) reply = begin_request (self, request);

      go_on = answer (self, connection, request, reply);
      end_request (self, request, connection);
    }

  lock (self);
  g_ptr_array_remove_fast (self->connections, connection);
  natter_test_connection_free (connection);
  if (--self->n_threads == 0)
    g_cond_signal (&self->idle);
  unlock (self);
  g_free (session);

  return NULL;
}

static gpointer
accept_thread (gpointer data)
{
  NatterTestServer *self = data;

  NATTER_TAKE_OVER (self);
  while (!g_cancellable_is_cancelled (self->stop))
    {
      g_autoptr(GSocket) socket = g_socket_accept (self->listener, self->stop, NULL);
      Session *session = NULL;

      if (!socket)
        continue;

      session = g_new0 (Session, 1);
      session->server = self;
      session->connection = natter_test_connection_new (socket);

      lock (self);
      g_ptr_array_add (self->connections, session->connection);
      self->n_threads++;
      unlock (self);

      NATTER_HAND_OVER (session);
      g_thread_unref (g_thread_new ("test-connection", session_thread, session));
    }

  return NULL;
}

static void
natter_test_server_dispose (GObject *object)
{
  NatterTestServer *self = NATTER_TEST_SERVER (object);

  g_cancellable_cancel (self->stop);
  g_clear_pointer (&self->acceptor, g_thread_join);

  lock (self);
  for (guint i = 0; i < self->connections->len; i++)
    {
      NatterTestConnection *connection = g_ptr_array_index (self->connections, i);

      g_socket_shutdown (connection->socket, TRUE, TRUE, NULL);
    }
  while (self->n_threads > 0)
    {
      NATTER_HAND_OVER (self);
      g_cond_wait (&self->idle, &self->lock);
      NATTER_TAKE_OVER (self);
    }
  unlock (self);

  g_clear_object (&self->listener);

  G_OBJECT_CLASS (natter_test_server_parent_class)->dispose (object);
}

static void
natter_test_server_finalize (GObject *object)
{
  NatterTestServer *self = NATTER_TEST_SERVER (object);

  g_clear_object (&self->stop);
  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_queue_clear_full (&self->replies, (GDestroyNotify) natter_test_reply_free);
  g_clear_pointer (&self->log, fclose);
  g_clear_pointer (&self->replay, g_bytes_unref);
  g_clear_pointer (&self->replay_type, g_free);
  g_clear_pointer (&self->url, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);

  G_OBJECT_CLASS (natter_test_server_parent_class)->finalize (object);
}

static void
natter_test_server_class_init (NatterTestServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_test_server_dispose;
  object_class->finalize = natter_test_server_finalize;
}

static void
natter_test_server_init (NatterTestServer *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  g_queue_init (&self->replies);
  self->stop = g_cancellable_new ();
  self->connections = g_ptr_array_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_test_request_free);
}

static gboolean
listen_on (NatterTestServer  *self,
           guint16            port,
           GError           **error)
{
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr(GSocketAddress) bound = NULL;

  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 error);
  if (!self->listener)
    return FALSE;

  g_socket_set_listen_backlog (self->listener, 128);
  if (!g_socket_bind (self->listener, address, TRUE, error) ||
      !g_socket_listen (self->listener, error))
    return FALSE;

  bound = g_socket_get_local_address (self->listener, error);
  if (!bound)
    return FALSE;

  self->url = g_strdup_printf ("http://127.0.0.1:%u/v1",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));

  return TRUE;
}

/*
 * natter_test_server_new_for_port:
 * @port: or 0 for a free one
 *
 * Returns: (transfer full): a server that serves until its last reference goes, or %NULL
 */
NatterTestServer *
natter_test_server_new_for_port (guint16   port,
                                 GError  **error)
{
  g_autoptr(NatterTestServer) self = g_object_new (NATTER_TYPE_TEST_SERVER, NULL);

  if (!listen_on (self, port, error))
    return NULL;

  NATTER_HAND_OVER (self);
  self->acceptor = g_thread_new ("test-acceptor", accept_thread, self);

  return g_steal_pointer (&self);
}

NatterTestServer *
natter_test_server_new (void)
{
  g_autoptr(GError) error = NULL;
  NatterTestServer *self = natter_test_server_new_for_port (0, &error);

  g_assert_no_error (error);

  return self;
}

const char *
natter_test_server_get_url (NatterTestServer *self)
{
  return self->url;
}

/* Takes @reply. */
void
natter_test_server_add_reply (NatterTestServer *self,
                              NatterTestReply  *reply)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_queue_push_tail (&self->replies, reply);
}

/* Before the first request. */
void
natter_test_server_set_replay (NatterTestServer *self,
                               GBytes           *body,
                               const char       *content_type,
                               double            pace)
{
  self->replay = g_bytes_ref (body);
  self->replay_type = g_strdup (content_type);
  self->pace = pace;
}

/* Before the first request: one line of JSON for each request when its answer has ended. */
gboolean
natter_test_server_set_log (NatterTestServer  *self,
                            const char        *path,
                            GError           **error)
{
  self->log = fopen (path, "we");
  if (!self->log)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));

  return self->log != NULL;
}

guint
natter_test_server_get_n_requests (NatterTestServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->requests->len;
}

/* Returns: (transfer full): copies */
GPtrArray *
natter_test_server_dup_requests (NatterTestServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_test_request_free);

  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (copies, natter_test_request_copy (g_ptr_array_index (self->requests, i)));

  return copies;
}

/* Returns: how many connections are open */
guint
natter_test_server_get_n_connections (NatterTestServer *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->connections->len;
}

static gboolean
wake_up_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
natter_test_run_until (gboolean (*condition) (gpointer data),
                       gpointer   data)
{
  gint64 limit = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  /* What happens in the server's threads wakes no main loop. */
  guint id = g_timeout_add (2, wake_up_cb, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (id);
}
