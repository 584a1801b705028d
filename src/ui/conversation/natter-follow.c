/* natter-follow.c: keeps a list at its end while its reader is there, and leaves a reader who
 * scrolled up alone. Owned by the view of the scrolled window; main thread only.
 *
 * The position is written in the frame clock's layout phase, after GTK's own layout: GDK repeats
 * that phase before it paints, so every painted frame is exact. Written earlier, GtkListView's
 * anchor goes stale; written in an idle, the view lags a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-follow.h"

/* Pixels from the end that still count as the end. A wide zone would catch a reader. */
#define EPSILON 2.0

struct _NatterFollow
{
  GObject            parent_instance;

  GtkScrolledWindow *scroller;      /* not owned: it owns the widget that owns us */
  GtkAdjustment     *adjustment;
  GdkFrameClock     *clock;
  gulong             layout_id;
  gboolean           following;
  gboolean           dirty;         /* the end moved since the last layout */
  gboolean           laying_out;    /* GTK is measuring: it moves the position on its own account */
  gboolean           moving;        /* the position is being written by us */
  gboolean           held;          /* somebody else moves the position */
};

G_DEFINE_FINAL_TYPE (NatterFollow, natter_follow, G_TYPE_OBJECT)

typedef enum
{
  PROP_FOLLOWING = 1,
} NatterFollowProps;

static GParamSpec *properties[PROP_FOLLOWING + 1];

static double
get_end (NatterFollow *self)
{
  return gtk_adjustment_get_upper (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);
}

static void
set_following (NatterFollow *self,
               gboolean      following)
{
  if (self->following == following)
    return;

  self->following = following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
}

/* Sizes change only in a layout, and a list view that learns the height of a row moves the position
 * with it. A person scrolls between layouts. */
static void
adjustment_changed_cb (NatterFollow *self)
{
  self->dirty = TRUE;
  self->laying_out = TRUE;
}

static void
adjustment_value_changed_cb (NatterFollow *self)
{
  if (self->moving || self->laying_out || self->held)
    return;

  set_following (self, gtk_adjustment_get_value (self->adjustment) >= get_end (self) - EPSILON);
}

static void
move_to_end (NatterFollow *self)
{
  /* A running kinetic scroll would swallow the new position. */
  gboolean kinetic = gtk_scrolled_window_get_kinetic_scrolling (self->scroller);

  self->moving = TRUE;
  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, FALSE);
  gtk_adjustment_set_value (self->adjustment, get_end (self));
  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, kinetic);
  self->moving = FALSE;
}

static void
clock_layout_cb (NatterFollow *self)
{
  /* Behind another page nothing was laid out. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->scroller)))
    return;

  self->laying_out = FALSE;
  if (!self->dirty)
    return;

  self->dirty = FALSE;
  if (self->following && get_end (self) > gtk_adjustment_get_value (self->adjustment))
    move_to_end (self);
}

static void
realize_cb (NatterFollow *self)
{
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (self->scroller)));
  self->layout_id = g_signal_connect_data (self->clock, "layout", G_CALLBACK (clock_layout_cb),
                                           self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
unrealize_cb (NatterFollow *self)
{
  if (self->clock)
    g_clear_signal_handler (&self->layout_id, self->clock);
  g_clear_object (&self->clock);
}

/* Upward intent lets go at once, before the position has changed. */
static gboolean
scroll_cb (NatterFollow *self,
           double        dx,
           double        dy)
{
  if (dy < 0 && gtk_adjustment_get_value (self->adjustment) > 0)
    set_following (self, FALSE);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (NatterFollow    *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  switch (keyval)
    {
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (gtk_adjustment_get_value (self->adjustment) > 0)
        set_following (self, FALSE);
      break;

    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
add_controllers (NatterFollow *self)
{
  GtkEventController *scroll = NULL;
  GtkEventController *key = NULL;

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), scroll);

  key = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), key);
}

static void
natter_follow_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  NatterFollow *self = NATTER_FOLLOW (object);

  switch ((NatterFollowProps) prop_id)
    {
    case PROP_FOLLOWING:
      g_value_set_boolean (value, self->following);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_follow_dispose (GObject *object)
{
  NatterFollow *self = NATTER_FOLLOW (object);

  unrealize_cb (self);

  G_OBJECT_CLASS (natter_follow_parent_class)->dispose (object);
}

static void
natter_follow_class_init (NatterFollowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_follow_get_property;
  object_class->dispose = natter_follow_dispose;

  properties[PROP_FOLLOWING] =
    g_param_spec_boolean ("following", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_follow_init (NatterFollow *self)
{
  self->following = TRUE;
}

/**
 * natter_follow_new:
 * @scroller: a scrolled window that lives as long as the follower
 *
 * Returns: (transfer full): a follower, at the end
 */
NatterFollow *
natter_follow_new (GtkScrolledWindow *scroller)
{
  NatterFollow *self = g_object_new (NATTER_TYPE_FOLLOW, NULL);

  self->scroller = scroller;
  self->adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (adjustment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed",
                           G_CALLBACK (adjustment_value_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroller, "realize", G_CALLBACK (realize_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (scroller, "unrealize", G_CALLBACK (unrealize_cb), self,
                           G_CONNECT_SWAPPED);
  add_controllers (self);

  return self;
}

/**
 * natter_follow_get_following:
 *
 * Returns: whether the view stays at the end when it grows
 */
gboolean
natter_follow_get_following (NatterFollow *self)
{
  g_return_val_if_fail (NATTER_IS_FOLLOW (self), FALSE);

  return self->following;
}

/**
 * natter_follow_jump:
 *
 * Goes to the end and stays there.
 */
void
natter_follow_jump (NatterFollow *self)
{
  g_return_if_fail (NATTER_IS_FOLLOW (self));

  self->held = FALSE;
  set_following (self, TRUE);
  self->dirty = TRUE;
  /* A list of the same size as the one before it moves the position, and nothing tells of that. */
  self->laying_out = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self->scroller));
}

/**
 * natter_follow_hold:
 *
 * Leaves the position to somebody else until natter_follow_release().
 */
void
natter_follow_hold (NatterFollow *self)
{
  g_return_if_fail (NATTER_IS_FOLLOW (self));

  self->held = TRUE;
  set_following (self, FALSE);
}

/**
 * natter_follow_release:
 * @may_follow: whether to stay at the end if that is where the position is now
 */
void
natter_follow_release (NatterFollow *self,
                       gboolean      may_follow)
{
  g_return_if_fail (NATTER_IS_FOLLOW (self));

  self->held = FALSE;
  set_following (self, may_follow &&
                       gtk_adjustment_get_value (self->adjustment) >= get_end (self) - EPSILON);
}
