/* natter-decoder.h: reads one answer: an event in, deltas out. Abstract, pure, used for one answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "natter-delta.h"
#include "natter-sse-parser.h"

G_BEGIN_DECLS

/* json-glib's; named here so that the window needs no header of it. */
typedef struct _JsonNode JsonNode;
typedef struct _JsonObject JsonObject;

#define NATTER_TYPE_DECODER (natter_decoder_get_type ())
G_DECLARE_DERIVABLE_TYPE (NatterDecoder, natter_decoder, NATTER, DECODER, GObject)

struct _NatterDecoderClass
{
  GObjectClass parent_class;

  /* One event, or a whole JSON body as one event. Nothing in it is fatal: what is wrong becomes
   * an error delta or is skipped and counted. */
  void     (*feed)        (NatterDecoder        *self,
                           const NatterSseEvent *event,
                           NatterDeltaFunc       emit,
                           gpointer              data);
  /* Was the dialect's terminal read? */
  gboolean (*is_complete) (NatterDecoder        *self);
};

void     natter_decoder_feed            (NatterDecoder        *self,
                                         const NatterSseEvent *event,
                                         NatterDeltaFunc       emit,
                                         gpointer              data);
gboolean natter_decoder_is_complete     (NatterDecoder        *self);
void     natter_decoder_count_malformed (NatterDecoder        *self);
guint    natter_decoder_get_n_malformed (NatterDecoder        *self);
guint    natter_decoder_get_n_events    (NatterDecoder        *self);

/* For subclasses, during feed. Empty texts are left out; the first model, the first end and the
 * first error count, and no error after an end. */
void     natter_decoder_emit            (NatterDecoder        *self,
                                         const NatterDelta    *delta);
void     natter_decoder_emit_text       (NatterDecoder        *self,
                                         NatterDeltaKind       kind,
                                         const char           *text);
void     natter_decoder_emit_tool_call  (NatterDecoder        *self,
                                         guint                 index,
                                         const char           *id,
                                         const char           *name,
                                         const char           *arguments);
void     natter_decoder_emit_citation   (NatterDecoder        *self,
                                         const char           *address,
                                         const char           *title);
void     natter_decoder_emit_image      (NatterDecoder        *self,
                                         const char           *mime_type,
                                         const char           *base64);
void     natter_decoder_emit_data_url   (NatterDecoder        *self,
                                         const char           *url);
void     natter_decoder_emit_carry      (NatterDecoder        *self,
                                         const char           *dialect,
                                         JsonNode             *node);
void     natter_decoder_emit_usage      (NatterDecoder        *self,
                                         const NatterUsage    *usage);
void     natter_decoder_emit_finish     (NatterDecoder        *self,
                                         NatterEnd             end,
                                         const char           *reason);
void     natter_decoder_emit_error      (NatterDecoder        *self,
                                         const GError         *error);
void     natter_decoder_emit_error_json (NatterDecoder        *self,
                                         JsonNode             *node);
gboolean natter_decoder_tells_error     (JsonObject           *object,
                                         const char           *type);
void     natter_decoder_read_other      (NatterDecoder        *self,
                                         const NatterSseEvent *event,
                                         JsonNode             *node);
gboolean natter_decoder_has_error       (NatterDecoder        *self);
gboolean natter_decoder_has_finish      (NatterDecoder        *self);
gint64   natter_decoder_get_count       (JsonObject           *object,
                                         const char           *name);

G_END_DECLS
