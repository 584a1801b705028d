/* natter-find.h: finds letters in a transcript, shown or not. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-row.h"
#include "natter-search-match.h"

G_BEGIN_DECLS

#define NATTER_TYPE_FIND (natter_find_get_type ())
G_DECLARE_FINAL_TYPE (NatterFind, natter_find, NATTER, FIND, GObject)

/* signal "letters": something else is looked for, or nothing
 * signal "changed": there are other places, or another of them is the current one
 * signal "moved": (NatterRow *row) go to it: the current place is there */
NatterFind *natter_find_new          (void);
void        natter_find_set_rows     (NatterFind        *self,
                                      GListModel        *rows);
void        natter_find_set_letters  (NatterFind        *self,
                                      const char        *letters,
                                      guint              from);
gboolean    natter_find_is_active    (NatterFind        *self);
void        natter_find_step         (NatterFind        *self,
                                      int                direction);
guint       natter_find_get_n_places (NatterFind        *self,
                                      gboolean          *is_complete);
guint       natter_find_get_index    (NatterFind        *self);
gboolean    natter_find_get_current  (NatterFind        *self,
                                      guint             *position,
                                      NatterSearchMatch *match);
GArray     *natter_find_look_in      (NatterFind        *self,
                                      const char        *text,
                                      gsize              length);

G_END_DECLS
