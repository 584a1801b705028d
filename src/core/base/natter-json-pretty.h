/* natter-json-pretty.h: JSON text laid out for a person. Apart from natter-json.h, so that the
 * window can use it. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *natter_json_dup_pretty (const char *text);

G_END_DECLS
