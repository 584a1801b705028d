/* natter-selection.h: what is selected of a transcript, from one place to another. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-row.h"

G_BEGIN_DECLS

/* A place in the transcript: a row of the list and bytes of its text. */
typedef struct
{
  guint position;
  gsize offset;
} NatterPoint;

#define NATTER_TYPE_SELECTION (natter_selection_get_type ())
G_DECLARE_FINAL_TYPE (NatterSelection, natter_selection, NATTER, SELECTION, GObject)

/* signal "changed": another part is selected */
NatterSelection *natter_selection_new          (void);
void             natter_selection_set_rows     (NatterSelection   *self,
                                                GListModel        *rows);
GListModel      *natter_selection_get_rows     (NatterSelection   *self);
void             natter_selection_select       (NatterSelection   *self,
                                                const NatterPoint *anchor,
                                                const NatterPoint *focus);
void             natter_selection_clear        (NatterSelection   *self);
gboolean         natter_selection_is_empty     (NatterSelection   *self);
gboolean         natter_selection_get_ends     (NatterSelection   *self,
                                                NatterPoint       *anchor,
                                                NatterPoint       *focus);
gboolean         natter_selection_get_range    (NatterSelection   *self,
                                                guint              position,
                                                gsize             *start,
                                                gsize             *end);
gboolean         natter_selection_get_message  (NatterSelection   *self,
                                                guint              position,
                                                NatterPoint       *start,
                                                NatterPoint       *end);

int              natter_point_compare          (const NatterPoint *one,
                                                const NatterPoint *other);

G_END_DECLS
