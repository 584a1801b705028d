/* natter-error-category-private.h: what a server's refusal means. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-error.h"

G_BEGIN_DECLS

NatterError natter_error_category_read (guint       status,
                                        JsonObject *error,
                                        JsonObject *outer,
                                        const char *message);

G_END_DECLS
