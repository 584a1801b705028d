/* natter-search-folded.h: a text as natter_search_fold() makes it, with the way back to what was
 * written. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gunichar *chars;
  guint32  *at;        /* of each, where in the text that begins which it was made of; a last one,
                          the text's length */
  gsize     length;
  gsize     capacity;
} NatterSearchFolded;

NatterSearchFolded *natter_search_folded_new     (const char               *text,
                                                  gsize                     length);
void                natter_search_folded_free    (NatterSearchFolded       *self);
gsize               natter_search_folded_get_end (const NatterSearchFolded *self,
                                                  gsize                     last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchFolded, natter_search_folded_free)

G_END_DECLS
