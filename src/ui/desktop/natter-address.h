/* natter-address.h: what an address “natter:new?text=…” asks for. Functions only, pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the text of an address; what is longer is left alone. */
#define NATTER_ADDRESS_MAX_TEXT (32 * 1024)

gboolean natter_address_read (const char  *uri,
                              char       **text);

G_END_DECLS
