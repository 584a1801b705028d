/* natter-search-substring.h: letters as typed, to be found wherever they stand. Immutable, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-match.h"

G_BEGIN_DECLS

typedef struct _NatterSearchSubstring NatterSearchSubstring;

NatterSearchSubstring *natter_search_substring_new   (const char                  *letters);
void                   natter_search_substring_free  (NatterSearchSubstring       *self);
GArray                *natter_search_substring_find  (const NatterSearchSubstring *self,
                                                      const char                  *text,
                                                      gsize                        length);
guint                  natter_search_substring_count (const NatterSearchSubstring *self,
                                                      const char                  *text,
                                                      gsize                        length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchSubstring, natter_search_substring_free)

G_END_DECLS
