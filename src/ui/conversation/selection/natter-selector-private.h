/* natter-selector-private.h: what the selector's files share: the pointer's, the keyboard's, and
 * the menu's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-place-finder.h"
#include "natter-selector.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_UNIT_CHARACTER,
  NATTER_UNIT_WORD,
  NATTER_UNIT_BLOCK,
} NatterUnit;

struct _NatterSelector
{
  GObject             parent_instance;

  GtkScrolledWindow  *scroller;    /* not owned: it owns the list, and the view that owns us */
  GtkListView        *list;        /* nor this */
  NatterSelection    *selection;

  /* natter-selector.c */
  NatterUnit          unit;
  NatterPoint         unit_start;  /* of what was pressed: it stays selected as a whole */
  NatterPoint         unit_end;
  gboolean            is_dragging;
  double              x;           /* of the pointer, in the scroller */
  double              y;
  guint               tick_id;     /* while the list scrolls under the pointer */
  gint64              tick_time;

  /* natter-selector-menu.c */
  GSimpleActionGroup *actions;
  GtkWidget          *menu;        /* or NULL */
  char               *link;        /* of the menu: where it leads, or NULL */
};

void natter_selector_publish     (NatterSelector *self);
void natter_selector_copy        (NatterSelector *self,
                                  gboolean        as_markdown);
void natter_selector_select_more (NatterSelector *self);

void natter_selector_add_keys    (NatterSelector *self);
void natter_selector_add_menu    (NatterSelector *self);
void natter_selector_remove_menu (NatterSelector *self);

G_END_DECLS
