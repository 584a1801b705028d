/* natter-test-reply.c: an answer written by a test, step by step. Filled by the test, played by the
 * connection's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-reply.h"

typedef enum
{
  STEP_WRITE,
  STEP_WAIT,
  STEP_HANG,
  STEP_CLOSE,
  STEP_RESET,
} StepKind;

typedef struct
{
  StepKind  kind;
  GBytes   *bytes;
  double    seconds;
} Step;

struct _NatterTestReply
{
  GPtrArray *steps;
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step);
}

static Step *
add_step (NatterTestReply *self,
          StepKind         kind)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  g_ptr_array_add (self->steps, step);

  return step;
}

NatterTestReply *
natter_test_reply_new (void)
{
  NatterTestReply *self = g_new0 (NatterTestReply, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

NatterTestReply *
natter_test_reply_new_stream (void)
{
  NatterTestReply *self = natter_test_reply_new ();

  natter_test_reply_write (self,
                           "HTTP/1.1 200 OK\r\n"
                           "Content-Type: text/event-stream\r\n"
                           "Transfer-Encoding: chunked\r\n"
                           "\r\n", -1);

  return self;
}

NatterTestReply *
natter_test_reply_new_whole (guint       status,
                             const char *headers,
                             const char *body)
{
  NatterTestReply *self = natter_test_reply_new ();
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %u Status\r\n%s"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           status, headers, strlen (body), body);

  natter_test_reply_write (self, text, -1);

  return self;
}

void
natter_test_reply_free (NatterTestReply *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* One write to the socket. */
void
natter_test_reply_write (NatterTestReply *self,
                         const char      *data,
                         gssize           length)
{
  add_step (self, STEP_WRITE)->bytes = g_bytes_new (data, length < 0 ? strlen (data) : length);
}

void
natter_test_reply_chunk (NatterTestReply *self,
                         const char      *data,
                         gssize           length)
{
  gsize size = length < 0 ? strlen (data) : length;
  g_autofree char *head = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", size);
  GByteArray *chunk = g_byte_array_new ();

  g_byte_array_append (chunk, (const guint8 *) head, strlen (head));
  g_byte_array_append (chunk, (const guint8 *) data, size);
  g_byte_array_append (chunk, (const guint8 *) "\r\n", 2);
  add_step (self, STEP_WRITE)->bytes = g_byte_array_free_to_bytes (chunk);
}

void
natter_test_reply_end_chunks (NatterTestReply *self)
{
  natter_test_reply_write (self, "0\r\n\r\n", -1);
}

void
natter_test_reply_wait (NatterTestReply *self,
                        double           seconds)
{
  add_step (self, STEP_WAIT)->seconds = seconds;
}

void
natter_test_reply_hang (NatterTestReply *self)
{
  add_step (self, STEP_HANG);
}

void
natter_test_reply_close (NatterTestReply *self)
{
  add_step (self, STEP_CLOSE);
}

void
natter_test_reply_reset (NatterTestReply *self)
{
  add_step (self, STEP_RESET);
}

static gboolean
play_step (const Step           *step,
           NatterTestConnection *connection)
{
  gsize length = 0;
  const char *data = NULL;

  switch (step->kind)
    {
    case STEP_WRITE:
      data = g_bytes_get_data (step->bytes, &length);
      return natter_test_connection_write (connection, data, length);

    case STEP_WAIT:
      return natter_test_connection_wait_until (connection,
                                                g_get_monotonic_time () +
                                                (gint64) (step->seconds * G_USEC_PER_SEC));

    case STEP_HANG:
      natter_test_connection_hang (connection);
      return FALSE;

    case STEP_RESET:
      natter_test_connection_set_reset (connection);
      return FALSE;

    case STEP_CLOSE:
    default:
      return FALSE;
    }
}

gboolean
natter_test_reply_play (NatterTestReply      *self,
                        NatterTestConnection *connection)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      if (!play_step (g_ptr_array_index (self->steps, i), connection))
        return FALSE;
    }

  return TRUE;
}
