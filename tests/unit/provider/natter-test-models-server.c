/* natter-test-models-server.c: a model server on a loopback port, in the test's own main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-models-server.h"

#include <string.h>

static void
answer (NatterTestModelsServer *self,
        SoupServerMessage      *message)
{
  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, self->type, SOUP_MEMORY_COPY, self->body,
                                    strlen (self->body));
}

static void
finished_cb (SoupServerMessage      *message,
             NatterTestModelsServer *self)
{
  g_ptr_array_remove (self->held, message);
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  NatterTestModelsServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *uri_query = g_uri_get_query (soup_server_message_get_uri (message));

  self->n_requests++;
  g_string_append_printf (self->queries, "%s ", uri_query ? uri_query : "");
  if (self->pages)
    {
      self->body = self->pages[0];
      if (self->pages[1])
        self->pages++;
    }
  g_set_str (&self->method, soup_server_message_get_method (message));
  g_set_str (&self->path, path);
  g_set_str (&self->authorization, soup_message_headers_get_one (headers, "Authorization"));
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);

  if (self->hold)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, g_object_ref (message));
    }
  else
    {
      answer (self, message);
    }
}

NatterTestModelsServer *
natter_test_models_server_new (void)
{
  NatterTestModelsServer *self = g_new0 (NatterTestModelsServer, 1);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->status = SOUP_STATUS_OK;
  self->type = "application/json";
  self->body = NATTER_TEST_TWO_MODELS;
  self->queries = g_string_new (NULL);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->soup);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

/* Answers everybody who waits, and from now on at once. */
void
natter_test_models_server_release (NatterTestModelsServer *self)
{
  g_autoptr(GPtrArray) held = g_ptr_array_copy (self->held,
                                                (GCopyFunc) (void (*) (void)) g_object_ref,
                                                NULL);
  guint i;

  self->hold = FALSE;
  g_ptr_array_set_free_func (held, g_object_unref);
  for (i = 0; i < held->len; i++)
    {
      answer (self, g_ptr_array_index (held, i));
      soup_server_message_unpause (g_ptr_array_index (held, i));
    }
}

/* Has the client hung up on a request that is held? A paused message does not look, so its socket
 * is asked: all of the request was read, and what can be read then is the end. */
gboolean
natter_test_models_server_is_left (NatterTestModelsServer *self)
{
  guint i;

  for (i = 0; i < self->held->len; i++)
    {
      GSocket *socket = soup_server_message_get_socket (g_ptr_array_index (self->held, i));

      if (g_socket_condition_check (socket, G_IO_IN | G_IO_HUP) != 0)
        return TRUE;
    }

  return FALSE;
}

void
natter_test_models_server_free (NatterTestModelsServer *self)
{
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_ptr_array_unref (self->held);
  g_free (self->url);
  g_free (self->method);
  g_free (self->path);
  g_string_free (self->queries, TRUE);
  g_free (self->authorization);
  g_free (self);
}
