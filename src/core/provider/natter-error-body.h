/* natter-error-body.h: one reader for the error bodies of all servers. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-error.h"
#include "natter-http-response.h"

G_BEGIN_DECLS

GError *natter_error_body_read      (NatterHttpResponse *response);
GError *natter_error_body_from_json (JsonNode           *node,
                                     guint               status);

G_END_DECLS
