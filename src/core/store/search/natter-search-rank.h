/* natter-search-rank.h: what was found, while it is put in order. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64    key;
  char     *id;               /* NULL: the title was found */
  char     *conversation_id;
  char     *title;
  gboolean  archived;
  char     *role;
  gint64    time;
  char     *model;
  gsize     length;           /* of the text, in characters */
  guint    *counts;           /* of each term */
  double    rank;
} NatterSearchCandidate;

void natter_search_candidate_free (NatterSearchCandidate *self);
void natter_search_rank           (GPtrArray             *candidates,
                                   const double          *weights,
                                   guint                  n_terms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchCandidate, natter_search_candidate_free)

G_END_DECLS
