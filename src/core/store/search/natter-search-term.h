/* natter-search-term.h: one word or phrase that is looked for. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-folded.h"

G_BEGIN_DECLS

/* In the pattern: whatever stands between two words. */
#define NATTER_SEARCH_ANY_GAP 0

typedef struct
{
  gunichar *pattern;
  gsize     length;
  gboolean  begins_word;  /* it is not found in the midst of a word */
  gboolean  ends_word;
  gboolean  is_prefix;    /* its last word goes on as it likes */
} NatterSearchTerm;

NatterSearchTerm *natter_search_term_new   (const char               *text,
                                            gsize                     length,
                                            gboolean                  is_prefix);
void              natter_search_term_free  (NatterSearchTerm         *self);
gboolean          natter_search_term_equal (const NatterSearchTerm   *self,
                                            const NatterSearchTerm   *other);
gboolean          natter_search_term_find  (const NatterSearchTerm   *self,
                                            const NatterSearchFolded *folded,
                                            gsize                    *from,
                                            gsize                    *to);
guint             natter_search_term_count (const NatterSearchTerm   *self,
                                            const NatterSearchFolded *folded);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchTerm, natter_search_term_free)

G_END_DECLS
