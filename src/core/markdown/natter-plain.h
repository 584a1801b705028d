/* natter-plain.h: text as it was typed, in pieces no taller than a screen. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *natter_plain_parse (const char *text,
                               gsize       length,
                               gsize      *last);

G_END_DECLS
