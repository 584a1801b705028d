/* natter-search-result.h: one message, or one conversation by its title, that was found. Immutable,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-search-match.h"

G_BEGIN_DECLS

typedef struct
{
  const char        *conversation_id;
  const char        *title;       /* of the conversation */
  gboolean           archived;
  const char        *message_id;  /* NULL: the title was found */
  const char        *role;        /* "user", "assistant"; NULL with a title */
  gint64             time;        /* ms since 1970, UTC; with a title, of the last change */
  const char        *model;       /* or NULL */
  double             rank;        /* higher is better */
  const char        *snippet;     /* plain text in one line; the title itself with a title */
  NatterSearchMatch *matches;     /* in the snippet */
  gsize              n_matches;
  guint              n_found;     /* matches in all of the message or the title */
} NatterSearchResult;

#define NATTER_TYPE_SEARCH_RESULT (natter_search_result_get_type ())
GType               natter_search_result_get_type (void);
NatterSearchResult *natter_search_result_new      (const NatterSearchResult *values);
NatterSearchResult *natter_search_result_ref      (NatterSearchResult       *self);
void                natter_search_result_unref    (NatterSearchResult       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchResult, natter_search_result_unref)

G_END_DECLS
