/* natter-gemini-decoder.c: reads one answer of Gemini's generateContent: its chunks one by one, as
 * server-sent events or as the elements of an array, or all at once. Pure, owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-gemini-decoder.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-json.h"

struct _NatterGeminiDecoder
{
  NatterDecoder  parent_instance;

  GHashTable    *sources;      /* addresses that were told: chunks repeat them */
  guint          n_calls;
  guint          n_images;
};

G_DEFINE_FINAL_TYPE (NatterGeminiDecoder, natter_gemini_decoder, NATTER_TYPE_DECODER)

static gboolean
is_set (const char *text)
{
  return text && *text;
}

/* A part that holds a signature must come back with it. An image comes back from the message, which
 * has it already: only its place among the answer's images is kept. */
static void
carry_part (NatterGeminiDecoder *self,
            JsonObject          *part)
{
  JsonObject *image = natter_json_get_object (part, "inlineData");
  g_autoptr(JsonObject) light = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (!is_set (natter_json_get_string (part, "thoughtSignature")))
    return;

  if (image)
    {
      light = json_object_new ();
      json_object_set_string_member (light, "thoughtSignature",
                                     natter_json_get_string (part, "thoughtSignature"));
      json_object_set_int_member (light, "image", self->n_images);
    }

  node = json_node_init_object (json_node_alloc (), light ? light : part);
  natter_decoder_emit_carry (NATTER_DECODER (self), "gemini", node);
}

static void
read_call (NatterGeminiDecoder *self,
           JsonObject          *call)
{
  JsonNode *node = json_object_get_member (call, "args");
  g_autofree char *arguments = NULL;

  if (natter_json_as_object (node))
    arguments = natter_json_to_line (node);

  natter_decoder_emit_tool_call (NATTER_DECODER (self), self->n_calls++,
                                 natter_json_get_string (call, "id"),
                                 natter_json_get_string (call, "name"),
                                 arguments ? arguments : "{}");
}

/* Code that the server itself runs, and what its tools were asked, is only skipped. */
static void
read_part (NatterGeminiDecoder *self,
           JsonObject          *part)
{
  gboolean is_thought = natter_json_get_bool (part, "thought", FALSE);
  JsonObject *call = natter_json_get_object (part, "functionCall");
  JsonObject *image = natter_json_get_object (part, "inlineData");

  natter_decoder_emit_text (NATTER_DECODER (self),
                            is_thought ? NATTER_DELTA_REASONING : NATTER_DELTA_TEXT,
                            natter_json_get_string (part, "text"));
  carry_part (self, part);

  if (call)
    read_call (self, call);

  /* Of images, thoughts are drafts. */
  if (image && !is_thought)
    {
      natter_decoder_emit_image (NATTER_DECODER (self), natter_json_get_string (image, "mimeType"),
                                 natter_json_get_string (image, "data"));
      self->n_images++;
    }
}

static void
read_source (NatterGeminiDecoder *self,
             JsonObject          *source)
{
  const char *address = natter_json_get_string (source, "uri");

  if (is_set (address) && g_hash_table_add (self->sources, g_strdup (address)))
    natter_decoder_emit_citation (NATTER_DECODER (self), address,
                                  natter_json_get_string (source, "title"));
}

static void
read_sources (NatterGeminiDecoder *self,
              JsonObject          *candidate)
{
  JsonObject *citations = natter_json_get_object (candidate, "citationMetadata");
  JsonArray *chunks = natter_json_get_array (natter_json_get_object (candidate,
                                                                     "groundingMetadata"),
                                             "groundingChunks");
  JsonArray *array = natter_json_get_array (citations, "citationSources");

  if (!array)
    array = natter_json_get_array (citations, "citations");   /* Vertex */

  for (guint i = 0; chunks && i < json_array_get_length (chunks); i++)
    {
      JsonObject *chunk = natter_json_as_object (json_array_get_element (chunks, i));

      read_source (self, natter_json_get_object (chunk, "web"));
      read_source (self, natter_json_get_object (chunk, "retrievedContext"));
    }

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    read_source (self, natter_json_as_object (json_array_get_element (array, i)));
}

static void
read_usage (NatterGeminiDecoder *self,
            JsonObject          *object)
{
  NatterUsage usage = NATTER_USAGE_INIT;
  gint64 written = natter_decoder_get_count (object, "candidatesTokenCount");

  usage.input = natter_decoder_get_count (object, "promptTokenCount");
  usage.cached_input = natter_decoder_get_count (object, "cachedContentTokenCount");
  usage.reasoning = natter_decoder_get_count (object, "thoughtsTokenCount");
  usage.total = natter_decoder_get_count (object, "totalTokenCount");
  if (written >= 0 || usage.reasoning >= 0)
    usage.output = MAX (written, 0) + MAX (usage.reasoning, 0);

  natter_decoder_emit_usage (NATTER_DECODER (self), &usage);
}

static NatterEnd
end_for_reason (const char *reason)
{
  static const struct
  {
    const char *reason;
    NatterEnd   end;
  } ends[] = {
    { "MAX_TOKENS", NATTER_END_LENGTH },
    { "SAFETY", NATTER_END_FILTER },
    { "RECITATION", NATTER_END_FILTER },
    { "LANGUAGE", NATTER_END_FILTER },
    { "BLOCKLIST", NATTER_END_FILTER },
    { "PROHIBITED_CONTENT", NATTER_END_FILTER },
    { "SPII", NATTER_END_FILTER },
    { "MODEL_ARMOR", NATTER_END_FILTER },
    { "IMAGE_SAFETY", NATTER_END_FILTER },
    { "IMAGE_PROHIBITED_CONTENT", NATTER_END_FILTER },
    { "IMAGE_RECITATION", NATTER_END_FILTER },
    { "OTHER", NATTER_END_PROVIDER_ERROR },
    { "IMAGE_OTHER", NATTER_END_PROVIDER_ERROR },
    { "NO_IMAGE", NATTER_END_PROVIDER_ERROR },
    { "MALFORMED_FUNCTION_CALL", NATTER_END_PROVIDER_ERROR },
    { "MALFORMED_RESPONSE", NATTER_END_PROVIDER_ERROR },
    { "UNEXPECTED_TOOL_CALL", NATTER_END_PROVIDER_ERROR },
    { "TOO_MANY_TOOL_CALLS", NATTER_END_PROVIDER_ERROR },
    { "MISSING_THOUGHT_SIGNATURE", NATTER_END_PROVIDER_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].reason, reason))
      return ends[i].end;

  return NATTER_END_COMPLETE;
}

static void
emit_failure (NatterGeminiDecoder *self,
              const char          *reason,
              const char          *message)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (is_set (message))
    text = g_strdup (message);
  else
    /* Translators: %s is the provider's own word, like "MALFORMED_FUNCTION_CALL" */
    text = g_strdup_printf (_("The model could not finish its answer (%s). Try again."), reason);

  error = natter_error_new (NATTER_ERROR_SERVER, text);
  natter_decoder_emit_error (NATTER_DECODER (self), error);
}

static void
read_finish (NatterGeminiDecoder *self,
             JsonObject          *candidate)
{
  const char *reason = natter_json_get_string (candidate, "finishReason");
  const char *message = natter_json_get_string (candidate, "finishMessage");
  NatterEnd end = NATTER_END_NONE;

  if (!is_set (reason) || g_str_equal (reason, "FINISH_REASON_UNSPECIFIED") ||
      natter_decoder_has_finish (NATTER_DECODER (self)))
    return;

  /* There is no reason of its own for an answer that asks for a tool. */
  end = end_for_reason (reason);
  if (end == NATTER_END_COMPLETE && self->n_calls > 0)
    end = NATTER_END_TOOL;

  if (end == NATTER_END_FILTER)
    natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REFUSAL, message);
  if (end == NATTER_END_PROVIDER_ERROR)
    emit_failure (self, reason, message);
  natter_decoder_emit_finish (NATTER_DECODER (self), end, reason);
}

/* The question itself was refused: there will be no candidate. */
static void
read_feedback (NatterGeminiDecoder *self,
               JsonObject          *feedback)
{
  const char *reason = natter_json_get_string (feedback, "blockReason");

  if (!is_set (reason) || g_str_equal (reason, "BLOCK_REASON_UNSPECIFIED") ||
      g_str_equal (reason, "BLOCKED_REASON_UNSPECIFIED"))
    return;

  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REFUSAL,
                            natter_json_get_string (feedback, "blockReasonMessage"));
  natter_decoder_emit_finish (NATTER_DECODER (self), NATTER_END_FILTER, reason);
}

static JsonObject *
find_first_candidate (JsonObject *object)
{
  JsonArray *candidates = natter_json_get_array (object, "candidates");

  for (guint i = 0; candidates && i < json_array_get_length (candidates); i++)
    {
      JsonObject *candidate = natter_json_as_object (json_array_get_element (candidates, i));

      if (candidate && natter_json_get_int (candidate, "index", i) == 0)
        return candidate;
    }

  return NULL;
}

static void
read_chunk (NatterGeminiDecoder *self,
            JsonObject          *object)
{
  JsonObject *candidate = find_first_candidate (object);
  JsonArray *parts = natter_json_get_array (natter_json_get_object (candidate, "content"),
                                            "parts");

  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_MODEL,
                            natter_json_get_string (object, "modelVersion"));
  for (guint i = 0; parts && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = natter_json_as_object (json_array_get_element (parts, i));

      if (part)
        read_part (self, part);
    }

  read_sources (self, candidate);
  read_usage (self, natter_json_get_object (object, "usageMetadata"));
  read_finish (self, candidate);
  read_feedback (self, natter_json_get_object (object, "promptFeedback"));
}

static gboolean
tells_error (JsonObject *object)
{
  return natter_json_get_object (object, "error") ||
         is_set (natter_json_get_string (object, "error"));
}

static void
read_node (NatterGeminiDecoder *self,
           JsonNode            *node,
           const char          *event_type)
{
  JsonObject *object = natter_json_as_object (node);
  JsonArray *array = natter_json_as_array (node);

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (natter_json_as_object (element))
        read_node (self, element, event_type);
      else
        natter_decoder_count_malformed (NATTER_DECODER (self));
    }

  if (object && (tells_error (object) || g_str_equal (event_type, "error")))
    natter_decoder_emit_error_json (NATTER_DECODER (self), node);
  else if (object)
    read_chunk (self, object);
  else if (!array)
    natter_decoder_count_malformed (NATTER_DECODER (self));
}

static void
natter_gemini_decoder_feed (NatterDecoder        *decoder,
                            const NatterSseEvent *event,
                            NatterDeltaFunc       emit,
                            gpointer              data)
{
  NatterGeminiDecoder *self = NATTER_GEMINI_DECODER (decoder);
  g_autoptr(JsonNode) node = NULL;

  /* No part of the dialect, but gateways add it. */
  if (g_str_has_prefix (event->data, "[DONE]"))
    return;

  node = natter_json_parse (event->data, event->length, NULL);
  if (node)
    read_node (self, node, event->type);
  else if (!event->at_eof)
    natter_decoder_count_malformed (decoder);
}

static gboolean
natter_gemini_decoder_is_complete (NatterDecoder *decoder)
{
  return natter_decoder_has_finish (decoder);
}

static void
natter_gemini_decoder_finalize (GObject *object)
{
  NatterGeminiDecoder *self = NATTER_GEMINI_DECODER (object);

  g_hash_table_unref (self->sources);

  G_OBJECT_CLASS (natter_gemini_decoder_parent_class)->finalize (object);
}

static void
natter_gemini_decoder_class_init (NatterGeminiDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  object_class->finalize = natter_gemini_decoder_finalize;

  decoder_class->feed = natter_gemini_decoder_feed;
  decoder_class->is_complete = natter_gemini_decoder_is_complete;
}

static void
natter_gemini_decoder_init (NatterGeminiDecoder *self)
{
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * natter_gemini_decoder_new:
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_gemini_decoder_new (void)
{
  return g_object_new (NATTER_TYPE_GEMINI_DECODER, NULL);
}
