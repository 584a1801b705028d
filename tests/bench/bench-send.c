/* bench-send.c: one very long conversation in a store that bench-store-fill made: how long it takes
 * until it is loaded, and from sending until the first byte of the question is on the wire, beside
 * the same in a new conversation; and for how long the main loop does nothing else meanwhile. The
 * whole of core takes part, without a window.
 *
 *   bench-send FOLDER
 *
 * The server is a thread of this process that reads the request and says one word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "natter-chat.h"
#include "natter-secrets-memory.h"
#include "natter-test-async.h"

#define ANSWER \
  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" \
  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\n" \
  "data: [DONE]\n\n"

static gint64 began;
static gint64 cpu_began;
static gint first_byte;   /* microseconds since then; atomic */
static gint n_bytes;      /* of the request; atomic */

static GPollFunc real_poll;
static gint64 woke;       /* when the main loop's last wait ended */
static gint64 longest;    /* microseconds from there to the next wait */

static int
poll_func (GPollFD *fds,
           guint    n_fds,
           int      timeout)
{
  int result = 0;

  longest = MAX (longest, g_get_monotonic_time () - woke);
  result = real_poll (fds, n_fds, timeout);
  woke = g_get_monotonic_time ();

  return result;
}

static gint64
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void
start_clock (void)
{
  began = woke = g_get_monotonic_time ();
  cpu_began = get_cpu ();
  longest = 0;
}

static double
get_milliseconds (gint64 microseconds)
{
  return (double) microseconds / 1000;
}

/* Reads a request to its end. */
static void
read_request (GInputStream *input)
{
  g_autoptr(GString) head = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (1 << 16);
  const char *length = NULL;
  const char *end = NULL;
  gssize missing = -1;
  gssize n = 0;

  while (missing != 0 && (n = g_input_stream_read (input, buffer, 1 << 16, NULL, NULL)) > 0)
    {
      if (g_atomic_int_add (&n_bytes, (gint) n) == 0)
        g_atomic_int_set (&first_byte, (gint) (g_get_monotonic_time () - began));
      if (missing > 0)
        {
          missing -= MIN (n, missing);
          continue;
        }

      g_string_append_len (head, buffer, n);
      end = strstr (head->str, "\r\n\r\n");
      length = strstr (head->str, "Content-Length: ");
      if (end && length)
        missing = (gssize) g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10) -
                  ((gssize) head->len - (end + 4 - head->str));
    }
}

static gpointer
serve (gpointer data)
{
  GSocketListener *listener = data;

  while (TRUE)
    {
      g_autoptr(GSocketConnection) connection = NULL;
      GIOStream *stream = NULL;

      connection = g_socket_listener_accept (listener, NULL, NULL, NULL);
      stream = G_IO_STREAM (connection);
      read_request (g_io_stream_get_input_stream (stream));
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), ANSWER, strlen (ANSWER),
                                 NULL, NULL, NULL);
      g_io_stream_close (stream, NULL, NULL);
    }

  return NULL;
}

static NatterProvider *
new_provider (void)
{
  GSocketListener *listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/v1", port);

  g_thread_unref (g_thread_new ("bench-server", serve, listener));

  return natter_provider_new ("Bench", "openai-chat", url);
}

static NatterChat *
new_chat (const char *folder)
{
  g_autoptr(NatterHttp) http = natter_http_new ();
  g_autoptr(NatterSecrets) secrets = natter_secrets_memory_new ();
  g_autofree char *path = g_build_filename (folder, "providers.json", NULL);
  g_autoptr(NatterProviderList) providers = natter_provider_list_new (path);
  g_autoptr(NatterProvider) provider = new_provider ();
  g_autoptr(NatterStore) store = natter_store_new (folder);
  g_autoptr(NatterKeeper) keeper = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(NatterStoreReport) report = NULL;
  NatterChat *chat = NULL;

  natter_provider_list_add (providers, provider);
  chat = natter_chat_new (http, secrets, providers);
  keeper = natter_keeper_new (store, natter_chat_get_conversations (chat));
  natter_chat_set_keeper (chat, keeper);
  natter_keeper_open_async (keeper, natter_test_async_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  report = natter_keeper_open_finish (keeper, result, NULL);
  if (!report)
    g_error ("there is no store in %s", folder);

  return chat;
}

static void
load (NatterChat         *chat,
      NatterConversation *conversation)
{
  start_clock ();
  natter_chat_load (chat, conversation);
  while (!natter_conversation_is_loaded (conversation))
    g_main_context_iteration (NULL, TRUE);
  g_print ("{\"load\": {\"ms\": %.1f, \"stall_ms\": %.1f, \"cpu_ms\": %.1f}",
           get_milliseconds (g_get_monotonic_time () - began), get_milliseconds (longest),
           get_milliseconds (get_cpu () - cpu_began));
}

static void
send (NatterChat         *chat,
      NatterConversation *conversation,
      const char         *name)
{
  NatterProviderList *providers = natter_chat_get_providers (chat);
  g_autoptr(NatterProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), 0);
  g_autofree char *key = natter_provider_list_make_key (provider, "bench");
  g_autoptr(GError) error = NULL;

  natter_conversation_set_model_key (conversation, key);
  g_atomic_int_set (&n_bytes, 0);
  start_clock ();
  if (!natter_chat_send (chat, conversation, "Well?", &error))
    g_error ("%s", error->message);
  while (natter_conversation_is_busy (conversation))
    g_main_context_iteration (NULL, TRUE);
  if (natter_message_get_end (natter_conversation_get_last (conversation)) != NATTER_END_COMPLETE)
    g_error ("the answer is not whole");

  g_print (", \"%s\": {\"first_byte_ms\": %.1f, \"stall_ms\": %.1f, \"cpu_ms\": %.1f,"
           " \"mb\": %.2f}", name,
           get_milliseconds (g_atomic_int_get (&first_byte)), get_milliseconds (longest),
           get_milliseconds (get_cpu () - cpu_began), g_atomic_int_get (&n_bytes) / 1e6);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(NatterChat) chat = NULL;
  g_autoptr(NatterConversation) stored = NULL;
  g_autoptr(NatterConversation) fresh = natter_conversation_new ();

  if (argc != 2)
    g_error ("usage: bench-send FOLDER");

  chat = new_chat (argv[1]);
  stored = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (chat)), 0);
  real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_func);

  /* What is done once a run is not the long conversation's. */
  natter_conversation_set_temporary (fresh, TRUE);
  load (chat, stored);
  send (chat, fresh, "first");
  send (chat, fresh, "short");
  send (chat, stored, "long");
  g_print ("}\n");

  return EXIT_SUCCESS;
}
