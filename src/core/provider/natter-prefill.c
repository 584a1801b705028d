/* natter-prefill.c: where an answer may go on by itself, because its beginning is the last turn of
 * the request, and what a server wants to be told of it. It is data, the quirk "prefill": a server
 * that is not known to do so would begin the answer anew. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-prefill.h"

#include "natter-body.h"
#include "natter-json.h"
#include "natter-quirks.h"

/* Returns: (nullable): the quirk, where it is more than a yes or no */
static JsonObject *
get_quirk (const NatterRequest *request)
{
  return request->quirks ? natter_json_get_object (request->quirks, "prefill") : NULL;
}

static gboolean
is_among (JsonArray  *patterns,
          const char *model)
{
  for (guint i = 0; i < json_array_get_length (patterns); i++)
    {
      const char *pattern = natter_json_as_string (json_array_get_element (patterns, i));

      if (pattern && g_pattern_match_simple (pattern, model))
        return TRUE;
    }

  return FALSE;
}

/**
 * natter_prefill_is_possible:
 * @request: model and quirks
 * @fallback: what holds in the dialect without the quirk "prefill"
 *
 * Returns: whether the model goes on with an answer that stands last in the request; %FALSE after a
 *   refusal taught that it does not
 */
gboolean
natter_prefill_is_possible (const NatterRequest *request,
                            gboolean             fallback)
{
  JsonObject *quirk = get_quirk (request);
  JsonArray *models = quirk ? natter_json_get_array (quirk, "models") : NULL;

  if (!natter_quirks_is_supported (request->quirks, "prefill"))
    return FALSE;
  if (!quirk)
    return natter_quirks_get_bool (request->quirks, "prefill", fallback);

  return !models || is_among (models, request->model);
}

/**
 * natter_prefill_get_path:
 * @request: what is asked
 * @fallback: the usual path of a request
 *
 * Returns: the path for @request
 */
const char *
natter_prefill_get_path (const NatterRequest *request,
                         const char          *fallback)
{
  JsonObject *quirk = get_quirk (request);
  const char *path = quirk && request->prefill ? natter_json_get_string (quirk, "path") : NULL;

  return path ? path : fallback;
}

/**
 * natter_prefill_mark:
 * @request: what is asked
 * @body: its body
 * @message: the last of its messages
 *
 * Adds what the server wants to be told of an answer that goes on, if @request is for one.
 */
void
natter_prefill_mark (const NatterRequest *request,
                     JsonObject          *body,
                     JsonObject          *message)
{
  JsonObject *quirk = get_quirk (request);

  if (!quirk || !request->prefill)
    return;

  natter_body_merge (body, natter_json_get_object (quirk, "body"));
  natter_body_merge (message, natter_json_get_object (quirk, "message"));
}
