/* natter-selector.c: selecting in a transcript with the pointer: a press and a drag from any text
 * to any other, by characters, words or blocks, while the list scrolls under it. What is pressed
 * but no text, as a link or a button, stays what it is until it is dragged. Owned by the view; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-selector.h"

#include <math.h>

#include "natter-selection-text.h"
#include "natter-selector-private.h"
#include "natter-text-link.h"
#include "natter-text-step.h"

#define EDGE       24.0   /* pixels at the upper and lower edge where a drag scrolls */
#define MAX_BEYOND 200.0  /* pixels beyond which it scrolls no faster */
#define SPEED      14.0   /* pixels a second for each pixel into the edge */

G_DEFINE_FINAL_TYPE (NatterSelector, natter_selector, G_TYPE_OBJECT)

static gboolean
get_point (NatterSelector *self,
           NatterPoint    *point)
{
  graphene_point_t inside;

  return gtk_widget_compute_point (GTK_WIDGET (self->scroller), GTK_WIDGET (self->list),
                                   &GRAPHENE_POINT_INIT ((float) self->x, (float) self->y),
                                   &inside) &&
         natter_list_get_point (self->list, inside.x, inside.y, point);
}

/* The word or block around a place. */
static void
get_unit (NatterSelector    *self,
          const NatterPoint *point,
          NatterPoint       *start,
          NatterPoint       *end)
{
  g_autoptr(NatterRow) row = g_list_model_get_item (natter_selection_get_rows (self->selection),
                                                    point->position);
  gsize length = 0;
  const char *text = row ? natter_row_get_text (row, &length) : "";

  *start = *end = *point;
  if (self->unit == NATTER_UNIT_WORD)
    natter_text_word (text, length, point->offset, &start->offset, &end->offset);
  else if (self->unit == NATTER_UNIT_BLOCK)
    {
      start->offset = 0;
      end->offset = length;
    }
}

static void
press (NatterSelector    *self,
       const NatterPoint *point,
       NatterUnit         unit)
{
  self->unit = unit;
  get_unit (self, point, &self->unit_start, &self->unit_end);
  natter_selection_select (self->selection, &self->unit_start, &self->unit_end);
}

/* What was pressed first stays selected, whichever way the drag goes. */
static void
extend (NatterSelector *self)
{
  NatterPoint point;
  NatterPoint start;
  NatterPoint end;

  if (!get_point (self, &point))
    return;

  get_unit (self, &point, &start, &end);
  if (natter_point_compare (&start, &self->unit_start) < 0)
    natter_selection_select (self->selection, &self->unit_end, &start);
  else
    natter_selection_select (self->selection, &self->unit_start, &end);
}

static double
get_speed (NatterSelector *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self->scroller));

  if (self->y < EDGE)
    return -MIN (EDGE - self->y, MAX_BEYOND) * SPEED;
  if (self->y > height - EDGE)
    return MIN (self->y - (height - EDGE), MAX_BEYOND) * SPEED;

  return 0;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NatterSelector *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double) MIN (now - self->tick_time, G_TIME_SPAN_SECOND / 10) /
                   G_TIME_SPAN_SECOND;

  self->tick_time = now;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                        get_speed (self) * seconds);
  extend (self);

  return G_SOURCE_CONTINUE;
}

static void
set_scrolling (NatterSelector *self,
               gboolean        scrolling)
{
  GtkWidget *widget = GTK_WIDGET (self->scroller);

  if (scrolling == (self->tick_id != 0))
    return;

  if (scrolling)
    {
      self->tick_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget));
      self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, self, NULL);
    }
  else
    {
      gtk_widget_remove_tick_callback (widget, self->tick_id);
      self->tick_id = 0;
    }
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device =
    gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* Whether a press there is meant for something else than the text. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SCROLLBAR (widget) ||
         GTK_IS_TEXT_VIEW (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_POPOVER (widget);
}

/* What is at a place in the scroller: a text (TRUE, in *markable), or not. */
static gboolean
pick (NatterSelector  *self,
      double           x,
      double           y,
      NatterMarkable **markable,
      gboolean        *is_link)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->scroller), x, y, GTK_PICK_DEFAULT);

  *markable = NULL;
  *is_link = FALSE;
  for (; widget && widget != GTK_WIDGET (self->list); widget = gtk_widget_get_parent (widget))
    {
      if (is_control (widget))
        return FALSE;
      if (NATTER_IS_TEXT_LINK (widget))
        *is_link = TRUE;
      if (NATTER_IS_MARKABLE (widget))
        *markable = NATTER_MARKABLE (widget);
    }

  return widget != NULL;
}

/* The keys go to the text from now on. */
static void
focus_text (NatterSelector *self)
{
  NatterPoint anchor;
  NatterPoint focus;
  NatterMarkable *markable = NULL;

  if (natter_selection_get_ends (self->selection, &anchor, &focus))
    markable = natter_list_get_markable (self->list, focus.position);
  if (markable)
    gtk_widget_grab_focus (GTK_WIDGET (markable));
}

static void
pressed_cb (NatterSelector  *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  NatterMarkable *markable = NULL;
  gboolean is_link = FALSE;
  NatterPoint anchor;
  NatterPoint focus;
  NatterPoint point;

  self->x = x;
  self->y = y;
  if (is_touch (GTK_GESTURE (gesture)) || !pick (self, x, y, &markable, &is_link) ||
      !get_point (self, &point))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  if ((state & GDK_SHIFT_MASK) && natter_selection_get_ends (self->selection, &anchor, &focus))
    {
      self->unit = NATTER_UNIT_CHARACTER;
      self->unit_start = self->unit_end = anchor;
      extend (self);
    }
  else
    press (self, &point, n_press == 1   ? NATTER_UNIT_CHARACTER
                         : n_press == 2 ? NATTER_UNIT_WORD
                                        : NATTER_UNIT_BLOCK);

  if (is_link)
    return;

  focus_text (self);
  if (markable)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (NatterSelector *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  double x = 0;
  double y = 0;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (!self->is_dragging &&
      !gtk_drag_check_threshold (GTK_WIDGET (self->scroller), (int) x, (int) y, (int) (x + dx),
                                 (int) (y + dy)))
    return;

  if (!self->is_dragging)
    focus_text (self);
  self->is_dragging = TRUE;
  self->x = x + dx;
  self->y = y + dy;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  extend (self);
  set_scrolling (self, fabs (get_speed (self)) > 0);
}

static void
drag_end_cb (NatterSelector *self)
{
  self->is_dragging = FALSE;
  set_scrolling (self, FALSE);
  natter_selector_publish (self);
}

static void
add_pointer (NatterSelector *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkWidget *scroller = GTK_WIDGET (self->scroller);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (scroller, GTK_EVENT_CONTROLLER (click));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (scroller, GTK_EVENT_CONTROLLER (drag));

  gtk_gesture_group (drag, click);
}

static void
natter_selector_dispose (GObject *object)
{
  NatterSelector *self = NATTER_SELECTOR (object);

  if (self->tick_id != 0)
    set_scrolling (self, FALSE);
  natter_selector_remove_menu (self);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (natter_selector_parent_class)->dispose (object);
}

static void
natter_selector_class_init (NatterSelectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_selector_dispose;
}

static void
natter_selector_init (NatterSelector *self)
{
}

/**
 * natter_selector_new:
 * @scroller: the scrolled window of the list; outlives the selector
 * @list: a list of #NatterRowWidget, each with its item; outlives the selector
 * @selection: of the list's rows
 *
 * Returns: (transfer full): what changes @selection as people press, drag and type
 */
NatterSelector *
natter_selector_new (GtkScrolledWindow *scroller,
                     GtkListView       *list,
                     NatterSelection   *selection)
{
  NatterSelector *self = g_object_new (NATTER_TYPE_SELECTOR, NULL);

  self->scroller = scroller;
  self->list = list;
  self->selection = g_object_ref (selection);
  add_pointer (self);
  natter_selector_add_menu (self);
  natter_selector_add_keys (self);

  return self;
}

/**
 * natter_selector_publish:
 *
 * What is selected can be pasted with the middle button.
 */
void
natter_selector_publish (NatterSelector *self)
{
  g_autofree char *text = NULL;

  if (natter_selection_is_empty (self->selection))
    return;

  text = natter_selection_dup_text (self->selection);
  gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self->list)), text);
}
