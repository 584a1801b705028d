/* natter-search-query.h: what a person looks for, as typed. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_SEARCH_DEFAULT      = 0,
  NATTER_SEARCH_WITH_ARCHIVE = 1 << 0,
} NatterSearchFlags;

typedef enum
{
  NATTER_SEARCH_FROM_ME    = 1 << 0,
  NATTER_SEARCH_FROM_MODEL = 1 << 1,
} NatterSearchFrom;

typedef enum
{
  NATTER_SEARCH_HAS_IMAGE = 1 << 0,
  NATTER_SEARCH_HAS_CODE  = 1 << 1,
  NATTER_SEARCH_HAS_FILE  = 1 << 2,
} NatterSearchHas;

typedef struct
{
  NatterSearchFlags flags;
  GPtrArray        *terms;    /* of NatterSearchTerm: all of them are looked for */
  NatterSearchFrom  from;     /* 0: anybody */
  NatterSearchHas   has;      /* all of them */
  GPtrArray        *folders;  /* names as the index has them; any of them, none: anywhere */
  GPtrArray        *models;   /* parts of names; any of them, none: any model and no model */
  gint64            after;    /* milliseconds since 1970, UTC; this one and later ones */
  gint64            before;   /* earlier ones */
} NatterSearchQuery;

#define NATTER_TYPE_SEARCH_QUERY (natter_search_query_get_type ())
GType              natter_search_query_get_type (void);
NatterSearchQuery *natter_search_query_new      (const char              *text,
                                                 NatterSearchFlags        flags);
NatterSearchQuery *natter_search_query_new_at   (const char              *text,
                                                 NatterSearchFlags        flags,
                                                 GDateTime               *now);
NatterSearchQuery *natter_search_query_ref      (NatterSearchQuery       *self);
void               natter_search_query_unref    (NatterSearchQuery       *self);
gboolean           natter_search_query_is_empty (const NatterSearchQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearchQuery, natter_search_query_unref)

G_END_DECLS
