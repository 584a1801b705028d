/* server-answer.c: one answer of the scripted server, unframed and read event by event.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server-answer.h"

#include <json-glib/json-glib.h>

void
answer_clear (Answer *self)
{
  g_free (self->head);
  g_free (self->finish_reason);
  g_string_free (self->body, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
}

GSocketConnection *
connect_to (NatterTestServer *server)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  const char *place = natter_test_server_get_url (server) + strlen ("http://");
  g_autofree char *host = g_strndup (place, strcspn (place, "/"));
  GSocketConnection *connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, 10);
  connection = g_socket_client_connect_to_host (client, host, 0, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

void
send_request (GSocketConnection *connection,
              const char        *method_path,
              const char        *body)
{
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                           "Bearer sk-secret\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           method_path, strlen (body), body);
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

/* FALSE when fewer than length bytes came. */
gboolean
read_exactly (GInputStream *input,
              GString      *body,
              gsize         length,
              Answer       *answer)
{
  g_autofree char *buffer = g_malloc (length + 1);
  g_autoptr(GError) error = NULL;
  gsize n = 0;

  g_input_stream_read_all (input, buffer, length, &n, NULL, &error);
  g_string_append_len (body, buffer, n);
  answer->is_reset |= g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  return n == length;
}

static char *
read_line (GInputStream *input,
           Answer       *answer)
{
  g_autoptr(GString) line = g_string_new (NULL);

  while (!g_str_has_suffix (line->str, "\r\n"))
    {
      if (!read_exactly (input, line, 1, answer))
        return NULL;
    }
  g_string_truncate (line, line->len - 2);

  return g_strdup (line->str);
}

static void
read_chunks (GInputStream *input,
             Answer       *answer)
{
  for (;;)
    {
      g_autofree char *line = read_line (input, answer);
      g_autofree char *end = NULL;
      gsize length = line ? g_ascii_strtoull (line, NULL, 16) : 0;

      if (!line || !read_exactly (input, answer->body, length, answer))
        return;

      end = read_line (input, answer);
      if (length == 0)
        {
          answer->is_whole = end != NULL;
          return;
        }

      answer->n_chunks++;
      if ((guchar) answer->body->str[answer->body->len - 1] >= 0xc0)
        answer->n_cut_chunks++;
    }
}

static void
read_choice (JsonObject *choice,
             Answer     *answer)
{
  JsonObject *delta = json_object_get_object_member (choice, "delta");
  const char *text = json_object_get_string_member_with_default (delta, "content", NULL);
  const char *reasoning = json_object_get_string_member_with_default (delta, "reasoning_content",
                                                                      NULL);
  const char *reason = json_object_get_string_member_with_default (choice, "finish_reason", NULL);

  if (reasoning)
    g_string_append (answer->reasoning, reasoning);
  /* Thinking comes first. */
  g_assert_false (reasoning && answer->text->len > 0);
  if (text)
    g_string_append (answer->text, text);
  answer->n_deltas += (text && *text) || reasoning;
  if (reason)
    g_set_str (&answer->finish_reason, reason);
}

static void
read_event (const char *data,
            Answer     *answer)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object = NULL;

  if (g_str_equal (data, "[DONE]"))
    {
      answer->is_done = TRUE;
      return;
    }

  if (!json_parser_load_from_data (parser, data, -1, NULL))
    {
      answer->n_malformed++;
      return;
    }

  object = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (object, "error"))
    {
      answer->n_errors++;
      return;
    }

  if (json_object_has_member (object, "usage"))
    answer->completion_tokens = json_object_get_int_member (json_object_get_object_member (object,
                                                                                           "usage"),
                                                            "completion_tokens");

  if (json_array_get_length (json_object_get_array_member (object, "choices")) > 0)
    read_choice (json_array_get_object_element (json_object_get_array_member (object, "choices"),
                                                0), answer);
}

static void
read_events (Answer *answer)
{
  g_autofree char *body = g_strndup (answer->body->str, answer->body->len);
  g_auto(GStrv) lines = NULL;

  lines = g_strsplit (g_str_has_prefix (body, "\xef\xbb\xbf") ? body + 3 : body, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_strchomp (lines[i]);
      if (g_str_has_prefix (lines[i], "data: "))
        read_event (lines[i] + strlen ("data: "), answer);
    }
}

void
read_answer (GSocketConnection *connection,
             Answer            *answer)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr(GString) head = g_string_new (NULL);
  const char *length = NULL;

  answer->body = g_string_new (NULL);
  answer->text = g_string_new (NULL);
  answer->reasoning = g_string_new (NULL);
  answer->completion_tokens = -1;

  while (!g_str_has_suffix (head->str, "\r\n\r\n") && read_exactly (input, head, 1, answer))
    ;
  answer->head = g_strdup (head->str);

  length = strstr (answer->head, "Content-Length: ");
  if (length)
    answer->is_whole = read_exactly (input, answer->body,
                                     g_ascii_strtoull (length + strlen ("Content-Length: "), NULL,
                                                       10), answer);
  else
    read_chunks (input, answer);

  if (strstr (answer->head, "text/event-stream"))
    read_events (answer);
}

char *
new_body (const char *model,
          const char *extra)
{
  return g_strdup_printf ("{\"model\":\"%s\",\"stream\":true,"
                          "\"stream_options\":{\"include_usage\":true},%s"
                          "\"messages\":[{\"role\":\"system\",\"content\":\"no\"},"
                          "{\"role\":\"user\",\"content\":\"Tell me *about* rivers, please\"}]}",
                          model, extra);
}

void
ask (NatterTestServer *server,
     const char       *model,
     const char       *extra,
     Answer           *answer)
{
  g_autoptr(GSocketConnection) connection = connect_to (server);
  g_autofree char *body = new_body (model, extra);

  send_request (connection, "POST /v1/chat/completions", body);
  read_answer (connection, answer);
}
