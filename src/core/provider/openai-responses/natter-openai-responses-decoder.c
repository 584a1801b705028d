/* natter-openai-responses-decoder.c: reads one answer of OpenAI's Responses, streamed or whole.
 * Servers leave out now the deltas, now what sums them up: each thing is taken from where it is
 * told first. Pure, owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-openai-responses-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-json.h"

#define DIALECT "openai-responses"

/* One of the items that an answer is made of. Ids change within a stream, so its place names it. */
typedef struct
{
  gint64    index;           /* output_index */
  gint64    text_part;       /* the part that text or refusal came of last, or -1 */
  int       call;            /* index of the tool call that it is, or -1 */
  gboolean  has_reasoning;
  gboolean  has_arguments;
  gboolean  has_citation;
  gboolean  is_whole;        /* its summary was read */
} Item;

/* Where the last words of reasoning came from. */
typedef struct
{
  Item       *item;
  const char *kind;
  gint64      part;
} Thought;

struct _NatterOpenaiResponsesDecoder
{
  NatterDecoder  parent_instance;

  GPtrArray     *items;           /* of Item, in the order of their first mention */
  guint          n_calls;
  JsonNode      *reasoning;       /* the item that came last, if it is to be carried */
  Thought        thought;
  guint          n_thoughts;      /* before it */
};

G_DEFINE_FINAL_TYPE (NatterOpenaiResponsesDecoder, natter_openai_responses_decoder,
                     NATTER_TYPE_DECODER)

typedef enum
{
  PIECE_TEXT,
  PIECE_REFUSAL,
  PIECE_REASONING,
  PIECE_ARGUMENTS,
  PIECE_CITATION,
  PIECE_ITEM_ADDED,
  PIECE_ITEM_DONE,
} PieceKind;

/* Where each event holds what it tells. With is_sum it repeats what deltas told, if there were
 * any. */
static const struct
{
  const char *type;
  PieceKind   kind;
  const char *member;
  const char *part;
  gboolean    is_sum;
} pieces[] = {
  { "response.output_text.delta", PIECE_TEXT, "delta", "content_index", FALSE },
  { "response.output_text.done", PIECE_TEXT, "text", "content_index", TRUE },
  { "response.refusal.delta", PIECE_REFUSAL, "delta", "content_index", FALSE },
  { "response.refusal.done", PIECE_REFUSAL, "refusal", "content_index", TRUE },
  { "response.reasoning_summary_text.delta", PIECE_REASONING, "delta", "summary_index", FALSE },
  { "response.reasoning_summary_text.done", PIECE_REASONING, "text", "summary_index", TRUE },
  { "response.reasoning_text.delta", PIECE_REASONING, "delta", "content_index", FALSE },
  { "response.reasoning_text.done", PIECE_REASONING, "text", "content_index", TRUE },
  /* Vercel */
  { "response.reasoning.delta", PIECE_REASONING, "delta", "content_index", FALSE },
  { "response.reasoning.done", PIECE_REASONING, "text", "content_index", TRUE },
  { "response.function_call_arguments.delta", PIECE_ARGUMENTS, "delta", NULL, FALSE },
  { "response.function_call_arguments.done", PIECE_ARGUMENTS, "arguments", NULL, TRUE },
  { "response.custom_tool_call_input.delta", PIECE_ARGUMENTS, "delta", NULL, FALSE },
  { "response.custom_tool_call_input.done", PIECE_ARGUMENTS, "input", NULL, TRUE },
  { "response.output_text.annotation.added", PIECE_CITATION, "annotation", NULL, FALSE },
  { "response.output_item.added", PIECE_ITEM_ADDED, "item", NULL, FALSE },
  { "response.output_item.done", PIECE_ITEM_DONE, "item", NULL, FALSE },
};

static Item *
find_item (NatterOpenaiResponsesDecoder *self,
           gint64                        index)
{
  Item *item = NULL;

  for (guint i = self->items->len; i > 0; i--)
    {
      item = g_ptr_array_index (self->items, i - 1);
      if (index < 0 || item->index == index)
        return item;
    }

  item = g_new0 (Item, 1);
  item->index = MAX (index, 0);
  item->text_part = -1;
  item->call = -1;
  g_ptr_array_add (self->items, item);

  return item;
}

static void
read_text (NatterOpenaiResponsesDecoder *self,
           Item                         *item,
           NatterDeltaKind               kind,
           gint64                        part,
           gboolean                      is_sum,
           const char                   *text)
{
  if (!text || !*text || (is_sum && item->text_part == part))
    return;

  item->text_part = part;
  natter_decoder_emit_text (NATTER_DECODER (self), kind, text);
}

/* Each part of a summary is a paragraph of its own. */
static void
read_reasoning (NatterOpenaiResponsesDecoder *self,
                Item                         *item,
                const char                   *kind,
                gint64                        part,
                gboolean                      is_sum,
                const char                   *text)
{
  gboolean goes_on = self->thought.item == item && self->thought.part == part &&
                     g_str_equal (self->thought.kind, kind);
  NatterDelta delta = { .kind = NATTER_DELTA_REASONING };

  if (!text || !*text || (is_sum && goes_on))
    return;

  if (self->thought.item && !goes_on)
    self->n_thoughts++;
  self->thought.item = item;
  self->thought.kind = kind;
  self->thought.part = part;
  item->has_reasoning = TRUE;

  delta.index = self->n_thoughts;
  delta.text = text;
  delta.length = strlen (text);
  natter_decoder_emit (NATTER_DECODER (self), &delta);
}

static void
begin_call (NatterOpenaiResponsesDecoder *self,
            Item                         *item,
            const char                   *id,
            const char                   *name)
{
  if (item->call >= 0)
    return;

  item->call = (int) self->n_calls++;
  natter_decoder_emit_tool_call (NATTER_DECODER (self), (guint) item->call, id, name, NULL);
}

static void
read_arguments (NatterOpenaiResponsesDecoder *self,
                Item                         *item,
                gboolean                      is_sum,
                const char                   *text)
{
  if (!text || !*text || (is_sum && item->has_arguments))
    return;

  begin_call (self, item, NULL, NULL);
  item->has_arguments = TRUE;
  natter_decoder_emit_tool_call (NATTER_DECODER (self), (guint) item->call, NULL, NULL, text);
}

static void
read_call (NatterOpenaiResponsesDecoder *self,
           Item                         *item,
           JsonObject                   *object)
{
  const char *id = natter_json_get_string (object, "call_id");
  const char *arguments = natter_json_get_string (object, "arguments");

  begin_call (self, item, id ? id : natter_json_get_string (object, "id"),
              natter_json_get_string (object, "name"));
  read_arguments (self, item, TRUE,
                  arguments ? arguments : natter_json_get_string (object, "input"));
}

/* {"type": "url_citation", "url": "…", "title": "…"}, also nested in a member of that name. */
static void
read_citation (NatterOpenaiResponsesDecoder *self,
               Item                         *item,
               JsonObject                   *annotation)
{
  JsonObject *nested = natter_json_get_object (annotation, "url_citation");

  if (nested)
    annotation = nested;
  item->has_citation = TRUE;
  natter_decoder_emit_citation (NATTER_DECODER (self), natter_json_get_string (annotation, "url"),
                                natter_json_get_string (annotation, "title"));
}

/* The parts of a whole item: only what no delta told. */
static void
read_parts (NatterOpenaiResponsesDecoder *self,
            Item                         *item,
            JsonArray                    *parts,
            gboolean                      with_text,
            gboolean                      with_citations)
{
  for (guint i = 0; parts && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = natter_json_as_object (json_array_get_element (parts, i));
      JsonArray *annotations = natter_json_get_array (part, "annotations");

      if (with_text)
        {
          read_text (self, item, NATTER_DELTA_TEXT, i, FALSE,
                     natter_json_get_string (part, "text"));
          read_text (self, item, NATTER_DELTA_REFUSAL, i, FALSE,
                     natter_json_get_string (part, "refusal"));
        }
      for (guint a = 0; with_citations && annotations &&
           a < json_array_get_length (annotations); a++)
        read_citation (self, item,
                       natter_json_as_object (json_array_get_element (annotations, a)));
    }
}

static void
read_thoughts (NatterOpenaiResponsesDecoder *self,
               Item                         *item,
               JsonObject                   *object)
{
  static const char *const members[] = { "summary", "content" };

  for (guint m = 0; m < G_N_ELEMENTS (members) && !item->has_reasoning; m++)
    {
      JsonArray *parts = natter_json_get_array (object, members[m]);

      for (guint i = 0; parts && i < json_array_get_length (parts); i++)
        read_reasoning (self, item, members[m], i, FALSE,
                        natter_json_get_string (natter_json_as_object (
                                                  json_array_get_element (parts, i)), "text"));
    }
}

/* Servers refuse thoughts without the message that they led to, so only the two together go back.
 * */
static void
carry_message (NatterOpenaiResponsesDecoder *self,
               JsonObject                   *object)
{
  const char *id = natter_json_get_string (object, "id");
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *message = NULL;

  if (!self->reasoning)
    return;

  natter_decoder_emit_carry (NATTER_DECODER (self), DIALECT, self->reasoning);
  message = json_object_new ();
  json_object_set_string_member (message, "type", "message");
  if (id)
    json_object_set_string_member (message, "id", id);
  json_node_take_object (node, message);
  natter_decoder_emit_carry (NATTER_DECODER (self), DIALECT, node);
}

static void
carry_reasoning (NatterOpenaiResponsesDecoder *self,
                 JsonNode                     *node)
{
  JsonObject *object = natter_json_as_object (node);

  if (g_strcmp0 (natter_json_get_string (object, "type"), "message") == 0)
    carry_message (self, object);

  g_clear_pointer (&self->reasoning, json_node_unref);
  if (g_strcmp0 (natter_json_get_string (object, "type"), "reasoning") == 0 &&
      natter_json_get_string (object, "encrypted_content"))
    self->reasoning = json_node_copy (node);
}

static void
read_image (NatterOpenaiResponsesDecoder *self,
            JsonObject                   *object)
{
  const char *format = natter_json_get_string (object, "output_format");
  g_autofree char *mime_type = g_strconcat ("image/", format ? format : "png", NULL);

  natter_decoder_emit_image (NATTER_DECODER (self), mime_type,
                             natter_json_get_string (object, "result"));
}

static void
read_whole_item (NatterOpenaiResponsesDecoder *self,
                 Item                         *item,
                 JsonNode                     *node)
{
  JsonObject *object = natter_json_as_object (node);
  const char *type = natter_json_get_string (object, "type");

  if (!type || item->is_whole)
    return;

  item->is_whole = TRUE;
  if (g_str_equal (type, "message"))
    read_parts (self, item, natter_json_get_array (object, "content"), item->text_part < 0,
                !item->has_citation);
  else if (g_str_equal (type, "reasoning"))
    read_thoughts (self, item, object);
  else if (g_str_equal (type, "function_call") || g_str_equal (type, "custom_tool_call"))
    read_call (self, item, object);
  else if (g_str_equal (type, "image_generation_call"))
    read_image (self, object);

  carry_reasoning (self, node);
}

static void
read_new_item (NatterOpenaiResponsesDecoder *self,
               Item                         *item,
               JsonObject                   *object)
{
  const char *type = natter_json_get_string (object, "type");

  if (g_strcmp0 (type, "function_call") == 0 || g_strcmp0 (type, "custom_tool_call") == 0)
    read_call (self, item, object);
}

/* Only where a stream had no items: a whole body, or nothing but its end. */
static void
read_output (NatterOpenaiResponsesDecoder *self,
             JsonObject                   *response)
{
  JsonArray *output = natter_json_get_array (response, "output");

  for (guint i = 0; output && self->items->len <= i && i < json_array_get_length (output); i++)
    read_whole_item (self, find_item (self, i), json_array_get_element (output, i));
}

static void
read_usage (NatterOpenaiResponsesDecoder *self,
            JsonObject                   *object)
{
  NatterUsage usage = NATTER_USAGE_INIT;

  usage.input = natter_decoder_get_count (object, "input_tokens");
  usage.output = natter_decoder_get_count (object, "output_tokens");
  usage.total = natter_decoder_get_count (object, "total_tokens");
  usage.cached_input =
    natter_decoder_get_count (natter_json_get_object (object, "input_tokens_details"),
                              "cached_tokens");
  usage.reasoning =
    natter_decoder_get_count (natter_json_get_object (object, "output_tokens_details"),
                              "reasoning_tokens");
  natter_decoder_emit_usage (NATTER_DECODER (self), &usage);
}

static NatterEnd
find_end (NatterOpenaiResponsesDecoder *self,
          JsonObject                   *response,
          const char                   *status)
{
  const char *reason = natter_json_get_string (natter_json_get_object (response,
                                                                       "incomplete_details"),
                                               "reason");

  if (g_str_equal (status, "failed"))
    return NATTER_END_PROVIDER_ERROR;
  if (g_str_equal (status, "incomplete"))
    return g_strcmp0 (reason, "content_filter") == 0 ? NATTER_END_FILTER : NATTER_END_LENGTH;

  return self->n_calls > 0 ? NATTER_END_TOOL : NATTER_END_COMPLETE;
}

static void
read_failure (NatterOpenaiResponsesDecoder *self,
              JsonObject                   *response)
{
  JsonNode *error = json_object_get_member (response, "error");
  g_autoptr(GError) unknown = NULL;

  if (natter_json_as_object (error) || natter_json_as_string (error))
    {
      natter_decoder_emit_error_json (NATTER_DECODER (self), error);
      return;
    }

  unknown = natter_error_new (NATTER_ERROR_SERVER,
                              _("The provider reported an error without saying which."));
  natter_decoder_emit_error (NATTER_DECODER (self), unknown);
}

/* The response as a whole, at its end. */
static void
read_end (NatterOpenaiResponsesDecoder *self,
          JsonObject                   *response,
          const char                   *status)
{
  NatterEnd end = NATTER_END_NONE;

  read_output (self, response);
  read_usage (self, natter_json_get_object (response, "usage"));
  end = find_end (self, response, status);
  if (end == NATTER_END_PROVIDER_ERROR)
    read_failure (self, response);
  natter_decoder_emit_finish (NATTER_DECODER (self), end, status);
}

static void
read_piece (NatterOpenaiResponsesDecoder *self,
            guint                         i,
            JsonObject                   *object)
{
  const char *name = pieces[i].member;
  const char *text = natter_json_get_string (object, name);
  gint64 part = pieces[i].part ? MAX (natter_json_get_int (object, pieces[i].part, 0), 0) : 0;
  Item *item = find_item (self, natter_json_get_int (object, "output_index", -1));

  switch (pieces[i].kind)
    {
    case PIECE_TEXT:
      read_text (self, item, NATTER_DELTA_TEXT, part, pieces[i].is_sum, text);
      break;
    case PIECE_REFUSAL:
      read_text (self, item, NATTER_DELTA_REFUSAL, part, pieces[i].is_sum, text);
      break;
    case PIECE_REASONING:
      read_reasoning (self, item, pieces[i].part, part, pieces[i].is_sum, text);
      break;
    case PIECE_ARGUMENTS:
      read_arguments (self, item, pieces[i].is_sum, text);
      break;
    case PIECE_CITATION:
      read_citation (self, item, natter_json_get_object (object, name));
      break;
    case PIECE_ITEM_ADDED:
      read_new_item (self, item, natter_json_get_object (object, name));
      break;
    case PIECE_ITEM_DONE:
      read_whole_item (self, item, json_object_get_member (object, name));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
read_event (NatterOpenaiResponsesDecoder *self,
            JsonNode                     *node,
            const char                   *event_type)
{
  JsonObject *object = natter_json_as_object (node);
  const char *type = natter_json_get_string (object, "type");
  JsonObject *response = natter_json_get_object (object, "response");
  const char *status = NULL;

  if (!type)
    type = event_type;
  if (!response && natter_json_get_array (object, "output"))
    response = object;
  status = natter_json_get_string (response, "status");
  natter_decoder_emit_text (NATTER_DECODER (self), NATTER_DELTA_MODEL,
                            natter_json_get_string (response, "model"));

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    if (g_str_equal (pieces[i].type, type))
      {
        read_piece (self, i, object);
        return;
      }

  if (response != object && natter_decoder_tells_error (object, type))
    natter_decoder_emit_error_json (NATTER_DECODER (self), node);
  else if (g_str_equal (type, "response.completed") || g_str_equal (type, "response.done") ||
           (response == object && g_strcmp0 (status, "completed") == 0))
    read_end (self, response, status ? status : "completed");
  else if (g_str_equal (type, "response.incomplete") ||
           (response == object && g_strcmp0 (status, "incomplete") == 0))
    read_end (self, response, "incomplete");
  else if (g_str_equal (type, "response.failed") ||
           (response == object && g_strcmp0 (status, "failed") == 0))
    read_end (self, response, "failed");
}

static void
natter_openai_responses_decoder_feed (NatterDecoder        *decoder,
                                      const NatterSseEvent *event,
                                      NatterDeltaFunc       emit,
                                      gpointer              data)
{
  NatterOpenaiResponsesDecoder *self = NATTER_OPENAI_RESPONSES_DECODER (decoder);
  g_autoptr(JsonNode) node = NULL;

  if (g_str_has_prefix (event->data, "[DONE]") || natter_decoder_has_finish (decoder))
    return;

  node = natter_json_parse (event->data, event->length, NULL);
  if (natter_json_as_object (node))
    read_event (self, node, event->type);
  else
    natter_decoder_read_other (decoder, event, node);
}

static gboolean
natter_openai_responses_decoder_is_complete (NatterDecoder *decoder)
{
  return natter_decoder_has_finish (decoder);
}

static void
natter_openai_responses_decoder_finalize (GObject *object)
{
  NatterOpenaiResponsesDecoder *self = NATTER_OPENAI_RESPONSES_DECODER (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->reasoning, json_node_unref);

  G_OBJECT_CLASS (natter_openai_responses_decoder_parent_class)->finalize (object);
}

static void
natter_openai_responses_decoder_class_init (NatterOpenaiResponsesDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  object_class->finalize = natter_openai_responses_decoder_finalize;

  decoder_class->feed = natter_openai_responses_decoder_feed;
  decoder_class->is_complete = natter_openai_responses_decoder_is_complete;
}

static void
natter_openai_responses_decoder_init (NatterOpenaiResponsesDecoder *self)
{
  self->items = g_ptr_array_new_with_free_func (g_free);
}

/**
 * natter_openai_responses_decoder_new:
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_openai_responses_decoder_new (void)
{
  return g_object_new (NATTER_TYPE_OPENAI_RESPONSES_DECODER, NULL);
}
