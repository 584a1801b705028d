/* natter-http-sessions-private.h: the sessions of libsoup, one for each way to reach a server. Only
 * for http/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "natter-connection.h"

G_BEGIN_DECLS

GHashTable  *natter_http_sessions_new (void);
SoupSession *natter_http_sessions_get (GHashTable        *sessions,
                                       NatterConnection  *connection,
                                       GError           **error);

G_END_DECLS
