/* natter-test-connection.c: one client of the scripted server, over a blocking socket. Owned and
 * used by the connection's own thread, so that the pace never depends on the main loop of the
 * program under test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE /* ppoll: a token may be due in a fraction of a millisecond */

#include "config.h"

#include "natter-test-connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#define MAX_HEAD (1024 * 1024)

NatterTestConnection *
natter_test_connection_new (GSocket *socket)
{
  NatterTestConnection *self = g_new0 (NatterTestConnection, 1);

  self->socket = g_object_ref (socket);
  self->input = g_byte_array_sized_new (4096);
  g_socket_set_blocking (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  return self;
}

void
natter_test_connection_free (NatterTestConnection *self)
{
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_byte_array_unref (self->input);
  g_free (self);
}

/* Blocks until something comes. */
static gboolean
receive (NatterTestConnection *self)
{
  char buffer[16384];
  gssize length = g_socket_receive (self->socket, buffer, sizeof buffer, NULL, NULL);

  if (length <= 0)
    self->gone = TRUE;
  else
    g_byte_array_append (self->input, (const guint8 *) buffer, length);

  return length > 0;
}

/* FALSE at the end of the connection. */
static gboolean
receive_head (NatterTestConnection *self,
              gsize                *length)
{
  for (;;)
    {
      const char *end = g_strstr_len ((const char *) self->input->data, self->input->len,
                                      "\r\n\r\n");

      if (end)
        {
          *length = end - (const char *) self->input->data;
          return TRUE;
        }

      if (self->input->len > MAX_HEAD || !receive (self))
        return FALSE;
    }
}

/*
 * natter_test_connection_read_request:
 *
 * Returns: (transfer full) (nullable): the next request, %NULL at the end of the connection
 */
NatterTestRequest *
natter_test_connection_read_request (NatterTestConnection *self)
{
  g_autoptr(NatterTestRequest) request = NULL;
  const char *value = NULL;
  gsize head = 0;
  gsize body = 0;

  if (!receive_head (self, &head))
    return NULL;

  request = natter_test_request_parse ((const char *) self->input->data, head);
  g_byte_array_remove_range (self->input, 0, head + strlen ("\r\n\r\n"));
  if (!request)
    return NULL;

  if (natter_test_request_get_header (request, "expect"))
    natter_test_connection_write (self, "HTTP/1.1 100 Continue\r\n\r\n", 25);

  value = natter_test_request_get_header (request, "content-length");
  body = value ? g_ascii_strtoull (value, NULL, 10) : 0;
  while (self->input->len < body)
    {
      if (!receive (self))
        return NULL;
    }

  request->body = g_bytes_new (self->input->data, body);
  g_byte_array_remove_range (self->input, 0, body);

  return g_steal_pointer (&request);
}

gboolean
natter_test_connection_write (NatterTestConnection *self,
                              const char           *data,
                              gsize                 length)
{
  while (length > 0 && !self->gone)
    {
      gssize written = g_socket_send (self->socket, data, length, NULL, NULL);

      if (written <= 0)
        {
          self->gone = TRUE;
          break;
        }

      data += written;
      length -= written;
    }

  return !self->gone;
}

/* One HTTP chunk in one write; an empty one would end the body. */
gboolean
natter_test_connection_write_chunk (NatterTestConnection *self,
                                    const char           *data,
                                    gsize                 length)
{
  g_autoptr(GString) chunk = g_string_sized_new (length + 16);

  if (length == 0)
    return !self->gone;

  g_string_append_printf (chunk, "%" G_GSIZE_MODIFIER "x\r\n", length);
  g_string_append_len (chunk, data, length);
  g_string_append (chunk, "\r\n");

  return natter_test_connection_write (self, chunk->str, chunk->len);
}

/*
 * natter_test_connection_begin:
 * @headers: lines that each end in CRLF
 *
 * Writes the status line and the headers.
 */
gboolean
natter_test_connection_begin (NatterTestConnection *self,
                              guint                 status,
                              const char           *headers)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u %s\r\nServer: natter-test-server\r\n%s\r\n",
                                           status, status < 400 ? "OK" : "Error", headers);

  self->status = status;

  return natter_test_connection_write (self, head, strlen (head));
}

gboolean
natter_test_connection_respond (NatterTestConnection *self,
                                guint                 status,
                                const char           *headers,
                                const char           *body,
                                gsize                 length)
{
  g_autofree char *all = g_strdup_printf ("%sContent-Length: %" G_GSIZE_FORMAT "\r\n", headers,
                                          length);

  return natter_test_connection_begin (self, status, all) &&
         natter_test_connection_write (self, body, length);
}

/*
 * natter_test_connection_wait_until:
 * @when: monotonic microseconds; a time that has passed only looks whether the client is there
 */
gboolean
natter_test_connection_wait_until (NatterTestConnection *self,
                                   gint64                when)
{
  struct pollfd fd = { .fd = g_socket_get_fd (self->socket), .events = POLLIN };

  while (!self->gone)
    {
      gint64 now = g_get_monotonic_time ();
      gint64 wait = MAX (0, when - now);
      struct timespec timeout = { wait / G_USEC_PER_SEC, wait % G_USEC_PER_SEC * 1000 };

      if (ppoll (&fd, 1, &timeout, NULL) == 0)
        return TRUE;

      receive (self);
    }

  return FALSE;
}

/* Silence until the client goes. */
void
natter_test_connection_hang (NatterTestConnection *self)
{
  while (!self->gone)
    receive (self);
}

/* The close that follows is a TCP RST. */
void
natter_test_connection_set_reset (NatterTestConnection *self)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}
