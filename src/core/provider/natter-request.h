/* natter-request.h: what is asked of a model, in no dialect yet. A plain value, filled by its
 * owner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "natter-message.h"

G_BEGIN_DECLS

/* Only dialects look into JSON: whoever else fills a request need not know json-glib. */
struct _JsonObject;

typedef struct
{
  const char *base_url;      /* "https://api.openai.com/v1", no slash at the end */
  const char *key;           /* or NULL */
  const char *model;
  const char *system;        /* or NULL */
  gboolean    has_temperature;
  double      temperature;   /* 0 to 2 */
  gboolean    has_top_p;
  double      top_p;         /* 0 to 1 */
  gint64      max_tokens;    /* of the answer; 0: the dialect's default */
  const char *effort;        /* of reasoning: "none", "minimal", "low", "medium", "high"; or NULL */
  gint64      budget;        /* tokens of reasoning; 0: not set */
  const char *const *stop;   /* ends with NULL; or NULL */
  gboolean    has_seed;
  gint64      seed;
  struct _JsonObject *extras;        /* merged into the body, over all else; or NULL */
  struct _JsonObject *quirks;        /* of the provider and model, see natter-quirks.h; or NULL */
  const char *page;          /* of a list of models: what the page before named; or NULL */
  GPtrArray  *messages;      /* of NatterMessage, oldest first, questions and answers in turn */
  gboolean    prefill;       /* the last one is an answer that the model goes on with */
} NatterRequest;

/* What follows is for a copy, which owns all of it. */
NatterRequest *natter_request_copy (const NatterRequest  *self);
void           natter_request_free (NatterRequest        *self);
void           natter_request_set_messages (NatterRequest   *self,
                                            GPtrArray       *messages);
gboolean       natter_request_load (NatterRequest        *self,
                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterRequest, natter_request_free)

G_END_DECLS
