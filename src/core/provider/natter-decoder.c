/* natter-decoder.c: the base of what reads one answer: it counts and passes on, dialects read.
 * Owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-decoder.h"

#include <string.h>

#include "natter-error-body.h"
#include "natter-json.h"

#define MAX_TOKENS G_GINT64_CONSTANT (1000000000000000) /* more is no count */

typedef struct
{
  NatterDeltaFunc emit;        /* during feed */
  gpointer        emit_data;
  guint           n_events;
  guint           n_malformed;
  gboolean        has_model;
  gboolean        has_error;
  gboolean        has_finish;
} NatterDecoderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (NatterDecoder, natter_decoder, G_TYPE_OBJECT)

static void
natter_decoder_class_init (NatterDecoderClass *klass)
{
}

static void
natter_decoder_init (NatterDecoder *self)
{
}

/**
 * natter_decoder_feed:
 * @self: a decoder
 * @event: an event, or a whole JSON body as one
 * @emit: called with each thing that was read, in order
 * @data: for @emit
 *
 * Reads one event. Nothing in it is fatal: what it tells of a failure becomes a
 * %NATTER_DELTA_ERROR, what cannot be read is counted and skipped.
 */
void
natter_decoder_feed (NatterDecoder        *self,
                     const NatterSseEvent *event,
                     NatterDeltaFunc       emit,
                     gpointer              data)
{
  NatterDecoderPrivate *priv = NULL;

  g_return_if_fail (NATTER_IS_DECODER (self));
  g_return_if_fail (event);
  g_return_if_fail (emit);

  priv = natter_decoder_get_instance_private (self);
  priv->n_events++;
  priv->emit = emit;
  priv->emit_data = data;
  NATTER_DECODER_GET_CLASS (self)->feed (self, event, emit, data);
  priv->emit = NULL;
}

/**
 * natter_decoder_is_complete:
 * @self: a decoder
 *
 * Returns: whether the dialect's terminal was read, so that the answer is whole
 */
gboolean
natter_decoder_is_complete (NatterDecoder *self)
{
  g_return_val_if_fail (NATTER_IS_DECODER (self), FALSE);

  return NATTER_DECODER_GET_CLASS (self)->is_complete (self);
}

/**
 * natter_decoder_count_malformed:
 * @self: a decoder
 *
 * For subclasses: the event that is being read is not what the dialect says.
 */
void
natter_decoder_count_malformed (NatterDecoder *self)
{
  NatterDecoderPrivate *priv = NULL;

  g_return_if_fail (NATTER_IS_DECODER (self));

  priv = natter_decoder_get_instance_private (self);
  priv->n_malformed++;
  g_debug ("event %u of an answer is malformed", priv->n_events);
}

/**
 * natter_decoder_get_n_malformed:
 * @self: a decoder
 *
 * Returns: how many events could not be read
 */
guint
natter_decoder_get_n_malformed (NatterDecoder *self)
{
  NatterDecoderPrivate *priv = NULL;

  g_return_val_if_fail (NATTER_IS_DECODER (self), 0);

  priv = natter_decoder_get_instance_private (self);

  return priv->n_malformed;
}

/**
 * natter_decoder_get_n_events:
 * @self: a decoder
 *
 * Returns: how many events were fed
 */
guint
natter_decoder_get_n_events (NatterDecoder *self)
{
  NatterDecoderPrivate *priv = NULL;

  g_return_val_if_fail (NATTER_IS_DECODER (self), 0);

  priv = natter_decoder_get_instance_private (self);

  return priv->n_events;
}

/**
 * natter_decoder_has_error:
 * @self: a decoder
 *
 * Returns: whether the answer told an error
 */
gboolean
natter_decoder_has_error (NatterDecoder *self)
{
  NatterDecoderPrivate *priv = natter_decoder_get_instance_private (self);

  return priv->has_error;
}

/**
 * natter_decoder_has_finish:
 * @self: a decoder
 *
 * Returns: whether the answer told its end
 */
gboolean
natter_decoder_has_finish (NatterDecoder *self)
{
  NatterDecoderPrivate *priv = natter_decoder_get_instance_private (self);

  return priv->has_finish;
}

/**
 * natter_decoder_emit:
 * @self: a decoder that is being fed
 * @delta: what was read
 *
 * Passes @delta on as it is, but a second end or error.
 */
void
natter_decoder_emit (NatterDecoder     *self,
                     const NatterDelta *delta)
{
  NatterDecoderPrivate *priv = natter_decoder_get_instance_private (self);

  g_return_if_fail (priv->emit);

  if (delta->kind == NATTER_DELTA_FINISH)
    {
      if (priv->has_finish)
        return;
      priv->has_finish = TRUE;
    }
  else if (delta->kind == NATTER_DELTA_ERROR)
    {
      if (priv->has_error || priv->has_finish)
        {
          g_debug ("an answer that has ended tells another error");
          return;
        }
      priv->has_error = TRUE;
    }

  priv->emit (delta, priv->emit_data);
}

/**
 * natter_decoder_emit_text:
 * @self: a decoder that is being fed
 * @kind: %NATTER_DELTA_TEXT, _REASONING, _REFUSAL or _MODEL
 * @text: (nullable): what was read; nothing is told of an empty one, nor of a second model
 */
void
natter_decoder_emit_text (NatterDecoder   *self,
                          NatterDeltaKind  kind,
                          const char      *text)
{
  NatterDecoderPrivate *priv = natter_decoder_get_instance_private (self);
  NatterDelta delta = { .kind = kind, .text = text };

  if (!text || !*text || (kind == NATTER_DELTA_MODEL && priv->has_model))
    return;

  if (kind == NATTER_DELTA_MODEL)
    priv->has_model = TRUE;
  delta.length = strlen (text);
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_tool_call:
 * @self: a decoder that is being fed
 * @index: of the call within the answer, from 0
 * @id: (nullable): its id
 * @name: (nullable): the tool
 * @arguments: (nullable): more of the arguments
 */
void
natter_decoder_emit_tool_call (NatterDecoder *self,
                               guint          index,
                               const char    *id,
                               const char    *name,
                               const char    *arguments)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TOOL_CALL, .index = index };

  delta.id = id && *id ? id : NULL;
  delta.name = name && *name ? name : NULL;
  delta.text = arguments ? arguments : "";
  delta.length = strlen (delta.text);
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_citation:
 * @self: a decoder that is being fed
 * @address: (nullable): of a source; nothing is told without one
 * @title: (nullable): of the source
 */
void
natter_decoder_emit_citation (NatterDecoder *self,
                              const char    *address,
                              const char    *title)
{
  NatterDelta delta = { .kind = NATTER_DELTA_CITATION, .id = address };

  if (!address || !*address)
    return;

  delta.name = title && *title ? title : NULL;
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_image:
 * @self: a decoder that is being fed
 * @mime_type: (nullable): "image/png" where none is told
 * @base64: (nullable): the image; nothing is told of an empty one
 */
void
natter_decoder_emit_image (NatterDecoder *self,
                           const char    *mime_type,
                           const char    *base64)
{
  NatterDelta delta = { .kind = NATTER_DELTA_IMAGE };
  g_autoptr(NatterAttachment) image = NULL;
  g_autoptr(GBytes) bytes = NULL;
  guchar *data = NULL;
  gsize size = 0;

  data = base64 && *base64 ? g_base64_decode (base64, &size) : NULL;
  bytes = g_bytes_new_take (data, size);
  if (size == 0)
    return;

  image = natter_attachment_new (mime_type && *mime_type ? mime_type : "image/png", NULL, bytes);
  delta.image = image;
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_data_url:
 * @self: a decoder that is being fed
 * @url: (nullable): "data:image/png;base64,…" (RFC 2397); nothing is told of any other address
 */
void
natter_decoder_emit_data_url (NatterDecoder *self,
                              const char    *url)
{
  const char *comma = url && g_ascii_strncasecmp (url, "data:", 5) == 0 ? strchr (url, ',') : NULL;
  g_autofree char *mime_type = NULL;

  if (!comma || comma - url < 7 || g_ascii_strncasecmp (comma - 7, ";base64", 7) != 0)
    return;

  mime_type = g_strndup (url + 5, strcspn (url + 5, ";,"));
  natter_decoder_emit_image (self, mime_type, comma + 1);
}

/**
 * natter_decoder_emit_carry:
 * @self: a decoder that is being fed
 * @dialect: the decoder's
 * @node: what the next request must hold again
 */
void
natter_decoder_emit_carry (NatterDecoder *self,
                           const char    *dialect,
                           JsonNode      *node)
{
  g_autofree char *text = natter_json_to_string (node, FALSE);
  NatterDelta delta = { .kind = NATTER_DELTA_CARRY, .name = dialect, .text = text };

  delta.length = strlen (text);
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_usage:
 * @self: a decoder that is being fed
 * @usage: counts; nothing is told where none is known
 */
void
natter_decoder_emit_usage (NatterDecoder     *self,
                           const NatterUsage *usage)
{
  NatterDelta delta = { .kind = NATTER_DELTA_USAGE, .usage = usage };

  if (natter_usage_is_known (usage))
    natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_finish:
 * @self: a decoder that is being fed
 * @end: how the answer ended
 * @reason: the provider's own word for it
 */
void
natter_decoder_emit_finish (NatterDecoder *self,
                            NatterEnd      end,
                            const char    *reason)
{
  NatterDelta delta = { .kind = NATTER_DELTA_FINISH, .text = reason, .end = end };

  delta.length = strlen (reason);
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_error:
 * @self: a decoder that is being fed
 * @error: of the domain %NATTER_ERROR
 */
void
natter_decoder_emit_error (NatterDecoder *self,
                           const GError  *error)
{
  NatterDelta delta = { .kind = NATTER_DELTA_ERROR, .text = error->message, .error = error };

  delta.length = strlen (error->message);
  natter_decoder_emit (self, &delta);
}

/**
 * natter_decoder_emit_error_json:
 * @self: a decoder that is being fed
 * @node: an event that tells an error
 */
void
natter_decoder_emit_error_json (NatterDecoder *self,
                                JsonNode      *node)
{
  g_autoptr(GError) error = natter_error_body_from_json (node, 0);

  natter_decoder_emit_error (self, error);
}

static gboolean
is_set (const char *text)
{
  return text && *text;
}

/**
 * natter_decoder_tells_error:
 * @object: (nullable): an event
 * @type: (nullable): its type
 *
 * Returns: whether it has one of the shapes in which servers tell errors within a stream
 */
gboolean
natter_decoder_tells_error (JsonObject *object,
                            const char *type)
{
  JsonObject *error = natter_json_get_object (object, "error");

  return (error && json_object_get_size (error) > 0) ||
         is_set (natter_json_get_string (object, "error")) ||
         g_strcmp0 (type, "error") == 0 ||
         g_strcmp0 (natter_json_get_string (object, "object"), "error") == 0 ||
         g_strcmp0 (natter_json_get_string (object, "type"), "error") == 0;
}

/**
 * natter_decoder_read_other:
 * @self: a decoder that is being fed
 * @event: the event
 * @node: (nullable): what it holds, if that is JSON
 *
 * Reads what is no JSON object: an error in plain words or in a list, or nothing of use, which is
 * counted. What the end of the body cut off is not wrong, only not whole.
 */
void
natter_decoder_read_other (NatterDecoder        *self,
                           const NatterSseEvent *event,
                           JsonNode             *node)
{
  JsonArray *array = natter_json_as_array (node);

  if (array && json_array_get_length (array) > 0 &&
      natter_decoder_tells_error (natter_json_as_object (json_array_get_element (array, 0)),
                                  event->type))
    {
      natter_decoder_emit_error_json (self, node);
    }
  else if (g_str_equal (event->type, "error") && event->length > 0 && !event->partial)
    {
      g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, event->data);

      natter_decoder_emit_error (self, error);
    }
  else if (node || !event->at_eof)
    natter_decoder_count_malformed (self);
}

/**
 * natter_decoder_get_count:
 * @object: (nullable): what a provider counted
 * @name: a member
 *
 * Returns: the count, -1 when there is none that can be one
 */
gint64
natter_decoder_get_count (JsonObject *object,
                          const char *name)
{
  gint64 count = natter_json_get_int (object, name, -1);

  return count >= 0 && count <= MAX_TOKENS ? count : -1;
}
