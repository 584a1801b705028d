/* natter-html-blocks.h: the blocks of a message as HTML. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void natter_html_append_escaped (GString    *out,
                                 const char *text,
                                 gssize      length);
void natter_html_append_blocks  (GString    *out,
                                 GPtrArray  *blocks);

G_END_DECLS
