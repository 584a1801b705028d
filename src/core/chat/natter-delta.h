/* natter-delta.h: one thing that a decoder read. A plain value, borrowed, valid during the
 * callback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "natter-attachment.h"
#include "natter-end.h"
#include "natter-usage.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_DELTA_TEXT,       /* text */
  NATTER_DELTA_REASONING,  /* text, index: a new one begins a paragraph */
  NATTER_DELTA_REFUSAL,    /* text */
  NATTER_DELTA_TOOL_CALL,  /* index, id, name (set when told), text: more of the arguments */
  NATTER_DELTA_CITATION,   /* id: the source's address, name: its title or NULL */
  NATTER_DELTA_IMAGE,      /* image: one that the model made */
  NATTER_DELTA_CARRY,      /* name: the dialect, text: JSON that the next request must hold again */
  NATTER_DELTA_MODEL,      /* text: the model that really answers */
  NATTER_DELTA_USAGE,      /* usage, replaces what was told before */
  NATTER_DELTA_FINISH,     /* end, text: the provider's own word for it */
  NATTER_DELTA_ERROR,      /* error, told within the stream */
} NatterDeltaKind;

typedef struct
{
  NatterDeltaKind    kind;
  const char        *text;    /* valid UTF-8, NUL-terminated */
  gsize              length;  /* bytes of text */
  guint              index;   /* of the tool call, or the part of reasoning, within the answer */
  const char        *id;
  const char        *name;
  const NatterUsage *usage;
  NatterAttachment  *image;
  NatterEnd          end;
  const GError      *error;
} NatterDelta;

typedef void (*NatterDeltaFunc) (const NatterDelta *delta,
                                 gpointer           data);

G_END_DECLS
