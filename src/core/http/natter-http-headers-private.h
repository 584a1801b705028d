/* natter-http-headers-private.h: a table of header names to values that ignores the case of names.
 * Only for http/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *natter_http_headers_new (void);

G_END_DECLS
