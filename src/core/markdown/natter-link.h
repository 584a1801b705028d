/* natter-link.h: which link targets may be opened. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean natter_link_is_allowed (const char *target);
gboolean natter_link_find       (const char *text,
                                 gsize       length,
                                 gsize      *offset,
                                 gsize      *end);

G_END_DECLS
