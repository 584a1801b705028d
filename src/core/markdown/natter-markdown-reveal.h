/* natter-markdown-reveal.h: hidden characters of a text become names that are seen. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-hidden.h"
#include "natter-markdown-table.h"

G_BEGIN_DECLS

gboolean natter_reveal_hidden (GString           *text,
                               GArray            *spans,
                               GArray            *cells,
                               gunichar           before,
                               NatterHiddenPlace  place);

G_END_DECLS
