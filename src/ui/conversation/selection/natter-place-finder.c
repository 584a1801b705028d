/* natter-place-finder.c: which place of a transcript is where in its list, as far as it can be
 * seen: the list's mapped children are its rows in sight. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-place-finder.h"

#include <math.h>

#include "natter-row-widget.h"

/* The widget of a row that has a text and can be seen, for a child of the list. */
static NatterRowWidget *
get_shown (GtkWidget *child)
{
  GtkWidget *widget = gtk_widget_get_first_child (child);

  if (!NATTER_IS_ROW_WIDGET (widget) || !gtk_widget_get_mapped (widget) ||
      !natter_row_widget_get_markable (NATTER_ROW_WIDGET (widget)))
    return NULL;

  return NATTER_ROW_WIDGET (widget);
}

static double
get_distance (const graphene_rect_t *bounds,
              double                 y)
{
  if (y < bounds->origin.y)
    return bounds->origin.y - y;

  return fmax (y - (bounds->origin.y + bounds->size.height), 0);
}

static NatterRowWidget *
find_nearest (GtkListView *list,
              double       y)
{
  NatterRowWidget *nearest = NULL;
  double nearest_distance = G_MAXDOUBLE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      NatterRowWidget *widget = get_shown (child);
      graphene_rect_t bounds;

      if (!widget || !gtk_widget_compute_bounds (child, GTK_WIDGET (list), &bounds) ||
          get_distance (&bounds, y) >= nearest_distance)
        continue;

      nearest = widget;
      nearest_distance = get_distance (&bounds, y);
    }

  return nearest;
}

/**
 * natter_list_get_markable:
 * @list: a list of #NatterRowWidget
 * @position: of a row
 *
 * Returns: (transfer none) (nullable): what shows the row's text, while it can be seen
 */
NatterMarkable *
natter_list_get_markable (GtkListView *list,
                          guint        position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      NatterRowWidget *widget = get_shown (child);

      if (widget && natter_row_widget_get_position (widget) == position)
        return natter_row_widget_get_markable (widget);
    }

  return NULL;
}

/**
 * natter_list_get_point:
 * @list: a list of #NatterRowWidget
 * @x: in the list; may be outside of it
 * @y: as @x
 * @point: (out): the place that is nearest
 *
 * Returns: whether any text can be seen
 */
gboolean
natter_list_get_point (GtkListView *list,
                       double       x,
                       double       y,
                       NatterPoint *point)
{
  NatterRowWidget *widget = find_nearest (list, y);
  NatterMarkable *markable = widget ? natter_row_widget_get_markable (widget) : NULL;
  graphene_point_t inside;

  if (!markable || !gtk_widget_compute_point (GTK_WIDGET (list), GTK_WIDGET (markable),
                                              &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                              &inside))
    return FALSE;

  point->position = natter_row_widget_get_position (widget);
  point->offset = natter_markable_get_offset_at (markable, inside.x, inside.y);

  return TRUE;
}

/**
 * natter_list_get_rect:
 * @list: a list of #NatterRowWidget
 * @point: a place
 * @rect: (out caller-allocates): where a caret there would stand
 *
 * Returns: whether it can be seen
 */
gboolean
natter_list_get_rect (GtkListView       *list,
                      const NatterPoint *point,
                      graphene_rect_t   *rect)
{
  NatterMarkable *markable = natter_list_get_markable (list, point->position);
  graphene_point_t origin;

  if (!markable || !natter_markable_get_rect_at (markable, point->offset, rect) ||
      !gtk_widget_compute_point (GTK_WIDGET (markable), GTK_WIDGET (list), &rect->origin, &origin))
    return FALSE;

  rect->origin = origin;

  return TRUE;
}
