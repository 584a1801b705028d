/* bench-parse.c: bytes to deltas: the event parser and the decoder together, for each dialect,
 * beside json-glib alone on the same payloads. Prints both in MB of stream a second of CPU.
 *
 *   bench-parse [FOLDER]      also writes what was read to FOLDER/DIALECT
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "natter-dialect.h"
#include "natter-json-splitter.h"
#include "natter-sse-parser.h"
#include "natter-test-scene.h"
#include "natter-test-wire.h"

#define TOKENS 10000
#define ROUNDS 5
#define CHUNK  1400   /* bytes, about a packet */
#define FIELD  "data: "

static const NatterTestWire *const wires[] = {
  &natter_test_wire_openai_chat, &natter_test_wire_openai_responses, &natter_test_wire_anthropic,
  &natter_test_wire_gemini, &natter_test_wire_cohere, &natter_test_wire_ollama,
};

/* So that no work can be left out. */
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

/* What the scripted server would send: an event for each token, the same text for all. */
static GString *
make_stream (const NatterTestWire *wire)
{
  g_autofree char *text = natter_test_text_new_mixed (TOKENS);
  GString *stream = g_string_new (NULL);
  guint phase = 0;
  char model[] = "bench-model";
  NatterTestAsk ask = { .phase = &phase, .model = model, .stream = TRUE, .include_usage = TRUE,
                        .n_prompt_tokens = 7 };
  NatterTestEnding ending = { .n_tokens = TOKENS, .finish_reason = "stop" };
  gsize length = 0;

  wire->begin (stream, &ask);
  for (const char *at = text; (length = natter_test_token_length (at)) > 0; at += length)
    wire->text (stream, &ask, at, length);
  wire->end (stream, &ask, &ending);

  return stream;
}

/* Each line of JSON, or of a field's. */
static GPtrArray *
list_payloads (GString *stream)
{
  GPtrArray *payloads = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) lines = g_strsplit (stream->str, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      const char *line = lines[i];

      if (g_str_has_prefix (line, FIELD))
        line += strlen (FIELD);
      if (*line == '{')
        g_ptr_array_add (payloads, g_strdup (line));
    }

  return payloads;
}

static double
run_json (GPtrArray *payloads)
{
  clock_t began = clock ();
  g_autoptr(JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < payloads->len; i++)
    {
      g_autoptr(JsonNode) root = NULL;

      if (!json_parser_load_from_data (parser, g_ptr_array_index (payloads, i), -1, NULL))
        g_error ("json-glib does not read the payload %u", i);
      root = json_parser_steal_root (parser);
      seen += json_object_get_size (json_node_get_object (root));
    }

  return (double) (clock () - began) / CLOCKS_PER_SEC;
}

static void
read_events (GString       *stream,
             NatterDecoder *decoder)
{
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (event_cb, decoder);

  for (gsize i = 0; i < stream->len; i += CHUNK)
    natter_sse_parser_feed (parser, (const guint8 *) stream->str + i, MIN (CHUNK, stream->len - i),
                            NULL);
  natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, NULL);
}

static void
read_lines (GString       *stream,
            NatterDecoder *decoder)
{
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (event_cb, decoder);

  for (gsize i = 0; i < stream->len; i += CHUNK)
    natter_json_splitter_feed (splitter, (const guint8 *) stream->str + i,
                               MIN (CHUNK, stream->len - i), NULL);
  natter_json_splitter_finish (splitter, NULL);
}

static double
run_natter (GString       *stream,
            NatterDialect *dialect)
{
  clock_t began = clock ();
  g_autoptr(NatterDecoder) decoder = natter_dialect_new_decoder (dialect);

  if (*stream->str == '{')
    read_lines (stream, decoder);
  else
    read_events (stream, decoder);

  if (!natter_decoder_is_complete (decoder) || natter_decoder_get_n_malformed (decoder) > 0)
    g_error ("the decoder does not read the stream");

  return (double) (clock () - began) / CLOCKS_PER_SEC;
}

static void
save (GString    *stream,
      const char *folder,
      const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  if (!g_file_set_contents (path, stream->str, (gssize) stream->len, &error))
    g_error ("%s", error->message);
}

int
main (int   argc,
      char *argv[])
{
  g_print ("{");
  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id (wires[i]->id);
      g_autoptr(GString) stream = make_stream (wires[i]);
      g_autoptr(GPtrArray) payloads = list_payloads (stream);
      double json = G_MAXDOUBLE, natter = G_MAXDOUBLE;
      double mb = (double) stream->len / 1e6;

      if (argc > 1)
        save (stream, argv[1], wires[i]->id);

      for (int round = 0; round < ROUNDS; round++)
        {
          json = MIN (json, run_json (payloads));
          natter = MIN (natter, run_natter (stream, dialect));
        }

      g_print ("%s\"%s\": {\"natter\": %.1f, \"json-glib\": %.1f}", i > 0 ? ", " : "",
               wires[i]->id, mb / natter, mb / json);
    }
  g_print ("}\n");

  return seen > 0 ? 0 : 1;
}
