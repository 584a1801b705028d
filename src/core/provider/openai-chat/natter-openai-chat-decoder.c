/* natter-openai-chat-decoder.c: reads one chat completion, streamed or whole, from any of the many
 * servers that speak this dialect each a little differently. Pure, owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-openai-chat-decoder.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-json.h"
#include "natter-reasoning-details.h"

struct _NatterOpenaiChatDecoder
{
  NatterDecoder           parent_instance;

  GPtrArray              *calls;      /* of Call; a call's index is its place here */
  NatterReasoningDetails *details;    /* or NULL */
  guint                   n_sources;  /* that were told */
  gboolean                is_done;    /* [DONE] was read: nothing after it counts */
  gboolean                has_delta;
  gboolean                has_message;
};

G_DEFINE_FINAL_TYPE (NatterOpenaiChatDecoder, natter_openai_chat_decoder, NATTER_TYPE_DECODER)

/* What tells a tool call from the others of its answer. */
typedef struct
{
  gint64  wire_index;   /* -1 where the server tells none */
  char   *id;
} Call;

static void
call_free (Call *call)
{
  g_free (call->id);
  g_free (call);
}

static gboolean
is_set (const char *text)
{
  return text && *text;
}

static void
emit_text (NatterOpenaiChatDecoder *self,
           NatterDeltaKind          kind,
           const char              *text)
{
  natter_decoder_emit_text (NATTER_DECODER (self), kind, text);
}

/* Mistral: [{"type": "thinking", "thinking": [{"type": "text", "text": "…"}]},
 *           {"type": "text", "text": "…"}, {"type": "reference", …}] */
static void
read_content_parts (NatterOpenaiChatDecoder *self,
                    JsonArray               *parts,
                    NatterDeltaKind          kind)
{
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = natter_json_as_object (json_array_get_element (parts, i));
      JsonArray *thinking = natter_json_get_array (part, "thinking");

      emit_text (self, NATTER_DELTA_REASONING, natter_json_get_string (part, "thinking"));
      if (thinking && kind == NATTER_DELTA_TEXT)
        read_content_parts (self, thinking, NATTER_DELTA_REASONING);
      emit_text (self, kind, natter_json_get_string (part, "text"));
    }
}

/* The same words may arrive under two or three names in one chunk: one name counts. */
static void
read_reasoning (NatterOpenaiChatDecoder *self,
                JsonObject              *delta)
{
  static const char *const names[] = { "reasoning_content", "reasoning" };
  JsonArray *details = natter_json_get_array (delta, "reasoning_details");

  if (details && !self->details)
    self->details = natter_reasoning_details_new ();
  if (details)
    natter_reasoning_details_add (self->details, details);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = natter_json_get_string (delta, names[i]);

      if (is_set (text))
        {
          emit_text (self, NATTER_DELTA_REASONING, text);
          return;
        }
    }

  for (guint i = 0; details && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = natter_json_as_object (json_array_get_element (details, i));
      const char *text = natter_json_get_string (detail, "text");

      emit_text (self, NATTER_DELTA_REASONING,
                 is_set (text) ? text : natter_json_get_string (detail, "summary"));
    }
}

static guint
add_call (NatterOpenaiChatDecoder *self,
          gint64                   wire_index,
          const char              *id)
{
  Call *call = g_new0 (Call, 1);

  call->wire_index = wire_index;
  call->id = is_set (id) ? g_strdup (id) : NULL;
  g_ptr_array_add (self->calls, call);

  return self->calls->len - 1;
}

/* Which call a piece belongs to. Some servers tell no index (Mistral); some tell the same one for
 * calls that run side by side, each whole and with an id and a name of its own (Gemini). */
static guint
find_call (NatterOpenaiChatDecoder *self,
           gint64                   wire_index,
           const char              *id,
           const char              *name)
{
  for (guint i = self->calls->len; i > 0; i--)
    {
      Call *call = g_ptr_array_index (self->calls, i - 1);
      gboolean same_id = !is_set (id) || !call->id || g_str_equal (call->id, id);

      if (wire_index >= 0 && call->wire_index == wire_index && (same_id || !is_set (name)))
        return i - 1;
      if (wire_index < 0 && is_set (id) && g_strcmp0 (call->id, id) == 0)
        return i - 1;
    }

  if (wire_index < 0 && !is_set (id) && !is_set (name) && self->calls->len > 0)
    return self->calls->len - 1;

  return add_call (self, wire_index, id);
}

static void
read_call (NatterOpenaiChatDecoder *self,
           JsonObject              *function,
           gint64                   wire_index,
           const char              *id)
{
  const char *name = natter_json_get_string (function, "name");
  JsonNode *node = function ? json_object_get_member (function, "arguments") : NULL;
  const char *text = natter_json_as_string (node);
  g_autofree char *whole = NULL;
  guint index = 0;
  Call *call = NULL;

  /* A value in place of its text (Mistral). */
  if (natter_json_as_object (node) || natter_json_as_array (node))
    text = whole = natter_json_to_string (node, FALSE);

  index = find_call (self, wire_index, id, name);
  call = g_ptr_array_index (self->calls, index);
  if (!call->id && is_set (id))
    call->id = g_strdup (id);

  natter_decoder_emit_tool_call (NATTER_DECODER (self), index, id, name, text);
}

static void
read_calls (NatterOpenaiChatDecoder *self,
            JsonObject              *delta)
{
  JsonArray *calls = natter_json_get_array (delta, "tool_calls");
  JsonObject *legacy = natter_json_get_object (delta, "function_call");

  for (guint i = 0; calls && i < json_array_get_length (calls); i++)
    {
      JsonObject *call = natter_json_as_object (json_array_get_element (calls, i));

      if (call)
        read_call (self, natter_json_get_object (call, "function"),
                   MAX (natter_json_get_int (call, "index", -1), -1),
                   natter_json_get_string (call, "id"));
    }

  if (legacy)
    read_call (self, legacy, 0, NULL);
}

/* [{"type": "url_citation", "url_citation": {"url": "…", "title": "…"}}] */
static void
read_annotations (NatterOpenaiChatDecoder *self,
                  JsonArray               *annotations)
{
  for (guint i = 0; annotations && i < json_array_get_length (annotations); i++)
    {
      JsonObject *annotation = natter_json_as_object (json_array_get_element (annotations, i));
      JsonObject *citation = natter_json_get_object (annotation, "url_citation");

      natter_decoder_emit_citation (NATTER_DECODER (self),
                                    natter_json_get_string (citation, "url"),
                                    natter_json_get_string (citation, "title"));
    }
}

/* OpenRouter: [{"type": "image_url", "image_url": {"url": "data:image/png;base64,…"}}] */
static void
read_images (NatterOpenaiChatDecoder *self,
             JsonArray               *images)
{
  for (guint i = 0; images && i < json_array_get_length (images); i++)
    {
      JsonObject *image = natter_json_as_object (json_array_get_element (images, i));

      natter_decoder_emit_data_url (NATTER_DECODER (self),
                                    natter_json_get_string (natter_json_get_object (image,
                                                                                    "image_url"),
                                                            "url"));
    }
}

/* Perplexity repeats its sources in each chunk, xAI tells them in the last one: with titles in
 * search_results, else their addresses alone. */
static void
read_sources (NatterOpenaiChatDecoder *self,
              JsonObject              *object)
{
  JsonArray *sources = natter_json_get_array (object, "search_results");

  if (!sources || json_array_get_length (sources) == 0)
    sources = natter_json_get_array (object, "citations");

  for (; sources && self->n_sources < json_array_get_length (sources); self->n_sources++)
    {
      JsonNode *node = json_array_get_element (sources, self->n_sources);
      JsonObject *source = natter_json_as_object (node);

      natter_decoder_emit_citation (NATTER_DECODER (self),
                                    source ? natter_json_get_string (source, "url")
                                           : natter_json_as_string (node),
                                    natter_json_get_string (source, "title"));
    }
}

/* A delta, or the message of a completion in one piece. */
static void
read_delta (NatterOpenaiChatDecoder *self,
            JsonObject              *delta)
{
  JsonArray *parts = natter_json_get_array (delta, "content");

  read_reasoning (self, delta);
  if (parts)
    read_content_parts (self, parts, NATTER_DELTA_TEXT);
  emit_text (self, NATTER_DELTA_TEXT, natter_json_get_string (delta, "content"));
  emit_text (self, NATTER_DELTA_REFUSAL, natter_json_get_string (delta, "refusal"));
  read_annotations (self, natter_json_get_array (delta, "annotations"));
  read_images (self, natter_json_get_array (delta, "images"));
  read_calls (self, delta);
}

/* Perplexity repeats the whole message beside each delta: it counts only where no delta does. */
static void
read_choice (NatterOpenaiChatDecoder *self,
             JsonObject              *choice)
{
  JsonObject *delta = natter_json_get_object (choice, "delta");
  JsonObject *message = natter_json_get_object (choice, "message");

  if (delta)
    {
      self->has_delta = TRUE;
      read_delta (self, delta);
    }
  else if (message && !self->has_delta && !self->has_message)
    {
      self->has_message = TRUE;
      read_delta (self, message);
    }
}

static gint64
first_count (gint64 first,
             gint64 second)
{
  return first >= 0 ? first : second;
}

static void
read_usage (NatterOpenaiChatDecoder *self,
            JsonObject              *object)
{
  JsonObject *input = natter_json_get_object (object, "prompt_tokens_details");
  JsonObject *output = natter_json_get_object (object, "completion_tokens_details");
  NatterUsage usage = NATTER_USAGE_INIT;

  usage.input = first_count (natter_decoder_get_count (object, "prompt_tokens"),
                             natter_decoder_get_count (object, "input_tokens"));
  usage.output = first_count (natter_decoder_get_count (object, "completion_tokens"),
                              natter_decoder_get_count (object, "output_tokens"));
  usage.total = natter_decoder_get_count (object, "total_tokens");
  usage.reasoning = first_count (natter_decoder_get_count (output, "reasoning_tokens"),
                                 natter_decoder_get_count (object, "reasoning_tokens"));
  usage.cached_input =
    first_count (natter_decoder_get_count (input, "cached_tokens"),
                 first_count (natter_decoder_get_count (object, "prompt_cache_hit_tokens"),
                              natter_decoder_get_count (object, "cached_tokens")));

  /* xAI counts reasoning beside the output, all others within it; the total tells. */
  if (usage.input >= 0 && usage.output >= 0 && usage.reasoning > 0 &&
      usage.input + usage.output + usage.reasoning == usage.total)
    usage.output += usage.reasoning;

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
    { "length", NATTER_END_LENGTH },
    { "max_tokens", NATTER_END_LENGTH },
    { "model_length", NATTER_END_LENGTH },                      /* Mistral */
    { "content_filter", NATTER_END_FILTER },
    { "tool_calls", NATTER_END_TOOL },
    { "function_call", NATTER_END_TOOL },
    { "error", NATTER_END_PROVIDER_ERROR },                     /* OpenRouter, Mistral */
    { "insufficient_system_resource", NATTER_END_PROVIDER_ERROR }, /* DeepSeek */
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].reason, reason))
      return ends[i].end;

  return NATTER_END_COMPLETE;
}

static void
read_failure (NatterOpenaiChatDecoder *self,
              const char              *reason)
{
  g_autoptr(GError) error = NULL;

  if (g_str_equal (reason, "error"))
    error = natter_error_new (NATTER_ERROR_SERVER,
                              _("The provider reported an error without saying which."));
  else
    error = natter_error_new (NATTER_ERROR_OVERLOADED,
                              _("The provider ran out of resources before the answer was whole. "
                                "Try again later."));

  natter_decoder_emit_error (NATTER_DECODER (self), error);
}

/* OpenRouter repeats the reason in its last chunk: the first counts. */
static void
read_finish (NatterOpenaiChatDecoder *self,
             JsonObject              *choice)
{
  const char *reason = natter_json_get_string (choice, "finish_reason");
  g_autoptr(JsonNode) details = NULL;
  NatterEnd end = NATTER_END_NONE;

  if (!is_set (reason) || natter_decoder_has_finish (NATTER_DECODER (self)))
    return;

  details = self->details ? natter_reasoning_details_dup (self->details) : NULL;
  if (details)
    natter_decoder_emit_carry (NATTER_DECODER (self), "openai-chat", details);

  end = end_for_reason (reason);
  if (end == NATTER_END_PROVIDER_ERROR)
    read_failure (self, reason);
  natter_decoder_emit_finish (NATTER_DECODER (self), end, reason);
}

static JsonObject *
find_first_choice (JsonObject *object)
{
  JsonArray *choices = natter_json_get_array (object, "choices");

  for (guint i = 0; choices && i < json_array_get_length (choices); i++)
    {
      JsonObject *choice = natter_json_as_object (json_array_get_element (choices, i));

      if (choice && natter_json_get_int (choice, "index", i) == 0)
        return choice;
    }

  return NULL;
}

static void
read_event (NatterOpenaiChatDecoder *self,
            JsonNode                *node,
            const char              *type)
{
  JsonObject *object = natter_json_as_object (node);
  JsonObject *choice = find_first_choice (object);
  JsonObject *usage = natter_json_get_object (object, "usage");

  if (!usage)
    usage = natter_json_get_object (natter_json_get_object (object, "x_groq"), "usage");
  if (!usage)
    usage = natter_json_get_object (choice, "usage");

  emit_text (self, NATTER_DELTA_MODEL, natter_json_get_string (object, "model"));
  if (natter_decoder_tells_error (object, type))
    natter_decoder_emit_error_json (NATTER_DECODER (self), node);
  if (choice)
    read_choice (self, choice);
  read_sources (self, object);
  if (usage)
    read_usage (self, usage);
  if (choice)
    read_finish (self, choice);
}

static void
natter_openai_chat_decoder_feed (NatterDecoder        *decoder,
                                 const NatterSseEvent *event,
                                 NatterDeltaFunc       emit,
                                 gpointer              data)
{
  NatterOpenaiChatDecoder *self = NATTER_OPENAI_CHAT_DECODER (decoder);
  g_autoptr(JsonNode) node = NULL;

  if (self->is_done)
    return;

  if (g_str_has_prefix (event->data, "[DONE]"))
    {
      self->is_done = TRUE;
      return;
    }

  node = natter_json_parse (event->data, event->length, NULL);
  if (natter_json_as_object (node))
    read_event (self, node, event->type);
  else
    natter_decoder_read_other (decoder, event, node);
}

static gboolean
natter_openai_chat_decoder_is_complete (NatterDecoder *decoder)
{
  NatterOpenaiChatDecoder *self = NATTER_OPENAI_CHAT_DECODER (decoder);

  return natter_decoder_has_finish (decoder) || self->is_done;
}

static void
natter_openai_chat_decoder_finalize (GObject *object)
{
  NatterOpenaiChatDecoder *self = NATTER_OPENAI_CHAT_DECODER (object);

  g_ptr_array_unref (self->calls);
  g_clear_pointer (&self->details, natter_reasoning_details_free);

  G_OBJECT_CLASS (natter_openai_chat_decoder_parent_class)->finalize (object);
}

static void
natter_openai_chat_decoder_class_init (NatterOpenaiChatDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  object_class->finalize = natter_openai_chat_decoder_finalize;

  decoder_class->feed = natter_openai_chat_decoder_feed;
  decoder_class->is_complete = natter_openai_chat_decoder_is_complete;
}

static void
natter_openai_chat_decoder_init (NatterOpenaiChatDecoder *self)
{
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) call_free);
}

/**
 * natter_openai_chat_decoder_new:
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_openai_chat_decoder_new (void)
{
  return g_object_new (NATTER_TYPE_OPENAI_CHAT_DECODER, NULL);
}
