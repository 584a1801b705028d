/* natter-error-wait-private.h: how long a server that refused asks to wait. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-http-response.h"

G_BEGIN_DECLS

double natter_error_wait_read (NatterHttpResponse *response,
                               JsonObject         *error);

G_END_DECLS
