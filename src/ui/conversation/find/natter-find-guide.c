/* natter-find-guide.c: leads the reader to what was found: brings its row into sight, unfolds what
 * it is folded in, and scrolls to the very words. Nothing moves while they can be seen. Owned by
 * the view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-find-guide.h"

#include <math.h>

#include "natter-place-finder.h"

/* Where the row goes, and the words of a row that is taller than the view, as a part of its
 * height. */
#define SHOWN_AT 0.3
#define MARGIN   12.0   /* pixels around the words that are to be seen, too */

struct _NatterFindGuide
{
  GObject            parent_instance;

  GtkScrolledWindow *scroller;   /* not owned: it is in the view that owns us */
  GtkListView       *list;       /* nor this */
  NatterPlace       *place;
  NatterFollow      *follow;
  NatterFind        *find;
  gboolean           is_leading;
};

G_DEFINE_FINAL_TYPE (NatterFindGuide, natter_find_guide, G_TYPE_OBJECT)

/* Tells how far the current place is out of sight; FALSE if its row is not shown, or it is folded
 * in. */
static gboolean
get_distance (NatterFindGuide *self,
              double          *distance)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self->scroller));
  NatterSearchMatch match;
  NatterPoint point;
  graphene_rect_t rect;
  graphene_rect_t seen;

  if (!natter_find_get_current (self->find, &point.position, &match))
    return FALSE;

  point.offset = match.start;
  if (!natter_list_get_rect (self->list, &point, &rect))
    return FALSE;

  graphene_rect_init (&seen, 0, MARGIN, 1, (float) (height - 2 * MARGIN));
  if (rect.origin.y >= seen.origin.y &&
      rect.origin.y + rect.size.height <= seen.origin.y + seen.size.height)
    *distance = 0;
  else
    *distance = rect.origin.y - SHOWN_AT * height;

  return TRUE;
}

static void
scroll_by (NatterFindGuide *self,
           double           distance)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (fabs (distance) >= 1)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + distance);
}

/* Brings the current place out of what it is folded in and into sight across; returns (transfer
 * full) its row if it was folded. */
static NatterRow *
unfold (NatterFindGuide *self)
{
  NatterSearchMatch match;
  NatterMarkable *markable = NULL;
  NatterPoint point;
  graphene_rect_t rect;
  gboolean was_folded = FALSE;

  if (!natter_find_get_current (self->find, &point.position, &match))
    return NULL;

  point.offset = match.start;
  markable = natter_list_get_markable (self->list, point.position);
  if (!markable)
    return NULL;

  was_folded = !natter_list_get_rect (self->list, &point, &rect);
  natter_markable_reveal (markable, match.start);
  if (!was_folded || !natter_list_get_rect (self->list, &point, &rect))
    return NULL;

  return g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)),
                                point.position);
}

static void
moved_cb (NatterFindGuide *self,
          NatterRow       *row)
{
  g_autoptr(NatterRow) unfolded = unfold (self);
  double distance = 0;

  /* While it is on its way elsewhere, what is in sight will not be; nor, maybe, when its row has
   * become taller. */
  if (!self->is_leading && !unfolded && get_distance (self, &distance) && fabs (distance) < 1)
    return;

  self->is_leading = TRUE;
  natter_follow_hold (self->follow);
  natter_place_go (self->place, row, 0, SHOWN_AT);
}

/* The row is here: now to the words in it. One that was unfolded has another height with the next
 * frame, and the list may put it elsewhere: it is gone to once more. */
static void
arrived_cb (NatterFindGuide *self)
{
  g_autoptr(NatterRow) row = self->is_leading ? unfold (self) : NULL;
  double distance = 0;

  if (row)
    {
      natter_place_go (self->place, row, 0, SHOWN_AT);
      return;
    }

  if (self->is_leading && get_distance (self, &distance))
    scroll_by (self, distance);
  self->is_leading = FALSE;
}

static void
natter_find_guide_dispose (GObject *object)
{
  NatterFindGuide *self = NATTER_FIND_GUIDE (object);

  g_clear_object (&self->place);
  g_clear_object (&self->follow);
  g_clear_object (&self->find);

  G_OBJECT_CLASS (natter_find_guide_parent_class)->dispose (object);
}

static void
natter_find_guide_class_init (NatterFindGuideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_find_guide_dispose;
}

static void
natter_find_guide_init (NatterFindGuide *self)
{
}

/**
 * natter_find_guide_new:
 * @scroller: the scrolled window of the list; outlives the guide
 * @list: a list of #NatterRowWidget; outlives the guide
 * @place: where its reader is
 * @follow: what keeps the list at its end, and is held meanwhile
 * @find: what is looked for
 *
 * Returns: (transfer full): what goes where @find has moved to
 */
NatterFindGuide *
natter_find_guide_new (GtkScrolledWindow *scroller,
                       GtkListView       *list,
                       NatterPlace       *place,
                       NatterFollow      *follow,
                       NatterFind        *find)
{
  NatterFindGuide *self = g_object_new (NATTER_TYPE_FIND_GUIDE, NULL);

  self->scroller = scroller;
  self->list = list;
  self->place = g_object_ref (place);
  self->follow = g_object_ref (follow);
  self->find = g_object_ref (find);
  g_signal_connect_object (find, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "arrived", G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);

  return self;
}
