/* natter-cohere-decoder.c: reads one answer of Cohere's chat, version 2, streamed or whole. Pure,
 * owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-cohere-decoder.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-json.h"

struct _NatterCohereDecoder
{
  NatterDecoder  parent_instance;

  GArray        *calls;        /* of gint64: the server's index of each call */
};

G_DEFINE_FINAL_TYPE (NatterCohereDecoder, natter_cohere_decoder, NATTER_TYPE_DECODER)

static guint
find_call (NatterCohereDecoder *self,
           gint64               index)
{
  for (guint i = 0; i < self->calls->len; i++)
    if (g_array_index (self->calls, gint64, i) == index)
      return i;

  g_array_append_val (self->calls, index);

  return self->calls->len - 1;
}

static void
read_call (NatterCohereDecoder *self,
           JsonObject          *call,
           gint64               index)
{
  JsonObject *function = natter_json_get_object (call, "function");

  if (call)
    natter_decoder_emit_tool_call (NATTER_DECODER (self), find_call (self, index),
                                   natter_json_get_string (call, "id"),
                                   natter_json_get_string (function, "name"),
                                   natter_json_get_string (function, "arguments"));
}

/* {"sources": [{"type": "document", "document": {"title": "…", "url": "…"}}]} */
static void
read_citation (NatterCohereDecoder *self,
               JsonObject          *citation)
{
  JsonArray *sources = natter_json_get_array (citation, "sources");

  for (guint i = 0; sources && i < json_array_get_length (sources); i++)
    {
      JsonObject *source = natter_json_as_object (json_array_get_element (sources, i));
      JsonObject *document = natter_json_get_object (source, "document");

      natter_decoder_emit_citation (NATTER_DECODER (self), natter_json_get_string (document, "url"),
                                    natter_json_get_string (document, "title"));
    }
}

static void
read_part (NatterCohereDecoder *self,
           JsonObject          *part)
{
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REASONING,
                            natter_json_get_string (part, "thinking"));
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_TEXT,
                            natter_json_get_string (part, "text"));
}

/* A list in a whole message, one of its elements in a stream. */
static void
read_list (NatterCohereDecoder *self,
           JsonObject          *message,
           const char          *name,
           void               (*read) (NatterCohereDecoder *self,
                                       JsonObject          *element))
{
  JsonArray *array = natter_json_get_array (message, name);

  read (self, natter_json_get_object (message, name));
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    read (self, natter_json_as_object (json_array_get_element (array, i)));
}

/* The plan before the calls is neither thought nor answer: it says in words what they say. */
static void
read_message (NatterCohereDecoder *self,
              JsonObject          *message,
              gint64               index)
{
  JsonArray *calls = natter_json_get_array (message, "tool_calls");

  read_list (self, message, "content", read_part);
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_TEXT,
                            natter_json_get_string (message, "content"));
  read_list (self, message, "citations", read_citation);
  read_call (self, natter_json_get_object (message, "tool_calls"), index);
  for (guint i = 0; calls && i < json_array_get_length (calls); i++)
    read_call (self, natter_json_as_object (json_array_get_element (calls, i)), i);
}

/* What the model read and wrote, not what of it is paid for. */
static void
read_usage (NatterCohereDecoder *self,
            JsonObject          *object)
{
  JsonObject *tokens = natter_json_get_object (object, "tokens");
  NatterUsage usage = NATTER_USAGE_INIT;

  if (!tokens)
    tokens = natter_json_get_object (object, "billed_units");
  usage.input = natter_decoder_get_count (tokens, "input_tokens");
  usage.output = natter_decoder_get_count (tokens, "output_tokens");
  usage.cached_input = natter_decoder_get_count (object, "cached_tokens");
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
    { "ERROR_LIMIT", NATTER_END_LENGTH },
    { "ERROR_TOXIC", NATTER_END_FILTER },
    { "TOOL_CALL", NATTER_END_TOOL },
    { "ERROR", NATTER_END_PROVIDER_ERROR },
    { "TIMEOUT", NATTER_END_PROVIDER_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].reason, reason))
      return ends[i].end;

  return NATTER_END_COMPLETE;
}

static void
read_failure (NatterCohereDecoder *self,
              JsonObject          *end,
              const char          *reason)
{
  JsonNode *node = json_object_get_member (end, "error");
  const char *message = NULL;
  g_autoptr(GError) error = NULL;

  if (natter_json_as_string (node) || natter_json_as_object (node))
    {
      natter_decoder_emit_error_json (NATTER_DECODER (self), node);
      return;
    }

  message = g_str_equal (reason, "TIMEOUT")
            ? _("The provider took too long to answer. Try again.")
            : _("The provider reported an error without saying which.");
  error = natter_error_new (NATTER_ERROR_SERVER, message);
  natter_decoder_emit_error (NATTER_DECODER (self), error);
}

/* The delta of message-end, or a whole body. */
static void
read_end (NatterCohereDecoder *self,
          JsonObject          *end)
{
  const char *reason = natter_json_get_string (end, "finish_reason");
  NatterEnd how = NATTER_END_NONE;

  if (!reason || !*reason)
    reason = "COMPLETE";

  how = end_for_reason (reason);
  read_usage (self, natter_json_get_object (end, "usage"));
  if (how == NATTER_END_PROVIDER_ERROR)
    read_failure (self, end, reason);
  natter_decoder_emit_finish (NATTER_DECODER (self), how, reason);
}

static void
read_event (NatterCohereDecoder *self,
            JsonNode            *node,
            const char          *event_type)
{
  JsonObject *object = natter_json_as_object (node);
  JsonObject *delta = natter_json_get_object (object, "delta");
  const char *type = natter_json_get_string (object, "type");

  if (!type)
    type = event_type;

  if (natter_decoder_tells_error (object, type) || natter_json_get_string (object, "message"))
    natter_decoder_emit_error_json (NATTER_DECODER (self), node);
  else if (natter_json_get_object (object, "message") &&
           natter_json_get_string (object, "finish_reason"))
    {
      read_message (self, natter_json_get_object (object, "message"), 0);
      read_end (self, object);
    }
  else if (g_str_equal (type, "message-end"))
    read_end (self, delta);
  else
    read_message (self, natter_json_get_object (delta, "message"),
                  natter_json_get_int (object, "index", 0));
}

static void
natter_cohere_decoder_feed (NatterDecoder        *decoder,
                            const NatterSseEvent *event,
                            NatterDeltaFunc       emit,
                            gpointer              data)
{
  g_autoptr(JsonNode) node = NULL;

  if (g_str_has_prefix (event->data, "[DONE]") || natter_decoder_has_finish (decoder))
    return;

  node = natter_json_parse (event->data, event->length, NULL);
  if (natter_json_as_object (node))
    read_event (NATTER_COHERE_DECODER (decoder), node, event->type);
  else
    natter_decoder_read_other (decoder, event, node);
}

static gboolean
natter_cohere_decoder_is_complete (NatterDecoder *decoder)
{
  return natter_decoder_has_finish (decoder);
}

static void
natter_cohere_decoder_finalize (GObject *object)
{
  NatterCohereDecoder *self = NATTER_COHERE_DECODER (object);

  g_array_unref (self->calls);

  G_OBJECT_CLASS (natter_cohere_decoder_parent_class)->finalize (object);
}

static void
natter_cohere_decoder_class_init (NatterCohereDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  object_class->finalize = natter_cohere_decoder_finalize;

  decoder_class->feed = natter_cohere_decoder_feed;
  decoder_class->is_complete = natter_cohere_decoder_is_complete;
}

static void
natter_cohere_decoder_init (NatterCohereDecoder *self)
{
  self->calls = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * natter_cohere_decoder_new:
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_cohere_decoder_new (void)
{
  return g_object_new (NATTER_TYPE_COHERE_DECODER, NULL);
}
