/* natter-anthropic-decoder.c: reads one message of Anthropic's Messages, streamed or whole. Pure,
 * owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-anthropic-decoder.h"

#include "natter-error.h"
#include "natter-json.h"

/* A piece of the answer between its start and its stop. */
typedef struct
{
  gint64      index;
  JsonObject *start;      /* as the server announced it */
  GString    *text;       /* thoughts, or arguments of a call */
  GString    *signature;
} Block;

struct _NatterAnthropicDecoder
{
  NatterDecoder  parent_instance;

  GPtrArray     *blocks;       /* of Block, those that are open */
  guint          n_calls;
  NatterUsage    usage;
  gint64         uncached;     /* tokens read, -1 before any was told; cached ones are beside it */
  gint64         created;
  gboolean       is_complete;
};

G_DEFINE_FINAL_TYPE (NatterAnthropicDecoder, natter_anthropic_decoder, NATTER_TYPE_DECODER)

static void
block_free (Block *block)
{
  json_object_unref (block->start);
  g_string_free (block->text, TRUE);
  g_string_free (block->signature, TRUE);
  g_free (block);
}

static Block *
find_block (NatterAnthropicDecoder *self,
            gint64                  index)
{
  for (guint i = self->blocks->len; i > 0; i--)
    {
      Block *block = g_ptr_array_index (self->blocks, i - 1);

      if (block->index == index)
        return block;
    }

  return NULL;
}

static gboolean
is_type (JsonObject *object,
         const char *type)
{
  return g_strcmp0 (natter_json_get_string (object, "type"), type) == 0;
}

static void
append (GString    *string,
        const char *text)
{
  if (text)
    g_string_append (string, text);
}

static void
read_citation (NatterAnthropicDecoder *self,
               JsonObject             *citation)
{
  natter_decoder_emit_citation (NATTER_DECODER (self), natter_json_get_string (citation, "url"),
                                natter_json_get_string (citation, "title"));
}

static void
read_text (NatterAnthropicDecoder *self,
           JsonObject             *object)
{
  JsonArray *citations = natter_json_get_array (object, "citations");

  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_TEXT,
                            natter_json_get_string (object, "text"));
  for (guint i = 0; citations && i < json_array_get_length (citations); i++)
    read_citation (self, natter_json_as_object (json_array_get_element (citations, i)));
}

static void
read_thinking (NatterAnthropicDecoder *self,
               Block                  *block,
               JsonObject             *object)
{
  const char *text = natter_json_get_string (object, "thinking");

  append (block->text, text);
  append (block->signature, natter_json_get_string (object, "signature"));
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REASONING, text);
}

/* What the server cannot check it does not take back: a thought without a signature is dropped. */
static void
carry_thinking (NatterAnthropicDecoder *self,
                Block                  *block)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (block->signature->len == 0)
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "type", "thinking");
  json_object_set_string_member (object, "thinking", block->text->str);
  json_object_set_string_member (object, "signature", block->signature->str);
  node = json_node_init_object (json_node_alloc (), object);
  natter_decoder_emit_carry (NATTER_DECODER (self), "anthropic", node);
}

static void
carry_redacted (NatterAnthropicDecoder *self,
                JsonObject             *block)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), block);

  if (natter_json_get_string (block, "data"))
    natter_decoder_emit_carry (NATTER_DECODER (self), "anthropic", node);
}

/* A call is told when it is whole: one that was cut off can be neither run nor shown with sense.
 * Some servers give the arguments at once, as the block's input. */
static void
emit_call (NatterAnthropicDecoder *self,
           Block                  *block)
{
  JsonObject *input = natter_json_get_object (block->start, "input");
  g_autofree char *whole = NULL;

  if (block->text->len == 0 && input && json_object_get_size (input) > 0)
    whole = natter_json_to_line (json_object_get_member (block->start, "input"));

  natter_decoder_emit_tool_call (NATTER_DECODER (self), self->n_calls++,
                                 natter_json_get_string (block->start, "id"),
                                 natter_json_get_string (block->start, "name"),
                                 whole ? whole : block->text->str);
}

static void
close_block (NatterAnthropicDecoder *self,
             Block                  *block)
{
  if (is_type (block->start, "tool_use"))
    emit_call (self, block);
  else if (is_type (block->start, "thinking"))
    carry_thinking (self, block);

  g_ptr_array_remove (self->blocks, block);
}

/* Blocks of other types, what the server's own tools were asked and found, are only skipped. */
static Block *
open_block (NatterAnthropicDecoder *self,
            JsonObject             *start,
            gint64                  index)
{
  Block *block = find_block (self, index);

  if (block)
    close_block (self, block);

  block = g_new0 (Block, 1);
  block->index = index;
  block->start = json_object_ref (start);
  block->text = g_string_new (NULL);
  block->signature = g_string_new (NULL);
  g_ptr_array_add (self->blocks, block);

  if (is_type (start, "text"))
    read_text (self, start);
  else if (is_type (start, "thinking"))
    read_thinking (self, block, start);
  else if (is_type (start, "redacted_thinking"))
    carry_redacted (self, start);

  return block;
}

static void
read_delta (NatterAnthropicDecoder *self,
            JsonObject             *delta,
            gint64                  index)
{
  Block *block = find_block (self, index);

  if (is_type (delta, "text_delta"))
    read_text (self, delta);
  else if (is_type (delta, "citations_delta"))
    read_citation (self, natter_json_get_object (delta, "citation"));
  else if (is_type (delta, "thinking_delta") && !block)
    natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REASONING,
                              natter_json_get_string (delta, "thinking"));
  else if (is_type (delta, "thinking_delta") || is_type (delta, "signature_delta"))
    {
      if (block)
        read_thinking (self, block, delta);
    }
  else if (is_type (delta, "input_json_delta") && block)
    append (block->text, natter_json_get_string (delta, "partial_json"));
}

static void
raise_count (gint64     *count,
             JsonObject *object,
             const char *name)
{
  *count = MAX (*count, natter_decoder_get_count (object, name));
}

/* Told at the start and again at the end, each time in full, but not by all servers with all
 * counts: the largest of each is the latest. */
static void
read_usage (NatterAnthropicDecoder *self,
            JsonObject             *object)
{
  JsonObject *details = natter_json_get_object (object, "output_tokens_details");

  if (!object)
    return;

  raise_count (&self->uncached, object, "input_tokens");
  raise_count (&self->created, object, "cache_creation_input_tokens");
  raise_count (&self->usage.cached_input, object, "cache_read_input_tokens");
  raise_count (&self->usage.output, object, "output_tokens");
  raise_count (&self->usage.reasoning, details, "thinking_tokens");

  if (self->uncached >= 0)
    self->usage.input = self->uncached + MAX (self->created, 0) + MAX (self->usage.cached_input, 0);

  natter_decoder_emit_usage (NATTER_DECODER (self), &self->usage);
}

static NatterEnd
end_for_reason (const char *reason)
{
  static const struct
  {
    const char *reason;
    NatterEnd   end;
  } ends[] = {
    { "max_tokens", NATTER_END_LENGTH },
    { "model_context_window_exceeded", NATTER_END_LENGTH },
    { "pause_turn", NATTER_END_LENGTH },   /* of the turns that the server's own tools may take */
    { "tool_use", NATTER_END_TOOL },
    { "refusal", NATTER_END_FILTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].reason, reason))
      return ends[i].end;

  return NATTER_END_COMPLETE;
}

/* The stop of each block comes first, but not from all servers. */
static void
close_calls (NatterAnthropicDecoder *self)
{
  for (guint i = 0; i < self->blocks->len;)
    {
      Block *block = g_ptr_array_index (self->blocks, i);

      if (is_type (block->start, "tool_use"))
        close_block (self, block);
      else
        i++;
    }
}

static void
read_stop (NatterAnthropicDecoder *self,
           JsonObject             *object)
{
  const char *reason = natter_json_get_string (object, "stop_reason");
  JsonObject *details = natter_json_get_object (object, "stop_details");

  if (!reason || !*reason)
    return;

  if (g_str_equal (reason, "tool_use"))
    close_calls (self);
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_REFUSAL,
                            natter_json_get_string (details, "explanation"));
  natter_decoder_emit_finish (NATTER_DECODER (self), end_for_reason (reason), reason);
  self->is_complete = TRUE;
}

/* The start of a stream, without content yet, or all of an answer that was not streamed. */
static void
read_message (NatterAnthropicDecoder *self,
              JsonObject             *message)
{
  JsonArray *content = natter_json_get_array (message, "content");

  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_MODEL,
                            natter_json_get_string (message, "model"));
  for (guint i = 0; content && i < json_array_get_length (content); i++)
    {
      JsonObject *start = natter_json_as_object (json_array_get_element (content, i));

      if (start)
        close_block (self, open_block (self, start, -1));
    }
  read_usage (self, natter_json_get_object (message, "usage"));
  read_stop (self, message);
}

static gboolean
tells_error (JsonObject *object,
             const char *event_type)
{
  return is_type (object, "error") || g_str_equal (event_type, "error") ||
         natter_json_get_object (object, "error") || natter_json_get_string (object, "error");
}

static void
read_event (NatterAnthropicDecoder *self,
            JsonNode               *node,
            const char             *event_type)
{
  JsonObject *object = natter_json_as_object (node);
  JsonObject *start = natter_json_get_object (object, "content_block");
  gint64 index = natter_json_get_int (object, "index", 0);
  Block *block = NULL;

  if (tells_error (object, event_type))
    natter_decoder_emit_error_json (NATTER_DECODER (self), node);
  else if (is_type (object, "message_start"))
    read_message (self, natter_json_get_object (object, "message"));
  else if (is_type (object, "message"))
    read_message (self, object);
  else if (is_type (object, "content_block_start") && start)
    open_block (self, start, index);
  else if (is_type (object, "content_block_delta"))
    read_delta (self, natter_json_get_object (object, "delta"), index);
  else if (is_type (object, "content_block_stop") && (block = find_block (self, index)))
    close_block (self, block);
  else if (is_type (object, "message_delta"))
    {
      read_usage (self, natter_json_get_object (object, "usage"));
      read_stop (self, natter_json_get_object (object, "delta"));
    }
  else if (is_type (object, "message_stop"))
    self->is_complete = TRUE;
}

static void
natter_anthropic_decoder_feed (NatterDecoder        *decoder,
                               const NatterSseEvent *event,
                               NatterDeltaFunc       emit,
                               gpointer              data)
{
  NatterAnthropicDecoder *self = NATTER_ANTHROPIC_DECODER (decoder);
  g_autoptr(JsonNode) node = NULL;

  /* No part of the dialect, but gateways add it. */
  if (g_str_has_prefix (event->data, "[DONE]"))
    return;

  node = natter_json_parse (event->data, event->length, NULL);
  if (natter_json_as_object (node))
    read_event (self, node, event->type);
  else if (g_str_equal (event->type, "error") && event->length > 0 && !event->partial)
    {
      g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, event->data);

      natter_decoder_emit_error (decoder, error);
    }
  else if ((node || !event->at_eof) && !g_str_equal (event->type, "ping"))
    natter_decoder_count_malformed (decoder);
}

static gboolean
natter_anthropic_decoder_is_complete (NatterDecoder *decoder)
{
  NatterAnthropicDecoder *self = NATTER_ANTHROPIC_DECODER (decoder);

  return self->is_complete;
}

static void
natter_anthropic_decoder_finalize (GObject *object)
{
  NatterAnthropicDecoder *self = NATTER_ANTHROPIC_DECODER (object);

  g_ptr_array_unref (self->blocks);

  G_OBJECT_CLASS (natter_anthropic_decoder_parent_class)->finalize (object);
}

static void
natter_anthropic_decoder_class_init (NatterAnthropicDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  object_class->finalize = natter_anthropic_decoder_finalize;

  decoder_class->feed = natter_anthropic_decoder_feed;
  decoder_class->is_complete = natter_anthropic_decoder_is_complete;
}

static void
natter_anthropic_decoder_init (NatterAnthropicDecoder *self)
{
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  self->usage = (NatterUsage) NATTER_USAGE_INIT;
  self->uncached = -1;
  self->created = -1;
}

/**
 * natter_anthropic_decoder_new:
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_anthropic_decoder_new (void)
{
  return g_object_new (NATTER_TYPE_ANTHROPIC_DECODER, NULL);
}
