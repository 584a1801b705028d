/* natter-test-schema.h: whether JSON is as the published schema says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void natter_test_schema_check (JsonNode *node);

G_END_DECLS
