/* bench-parse.c: bytes to deltas: the event parser and the decoder together, beside json-glib
 * alone on the same payloads. Prints both in MB of stream a second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "natter-openai-chat-decoder.h"
#include "natter-sse-parser.h"

#define EVENTS 20000
#define ROUNDS 5
#define CHUNK  1400   /* bytes, about a packet */

static gsize seen;

static void
delta_cb (const NatterDelta *delta,
          gpointer           data)
{
  seen += delta->length;
}

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  natter_decoder_feed (data, event, delta_cb, NULL);
}

static GPtrArray *
make_payloads (void)
{
  GPtrArray *payloads = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < EVENTS; i++)
    g_ptr_array_add (payloads, g_strdup_printf (
      "{\"id\":\"chatcmpl-Bench0123456789\",\"object\":\"chat.completion.chunk\","
      "\"created\":1760000000,\"model\":\"bench-model\","
      "\"system_fingerprint\":\"fp_0123456789\",\"choices\":[{\"index\":0,"
      "\"delta\":{\"content\":\" word%u\"},\"logprobs\":null,\"finish_reason\":null}]}", i));

  return payloads;
}

static double
run_json (GPtrArray *payloads)
{
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < payloads->len; i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      JsonObject *root = NULL;
      JsonObject *choice = NULL;

      json_parser_load_from_data (parser, g_ptr_array_index (payloads, i), -1, NULL);
      root = json_node_get_object (json_parser_get_root (parser));
      choice = json_array_get_object_element (json_object_get_array_member (root, "choices"), 0);
      seen += strlen (json_object_get_string_member (json_object_get_object_member (choice,
                                                                                    "delta"),
                                                     "content"));
    }

  return (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
}

static double
run_natter (GString *stream)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr(NatterDecoder) decoder = natter_openai_chat_decoder_new ();
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (event_cb, decoder);

  for (gsize i = 0; i < stream->len; i += CHUNK)
    natter_sse_parser_feed (parser, (const guint8 *) stream->str + i, MIN (CHUNK, stream->len - i),
                            NULL);
  natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, NULL);

  return (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
}

int
main (void)
{
  g_autoptr(GPtrArray) payloads = make_payloads ();
  g_autoptr(GString) stream = g_string_new (NULL);
  double json = G_MAXDOUBLE, natter = G_MAXDOUBLE, mb = 0;

  for (guint i = 0; i < payloads->len; i++)
    g_string_append_printf (stream, "data: %s\n\n", (char *) g_ptr_array_index (payloads, i));
  mb = (double) stream->len / 1e6;

  for (int i = 0; i < ROUNDS; i++)
    {
      json = MIN (json, run_json (payloads));
      natter = MIN (natter, run_natter (stream));
    }

  g_print ("{\"natter\": %.1f, \"json_glib\": %.1f}\n", mb / natter, mb / json);

  return seen > 0 ? 0 : 1;
}
