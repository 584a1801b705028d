/* natter-place.c: the place in a list where its reader is, as a row and a part of its height, so
 * that it means the same in a window of another width. Owned by the view of the list; main thread
 * only.
 *
 * A list view only guesses how high the rows are that it has not shown: the first step brings the
 * row into sight, the next ones, when it is measured, to its place. They are made in the frame
 * clock's layout phase, after GTK's own layout, so that no frame shows a row on its way; few in one
 * frame, because GDK repeats that phase only four times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-place.h"

#include <math.h>

#include "natter-row-widget.h"

#define MAX_STEPS_A_FRAME 2
/* A row whose height never comes to rest must not hold its reader. */
#define MAX_FRAMES 30
/* Frames without a step: what is around the row is measured, too. */
#define SETTLED_FRAMES 2

struct _NatterPlace
{
  GObject            parent_instance;

  GtkScrolledWindow *scroller;   /* not owned: it owns the widget that owns us */
  GtkListView       *list;       /* nor this */
  GdkFrameClock     *clock;
  gulong             layout_id;
  guint              tick_id;    /* as long as a row is on its way */
  NatterRow         *row;        /* or NULL */
  double             row_part;
  double             view_part;
  double             offset;     /* pixels beside that part of the view */
  guint              n_steps;    /* in this frame */
  guint              n_frames;
  guint              n_settled;

  /* as the last layout left it, while no row is on its way */
  NatterRow         *seen;       /* the first whose upper edge is in sight, or that fills it */
  double             seen_part;  /* of its height, … */
  double             seen_y;     /* … and where that stands */
  int                width;
  int                height;
};

G_DEFINE_FINAL_TYPE (NatterPlace, natter_place, G_TYPE_OBJECT)

enum
{
  SIGNAL_ARRIVED,
  SIGNAL_RESIZED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The rows that are in sight are the list's mapped children; the rest has no place yet. */
static NatterRowWidget *
get_shown (GtkWidget *child)
{
  GtkWidget *widget = gtk_widget_get_first_child (child);

  if (!NATTER_IS_ROW_WIDGET (widget) || !gtk_widget_get_mapped (widget) ||
      !natter_row_widget_get_row (NATTER_ROW_WIDGET (widget)))
    return NULL;

  return NATTER_ROW_WIDGET (widget);
}

static gboolean
get_bounds (NatterPlace     *self,
            GtkWidget       *widget,
            graphene_rect_t *bounds)
{
  return gtk_widget_compute_bounds (widget, GTK_WIDGET (self->list), bounds);
}

static GtkWidget *
find_widget (NatterPlace *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      NatterRowWidget *widget = get_shown (child);

      if (widget && natter_row_widget_get_row (widget) == self->row)
        return child;
    }

  return NULL;
}

static gboolean
find_position (NatterPlace *self,
               guint       *position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint n_rows = model ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(NatterRow) row = g_list_model_get_item (model, i);

      if (row != self->row)
        continue;

      *position = i;
      return TRUE;
    }

  return FALSE;
}

static gboolean
scroll_by (NatterPlace *self,
           double       distance)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  /* A running kinetic scroll would swallow the new position. */
  gboolean kinetic = gtk_scrolled_window_get_kinetic_scrolling (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);

  /* Rows stand at whole pixels: half of one would be asked for again and again. */
  if (fabs (distance) <= 0.5)
    return FALSE;

  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, FALSE);
  gtk_adjustment_set_value (adjustment, value + round (distance));
  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, kinetic);

  return fabs (gtk_adjustment_get_value (adjustment) - value) >= 1;
}

/* A view that is not shown has no height to go by: it waits. */
static gboolean
is_laid_out (NatterPlace *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self->list)) &&
         gtk_widget_get_height (GTK_WIDGET (self->list)) > 0;
}

/* Where the reader is, should all rows get other heights with the next layout. */
static void
remember (NatterPlace *self)
{
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self->list));
  NatterRow *seen = NULL;
  float y = height;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      NatterRowWidget *widget = get_shown (child);
      graphene_rect_t bounds;

      if (!widget || !get_bounds (self, child, &bounds) || bounds.size.height < 1 ||
          bounds.origin.y < 0 || bounds.origin.y >= y)
        continue;

      seen = natter_row_widget_get_row (widget);
      y = bounds.origin.y;
    }

  self->seen_part = 0;
  self->seen_y = y;
  if (!seen)
    {
      seen = natter_place_get_top (self, &self->seen_part);
      self->seen_y = 0;
    }
  g_set_object (&self->seen, seen);
  self->width = gtk_widget_get_width (GTK_WIDGET (self->list));
  self->height = (int) height;
}

static void
arrive (NatterPlace *self)
{
  natter_place_stop (self);
  remember (self);
  g_signal_emit (self, signals[SIGNAL_ARRIVED], 0);
}

/* Returns whether something moved. */
static gboolean
step (NatterPlace *self)
{
  GtkWidget *widget = find_widget (self);
  graphene_rect_t bounds;
  guint position = 0;

  if (widget && get_bounds (self, widget, &bounds))
    {
      double wanted = self->view_part * gtk_widget_get_height (GTK_WIDGET (self->list)) +
                      self->offset - self->row_part * bounds.size.height;

      return scroll_by (self, bounds.origin.y - wanted);
    }

  if (!find_position (self, &position))
    {
      arrive (self);
      return FALSE;
    }

  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);

  return TRUE;
}

static gboolean
is_resized (NatterPlace *self)
{
  return self->seen && (self->width != gtk_widget_get_width (GTK_WIDGET (self->list)) ||
                        self->height != gtk_widget_get_height (GTK_WIDGET (self->list)));
}

static void
clock_layout_cb (NatterPlace *self)
{
  if (!is_laid_out (self))
    return;

  if (!self->row && is_resized (self))
    g_signal_emit (self, signals[SIGNAL_RESIZED], 0);
  if (!self->row)
    {
      remember (self);
      return;
    }
  if (self->n_steps >= MAX_STEPS_A_FRAME || !step (self))
    return;

  self->n_steps++;
  self->n_settled = 0;
}

/* Whoever scrolls has a place of their own in mind. */
static gboolean
scroll_cb (NatterPlace *self)
{
  if (self->row)
    arrive (self);

  return GDK_EVENT_PROPAGATE;
}

/* Between the layouts of one frame and the next. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NatterPlace *self = data;

  if (is_laid_out (self))
    {
      self->n_frames++;
      self->n_settled++;
    }
  if (self->n_settled > SETTLED_FRAMES || self->n_frames > MAX_FRAMES)
    {
      self->tick_id = 0;
      arrive (self);
      return G_SOURCE_REMOVE;
    }

  self->n_steps = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self->list));

  return G_SOURCE_CONTINUE;
}

static void
realize_cb (NatterPlace *self)
{
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (self->scroller)));
  self->layout_id = g_signal_connect_data (self->clock, "layout", G_CALLBACK (clock_layout_cb),
                                           self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
unrealize_cb (NatterPlace *self)
{
  if (self->clock)
    g_clear_signal_handler (&self->layout_id, self->clock);
  g_clear_object (&self->clock);
}

static void
natter_place_dispose (GObject *object)
{
  NatterPlace *self = NATTER_PLACE (object);

  natter_place_stop (self);
  unrealize_cb (self);
  g_clear_object (&self->seen);

  G_OBJECT_CLASS (natter_place_parent_class)->dispose (object);
}

static void
natter_place_class_init (NatterPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_place_dispose;

  /**
   * NatterPlace::arrived:
   *
   * The row stands where it should, or as near as the list's ends allow.
   */
  signals[SIGNAL_ARRIVED] =
    g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterPlace::resized:
   *
   * The list has another size than when its reader last saw it, in this very layout:
   * natter_place_stay() is in time.
   */
  signals[SIGNAL_RESIZED] =
    g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_place_init (NatterPlace *self)
{
}

/**
 * natter_place_new:
 * @scroller: a scrolled window that lives as long as the place and is not realized yet
 * @list: what it scrolls: a list of #NatterRow in a #NatterRowWidget each
 *
 * Returns: (transfer full): a place
 */
NatterPlace *
natter_place_new (GtkScrolledWindow *scroller,
                  GtkListView       *list)
{
  NatterPlace *self = g_object_new (NATTER_TYPE_PLACE, NULL);
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->scroller = scroller;
  self->list = list;
  g_signal_connect_object (scroller, "realize", G_CALLBACK (realize_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (scroller, "unrealize", G_CALLBACK (unrealize_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (scroller), scroll);

  return self;
}

/**
 * natter_place_go:
 * @row: a row of the list
 * @row_part: a point in the row, as a part of its height
 * @view_part: where that point is to stand, as a part of the view's height
 *
 * Goes there with the next frame that is laid out; "arrived" tells when it is done.
 */
void
natter_place_go (NatterPlace *self,
                 NatterRow   *row,
                 double       row_part,
                 double       view_part)
{
  g_return_if_fail (NATTER_IS_PLACE (self));
  g_return_if_fail (NATTER_IS_ROW (row));

  g_set_object (&self->row, row);
  self->row_part = row_part;
  self->view_part = view_part;
  self->offset = 0;
  self->n_steps = self->n_frames = self->n_settled = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->scroller), tick_cb, self, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self->list));
}

/**
 * natter_place_stay:
 *
 * Keeps what was seen where it stands while the rows get other heights: the first row whose upper
 * edge is in sight, or a point of the one that fills the view.
 *
 * Returns: whether there was anything to see; "arrived" tells when it is done
 */
gboolean
natter_place_stay (NatterPlace *self)
{
  g_return_val_if_fail (NATTER_IS_PLACE (self), FALSE);

  if (!self->seen)
    return FALSE;

  natter_place_go (self, self->seen, self->seen_part, 0);
  self->offset = self->seen_y;

  return TRUE;
}

/**
 * natter_place_stop:
 *
 * Stays where the list is now.
 */
void
natter_place_stop (NatterPlace *self)
{
  g_return_if_fail (NATTER_IS_PLACE (self));

  g_clear_object (&self->row);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->scroller), self->tick_id);
  self->tick_id = 0;
}

gboolean
natter_place_is_moving (NatterPlace *self)
{
  g_return_val_if_fail (NATTER_IS_PLACE (self), FALSE);

  return self->row != NULL;
}

/**
 * natter_place_get_top:
 * @row_part: (out): how much of it is above the view's upper edge, as a part of its height
 *
 * Returns: (transfer none) (nullable): the first row that can be seen, if one can
 */
NatterRow *
natter_place_get_top (NatterPlace *self,
                      double      *row_part)
{
  NatterRow *top = NULL;
  float top_y = G_MAXFLOAT;

  g_return_val_if_fail (NATTER_IS_PLACE (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      NatterRowWidget *widget = get_shown (child);
      graphene_rect_t bounds;

      if (!widget || !get_bounds (self, child, &bounds) || bounds.size.height < 1 ||
          bounds.origin.y + bounds.size.height <= 0 || bounds.origin.y >= top_y)
        continue;

      top = natter_row_widget_get_row (widget);
      top_y = bounds.origin.y;
      *row_part = CLAMP (-bounds.origin.y / bounds.size.height, 0, 1);
    }

  return top;
}
