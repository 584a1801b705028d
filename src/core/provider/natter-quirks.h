/* natter-quirks.h: what a provider or model does in its own way, as data: a JSON object whose
 * members are all optional. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* "limit-field"    string   the member that limits the answer: "max_tokens" or another name
 * "system-role"    string   "system" or "developer"
 * "stream-options" boolean  whether stream_options is understood
 * "auth"           string   "bearer", "x-api-key", "api-key", "x-goog-api-key" or "none"
 * "unsupported"    array    of strings: members that the body must not hold, like "temperature"
 * "thinking"       string   how reasoning is asked for: "budget" of tokens, "adaptive" or "level"
 *                           of effort, "none" not at all; by default told by the model's name
 * "no-reasoning"   object   what is merged into the body when no reasoning is wanted, in the place
 *                           of reasoning_effort
 * "models-path"    string   where the list of models is, from the host's root: "/catalog/models"
 * "headers"        object   of strings: headers that every request needs
 * "prefill"        boolean  whether a model goes on with an answer that stands last in the request,
 *                           or an object where that is so: "models" an array of patterns ("llama*")
 *                           for those that do, all without it; "message" and "body" what is merged
 *                           into the last message and the body; "path" what takes the place of the
 *                           request's path */

const char *natter_quirks_get_string   (JsonObject *quirks,
                                        const char *name,
                                        const char *fallback);
gboolean    natter_quirks_get_bool     (JsonObject *quirks,
                                        const char *name,
                                        gboolean    fallback);
gboolean    natter_quirks_is_supported (JsonObject *quirks,
                                        const char *member);

G_END_DECLS
