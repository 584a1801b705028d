/* fuzz-decoder.c: whatever a server sends, a decoder reads it without harm, and the same however
 * it is cut. $FUZZ_DIALECT says which decoder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "natter-anthropic-decoder.h"
#include "natter-cohere-decoder.h"
#include "natter-gemini-decoder.h"
#include "natter-json-splitter.h"
#include "natter-ollama-decoder.h"
#include "natter-openai-chat-decoder.h"
#include "natter-openai-responses-decoder.h"

int LLVMFuzzerInitialize   (int          *argc,
                            char       ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static const struct
{
  const char     *id;
  NatterDecoder *(*create) (void);
} decoders[] = {
  { "anthropic", natter_anthropic_decoder_new },
  { "cohere-v2", natter_cohere_decoder_new },
  { "gemini", natter_gemini_decoder_new },
  { "ollama", natter_ollama_decoder_new },
  { "openai-chat", natter_openai_chat_decoder_new },
  { "openai-responses", natter_openai_responses_decoder_new },
};

typedef struct
{
  NatterDecoder *decoder;
  GString       *out;
  gboolean       has_error;
  gboolean       has_finish;
} Reader;

static NatterDecoder *(*create_decoder) (void);

static void
delta_cb (const NatterDelta *delta,
          gpointer           data)
{
  Reader *reader = data;

  g_string_append_printf (reader->out, "%d:%u:", (int) delta->kind, delta->index);
  if (delta->text)
    {
      g_assert (strlen (delta->text) == delta->length);
      g_assert (g_utf8_validate (delta->text, -1, NULL));
      g_string_append (reader->out, delta->text);
    }

  if (delta->kind == NATTER_DELTA_ERROR)
    {
      g_assert (delta->error && !reader->has_error);
      reader->has_error = TRUE;
    }
  if (delta->kind == NATTER_DELTA_FINISH)
    {
      g_assert (delta->end != NATTER_END_NONE && !reader->has_finish);
      reader->has_finish = TRUE;
    }
  if (delta->kind == NATTER_DELTA_USAGE)
    g_string_append_printf (reader->out, "%" G_GINT64_FORMAT, delta->usage->output);
  if (delta->kind == NATTER_DELTA_CITATION)
    g_string_append (reader->out, delta->id);
  if (delta->kind == NATTER_DELTA_IMAGE)
    g_assert (g_bytes_get_size (natter_attachment_get_data (delta->image)) > 0);
  if (delta->kind == NATTER_DELTA_CARRY)
    g_assert (delta->name && *delta->name);
}

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  Reader *reader = data;

  natter_decoder_feed (reader->decoder, event, delta_cb, reader);
  if (reader->has_finish)
    g_assert (natter_decoder_is_complete (reader->decoder));
}

static void
read_events (Reader       *reader,
             const guint8 *data,
             gsize         size,
             gsize         chunk)
{
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (event_cb, reader);

  natter_sse_parser_set_error_func (parser, event_cb);
  for (gsize at = 0; at < size; at += chunk)
    natter_sse_parser_feed (parser, data + at, MIN (chunk, size - at), NULL);
  natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, NULL);
}

static void
read_json (Reader       *reader,
           const guint8 *data,
           gsize         size,
           gsize         chunk)
{
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (event_cb, reader);

  for (gsize at = 0; at < size; at += chunk)
    natter_json_splitter_feed (splitter, data + at, MIN (chunk, size - at), NULL);
  natter_json_splitter_finish (splitter, NULL);
}

static GString *
decode (const guint8 *data,
        gsize         size,
        gsize         chunk)
{
  g_autoptr(NatterDecoder) decoder = create_decoder ();
  Reader reader = { .decoder = decoder, .out = g_string_new (NULL) };

  if (size > 0 && (*data == '{' || *data == '['))
    read_json (&reader, data, size, chunk);
  else
    read_events (&reader, data, size, chunk);

  return reader.out;
}

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  const char *id = g_getenv ("FUZZ_DIALECT");

  for (guint i = 0; i < G_N_ELEMENTS (decoders); i++)
    if (g_strcmp0 (id ? id : "openai-chat", decoders[i].id) == 0)
      create_decoder = decoders[i].create;

  if (!create_decoder)
    g_error ("$FUZZ_DIALECT is none that is known");

  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GString) whole = decode (data, size, MAX (size, 1));
  g_autoptr(GString) cut = decode (data, size, 5);

  if (!g_string_equal (whole, cut))
    abort ();

  return 0;
}
