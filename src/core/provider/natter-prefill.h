/* natter-prefill.h: where an answer may go on by itself, because its beginning is the last turn of
 * the request. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-request.h"

G_BEGIN_DECLS

gboolean    natter_prefill_is_possible (const NatterRequest *request,
                                        gboolean             fallback);
const char *natter_prefill_get_path    (const NatterRequest *request,
                                        const char          *fallback);
void        natter_prefill_mark        (const NatterRequest *request,
                                        JsonObject          *body,
                                        JsonObject          *message);

G_END_DECLS
