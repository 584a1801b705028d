/* natter-selector-keys.c: selecting in a transcript with the keyboard. The keys are the list's:
 * they come from whichever text has the focus. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-row-widget.h"
#include "natter-selector-private.h"
#include "natter-text-step.h"

static NatterRow *
dup_row (NatterSelector *self,
         guint           position)
{
  return g_list_model_get_item (natter_selection_get_rows (self->selection), position);
}

static gboolean
has_text (NatterRow *row)
{
  gsize length = 0;

  natter_row_get_text (row, &length);

  return length > 0 && natter_row_get_kind (row) != NATTER_ROW_REASONING;
}

/* The next row with words; FALSE at the transcript's end. */
static gboolean
step_row (NatterSelector *self,
          int             direction,
          NatterPoint    *point)
{
  guint n_rows = g_list_model_get_n_items (natter_selection_get_rows (self->selection));

  for (gint64 i = (gint64) point->position + direction; i >= 0 && i < n_rows; i += direction)
    {
      g_autoptr(NatterRow) row = dup_row (self, (guint) i);

      if (!has_text (row))
        continue;

      point->position = (guint) i;
      point->offset = direction > 0 ? 0 : G_MAXSIZE;
      return TRUE;
    }

  return FALSE;
}

/* The row whose text has the focus. */
static gboolean
get_focused (NatterSelector *self,
             NatterPoint    *point)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->list));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *widget = NULL;

  if (!focus || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return FALSE;

  widget = gtk_widget_get_ancestor (focus, NATTER_TYPE_ROW_WIDGET);
  if (!widget)
    return FALSE;

  point->position = natter_row_widget_get_position (NATTER_ROW_WIDGET (widget));
  point->offset = 0;

  return point->position != GTK_INVALID_LIST_POSITION;
}

/* Where a selection goes on from. One that is empty begins where the focus is, should it have gone
 * elsewhere since. */
static gboolean
get_ends (NatterSelector *self,
          NatterPoint    *anchor,
          NatterPoint    *focus)
{
  NatterPoint focused;
  gboolean has_ends = natter_selection_get_ends (self->selection, anchor, focus);

  if (has_ends && !natter_selection_is_empty (self->selection))
    return TRUE;
  if (!get_focused (self, &focused))
    return has_ends;
  if (!has_ends || focused.position != focus->position)
    *anchor = *focus = focused;

  return TRUE;
}

static void
scroll_into_view (NatterSelector    *self,
                  const NatterPoint *point)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self->list));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  graphene_rect_t rect;

  if (!natter_list_get_rect (self->list, point, &rect))
    {
      gtk_list_view_scroll_to (self->list, point->position, GTK_LIST_SCROLL_NONE, NULL);
      return;
    }

  if (rect.origin.y < 0)
    gtk_adjustment_set_value (adjustment, value + rect.origin.y);
  else if (rect.origin.y + rect.size.height > height)
    gtk_adjustment_set_value (adjustment, value + rect.origin.y + rect.size.height - height);
}

static void
extend_to (NatterSelector    *self,
           const NatterPoint *anchor,
           const NatterPoint *focus)
{
  NatterPoint clamped_anchor;
  NatterPoint clamped_focus;

  natter_selection_select (self->selection, anchor, focus);
  if (natter_selection_get_ends (self->selection, &clamped_anchor, &clamped_focus))
    scroll_into_view (self, &clamped_focus);
  natter_selector_publish (self);
}

static void
step_along (NatterSelector *self,
            NatterStep      step,
            int             direction)
{
  NatterPoint anchor;
  NatterPoint focus;
  g_autoptr(NatterRow) row = NULL;
  gsize length = 0;
  const char *text = NULL;

  if (!get_ends (self, &anchor, &focus))
    return;

  row = dup_row (self, focus.position);
  text = natter_row_get_text (row, &length);
  if (!natter_text_step (text, length, step, direction, &focus.offset))
    step_row (self, direction, &focus);
  extend_to (self, &anchor, &focus);
}

/* Left and right are what they are on the page: the text's own direction decides. */
static void
step_sideways (NatterSelector *self,
               NatterStep      step,
               int             direction)
{
  NatterPoint anchor;
  NatterPoint focus;
  g_autoptr(NatterRow) row = NULL;
  gsize length = 0;
  const char *text = NULL;

  if (!get_ends (self, &anchor, &focus))
    return;

  row = dup_row (self, focus.position);
  text = natter_row_get_text (row, &length);
  step_along (self, step, natter_text_is_rtl (text, length) ? -direction : direction);
}

static void
step_line (NatterSelector *self,
           int             direction)
{
  NatterPoint anchor;
  NatterPoint focus;
  NatterPoint target;
  graphene_rect_t rect;
  double y = 0;

  if (!get_ends (self, &anchor, &focus))
    return;

  target = focus;
  if (natter_list_get_rect (self->list, &focus, &rect))
    {
      y = direction > 0 ? rect.origin.y + 1.5 * rect.size.height
                        : rect.origin.y - 0.5 * rect.size.height;
      if (!natter_list_get_point (self->list, rect.origin.x, y, &target))
        target = focus;
    }
  /* Between two blocks the nearest place may be the one that it comes from. */
  if (natter_point_compare (&target, &focus) * direction <= 0)
    {
      target = focus;
      if (!step_row (self, direction, &target))
        target.offset = direction > 0 ? G_MAXSIZE : 0;
    }
  extend_to (self, &anchor, &target);
}

static void
step_to_end (NatterSelector *self,
             gboolean        of_all,
             int             direction)
{
  NatterPoint anchor;
  NatterPoint focus;

  if (!get_ends (self, &anchor, &focus))
    return;

  while (of_all && step_row (self, direction, &focus))
    ;
  focus.offset = direction > 0 ? G_MAXSIZE : 0;
  extend_to (self, &anchor, &focus);
}

static gboolean
escape (NatterSelector *self)
{
  if (natter_selection_is_empty (self->selection))
    return GDK_EVENT_PROPAGATE;

  natter_selection_clear (self->selection);

  return GDK_EVENT_STOP;
}

/* Keys with Shift: they extend. */
static gboolean
extend_by_key (NatterSelector *self,
               guint           keyval,
               gboolean        control)
{
  NatterStep step = control ? NATTER_STEP_WORD : NATTER_STEP_CHARACTER;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      step_sideways (self, step, -1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      step_sideways (self, step, 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      step_line (self, -1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      step_line (self, 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      step_to_end (self, control, -1);
      return GDK_EVENT_STOP;

    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      step_to_end (self, control, 1);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (NatterSelector  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return GDK_EVENT_PROPAGATE;

  if (control && gdk_keyval_to_lower (keyval) == GDK_KEY_c &&
      !natter_selection_is_empty (self->selection))
    {
      natter_selector_copy (self, shift);
      return GDK_EVENT_STOP;
    }
  if (control && keyval == GDK_KEY_Insert && !natter_selection_is_empty (self->selection))
    {
      natter_selector_copy (self, FALSE);
      return GDK_EVENT_STOP;
    }
  if (control && !shift && keyval == GDK_KEY_a)
    {
      natter_selector_select_more (self);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape)
    return escape (self);

  return shift ? extend_by_key (self, keyval, control) : GDK_EVENT_PROPAGATE;
}

void
natter_selector_add_keys (NatterSelector *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* Whether all of a range is selected already. */
static gboolean
is_selected (NatterSelector    *self,
             const NatterPoint *start,
             const NatterPoint *end)
{
  NatterPoint anchor;
  NatterPoint focus;

  return natter_selection_get_ends (self->selection, &anchor, &focus) &&
         natter_point_compare (&anchor, start) <= 0 && natter_point_compare (&focus, end) >= 0;
}

/**
 * natter_selector_select_more:
 *
 * Selects the message that the selection or the focus is in; if it is already, the conversation.
 */
void
natter_selector_select_more (NatterSelector *self)
{
  NatterPoint anchor;
  NatterPoint focus;
  NatterPoint start;
  NatterPoint end;

  if (!get_ends (self, &anchor, &focus) ||
      !natter_selection_get_message (self->selection, focus.position, &start, &end))
    return;

  if (is_selected (self, &start, &end))
    {
      while (step_row (self, -1, &start))
        ;
      while (step_row (self, 1, &end))
        ;
      start.offset = 0;
      end.offset = G_MAXSIZE;
    }
  natter_selection_select (self->selection, &start, &end);
  natter_selector_publish (self);
}
