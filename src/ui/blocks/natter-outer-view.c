/* natter-outer-view.c: which part of a tall widget can be seen in what it is scrolled by. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-outer-view.h"

static GtkWidget *
find_scrollable (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent;
       parent = gtk_widget_get_parent (parent))
    {
      if (GTK_IS_SCROLLABLE (parent) && gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (parent)))
        return parent;
    }

  return NULL;
}

/**
 * natter_outer_view_attach:
 * @widget: the widget, which is mapped
 *
 * From now on the widget is allocated anew in each frame in which it is scrolled: there it can ask
 * what is seen of it.
 */
void
natter_outer_view_attach (NatterOuterView *self,
                          GtkWidget       *widget)
{
  natter_outer_view_detach (self);

  self->widget = widget;
  self->scrollable = find_scrollable (widget);
  if (!self->scrollable)
    return;

  g_set_object (&self->adjustment,
                gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->scrollable)));
  g_signal_connect_object (self->adjustment, "value-changed",
                           G_CALLBACK (gtk_widget_queue_allocate), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed",
                           G_CALLBACK (gtk_widget_queue_allocate), widget, G_CONNECT_SWAPPED);
}

/**
 * natter_outer_view_detach:
 *
 * Lets go of everything; may be called at any time.
 */
void
natter_outer_view_detach (NatterOuterView *self)
{
  if (self->adjustment)
    g_signal_handlers_disconnect_by_func (self->adjustment, gtk_widget_queue_allocate,
                                          self->widget);
  g_clear_object (&self->adjustment);
  self->scrollable = NULL;
}

/**
 * natter_outer_view_get_visible:
 * @top: (out): where what can be seen begins, in pixels of the widget; may be outside of it
 * @bottom: (out): where it ends
 *
 * To be asked while the widget is allocated: its place is up to date then.
 *
 * Returns: %FALSE where nothing scrolls it
 */
gboolean
natter_outer_view_get_visible (const NatterOuterView *self,
                               double                *top,
                               double                *bottom)
{
  graphene_point_t origin;

  if (!self->scrollable ||
      !gtk_widget_compute_point (self->scrollable, self->widget, &GRAPHENE_POINT_INIT (0, 0),
                                 &origin))
    return FALSE;

  *top = origin.y;
  *bottom = origin.y + gtk_widget_get_height (self->scrollable);

  return TRUE;
}

/**
 * natter_outer_view_get_inner_height:
 * @content: what is in a scrolled window
 * @width: of that window, -1 for what the content would like
 *
 * GtkScrolledWindow (4.18) tells one height for all widths.
 *
 * Returns: the height at which nothing has to be scrolled up and down
 */
int
natter_outer_view_get_inner_height (GtkWidget *content,
                                    int        width)
{
  int minimum = 0;
  int height = 0;

  if (width >= 0)
    {
      gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      width = MAX (width, minimum);
    }
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height;
}
