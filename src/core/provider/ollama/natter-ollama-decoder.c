/* natter-ollama-decoder.c: reads one answer of Ollama's own chat: a JSON object for each line, the
 * whole answer in one line where it is not streamed. Pure, owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-ollama-decoder.h"

#include "natter-json.h"

struct _NatterOllamaDecoder
{
  NatterDecoder  parent_instance;

  guint          n_calls;
  gboolean       is_done;    /* also by a server that does not say why */
};

G_DEFINE_FINAL_TYPE (NatterOllamaDecoder, natter_ollama_decoder, NATTER_TYPE_DECODER)

/* Each call comes whole, its arguments as a value and not as text. */
static void
read_call (NatterOllamaDecoder *self,
           JsonObject          *call)
{
  JsonObject *function = natter_json_get_object (call, "function");
  JsonNode *arguments = function ? json_object_get_member (function, "arguments") : NULL;
  const char *text = natter_json_as_string (arguments);
  g_autofree char *whole = NULL;

  if (!function)
    return;

  if (natter_json_as_object (arguments) || natter_json_as_array (arguments))
    text = whole = natter_json_to_string (arguments, FALSE);

  natter_decoder_emit_tool_call (NATTER_DECODER (self), self->n_calls++,
                                 natter_json_get_string (call, "id"),
                                 natter_json_get_string (function, "name"), text);
}

static void
read_message (NatterOllamaDecoder *self,
              JsonObject          *message)
{
  JsonArray *calls = natter_json_get_array (message, "tool_calls");
  JsonArray *images = natter_json_get_array (message, "images");

  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REASONING,
                            natter_json_get_string (message, "thinking"));
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_TEXT,
                            natter_json_get_string (message, "content"));
  for (guint i = 0; calls && i < json_array_get_length (calls); i++)
    read_call (self, natter_json_as_object (json_array_get_element (calls, i)));
  for (guint i = 0; images && i < json_array_get_length (images); i++)
    natter_decoder_emit_image (NATTER_DECODER (self), NULL,
                               natter_json_as_string (json_array_get_element (images, i)));
}

static void
read_end (NatterOllamaDecoder *self,
          JsonObject          *object)
{
  const char *reason = natter_json_get_string (object, "done_reason");
  NatterUsage usage = NATTER_USAGE_INIT;
  NatterEnd end = self->n_calls > 0 ? NATTER_END_TOOL : NATTER_END_COMPLETE;

  usage.input = natter_decoder_get_count (object, "prompt_eval_count");
  usage.output = natter_decoder_get_count (object, "eval_count");
  natter_decoder_emit_usage (NATTER_DECODER (self), &usage);

  self->is_done = TRUE;
  if (!reason || !*reason)
    return;

  if (g_str_equal (reason, "length"))
    end = NATTER_END_LENGTH;
  natter_decoder_emit_finish (NATTER_DECODER (self), end, reason);
}

static void
natter_ollama_decoder_feed (NatterDecoder        *decoder,
                            const NatterSseEvent *event,
                            NatterDeltaFunc       emit,
                            gpointer              data)
{
  NatterOllamaDecoder *self = NATTER_OLLAMA_DECODER (decoder);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object = NULL;

  if (self->is_done)
    return;

  node = natter_json_parse (event->data, event->length, NULL);
  object = natter_json_as_object (node);
  if (!object)
    {
      natter_decoder_read_other (decoder, event, node);
      return;
    }

  natter_decoder_emit_text (decoder, NATTER_DELTA_MODEL, natter_json_get_string (object, "model"));
  if (natter_decoder_tells_error (object, event->type))
    natter_decoder_emit_error_json (decoder, node);
  read_message (self, natter_json_get_object (object, "message"));
  if (natter_json_get_bool (object, "done", FALSE))
    read_end (self, object);
}

static gboolean
natter_ollama_decoder_is_complete (NatterDecoder *decoder)
{
  return NATTER_OLLAMA_DECODER (decoder)->is_done;
}

static void
natter_ollama_decoder_class_init (NatterOllamaDecoderClass *klass)
{
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  decoder_class->feed = natter_ollama_decoder_feed;
  decoder_class->is_complete = natter_ollama_decoder_is_complete;
}

static void
natter_ollama_decoder_init (NatterOllamaDecoder *self)
{
}

/**
 * natter_ollama_decoder_new:
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_ollama_decoder_new (void)
{
  return g_object_new (NATTER_TYPE_OLLAMA_DECODER, NULL);
}
