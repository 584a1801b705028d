/* natter-http-headers-private.h: a table of header names to values that ignores the case of names,
 * and what a header may be. Only for http/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *natter_http_headers_new   (void);
gboolean    natter_http_is_token      (const char  *text);
gboolean    natter_http_has_control   (const char  *text);
gboolean    natter_http_headers_check (const char  *name,
                                       const char  *value,
                                       GError     **error);

G_END_DECLS
