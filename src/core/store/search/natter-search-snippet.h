/* natter-search-snippet.h: the lines around what was found. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-match.h"

G_BEGIN_DECLS

char *natter_search_snippet_new (const char *text,
                                 gsize       length,
                                 GArray     *matches,
                                 GArray     *places);

G_END_DECLS
