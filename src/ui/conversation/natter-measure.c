/* natter-measure.c: how large the text of conversations is, and how wide its lines may be: as many
 * letters at any size. One for the program, which the application binds to the settings; it gives
 * the size to all messages as a style. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-measure.h"

#include <gtk/gtk.h>

#define NORMAL_ZOOM 100

/* A full width ends where the window does. */
#define FULL_WIDTH 100000

struct _NatterMeasure
{
  GObject          parent_instance;

  guint            zoom;
  NatterTextWidth  text_width;
  GtkCssProvider  *style;        /* NULL as long as nobody zooms */
};

G_DEFINE_FINAL_TYPE (NatterMeasure, natter_measure, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterTextWidth, natter_text_width,
                    G_DEFINE_ENUM_VALUE (NATTER_TEXT_WIDTH_NARROW, "narrow"),
                    G_DEFINE_ENUM_VALUE (NATTER_TEXT_WIDTH_COMFORTABLE, "comfortable"),
                    G_DEFINE_ENUM_VALUE (NATTER_TEXT_WIDTH_WIDE, "wide"),
                    G_DEFINE_ENUM_VALUE (NATTER_TEXT_WIDTH_FULL, "full"))

typedef enum
{
  PROP_ZOOM = 1,
  PROP_TEXT_WIDTH,
  PROP_PIXELS,
} NatterMeasureProps;

static GParamSpec *properties[PROP_PIXELS + 1];

/* percent */
static const guint steps[] = { 50, 60, 70, 80, 90, 100, 110, 120, 135, 150, 175, 200, 250, 300 };

/* by NatterTextWidth, in pixels at a zoom and a text scale of 1, with the bubble's padding */
static const int widths[] = { 560, 720, 960, FULL_WIDTH };

/* Text of fixed width has a size of its own, which does not follow what is around it. */
static void
update_style (NatterMeasure *self)
{
  g_autofree char *css = NULL;

  if (!self->style)
    {
      self->style = gtk_css_provider_new ();
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (self->style),
                                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
    }

  css = g_strdup_printf ("message { font-size: %u%%; }"
                         "message .monospace { font-size: calc(var(--monospace-font-size) * "
                         "%u / 100); }", self->zoom, self->zoom);
  gtk_css_provider_load_from_string (self->style, css);
}

static void
natter_measure_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  NatterMeasure *self = NATTER_MEASURE (object);

  switch ((NatterMeasureProps) prop_id)
    {
    case PROP_ZOOM:
      g_value_set_uint (value, self->zoom);
      break;

    case PROP_TEXT_WIDTH:
      g_value_set_enum (value, (int) self->text_width);
      break;

    case PROP_PIXELS:
      g_value_set_int (value, natter_measure_get_pixels (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_measure_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  NatterMeasure *self = NATTER_MEASURE (object);

  switch ((NatterMeasureProps) prop_id)
    {
    case PROP_ZOOM:
      natter_measure_set_zoom (self, g_value_get_uint (value));
      break;

    case PROP_TEXT_WIDTH:
      natter_measure_set_text_width (self, (NatterTextWidth) g_value_get_enum (value));
      break;

    case PROP_PIXELS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_measure_class_init (NatterMeasureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = natter_measure_get_property;
  object_class->set_property = natter_measure_set_property;

  properties[PROP_ZOOM] =
    g_param_spec_uint ("zoom", NULL, NULL, steps[0], steps[G_N_ELEMENTS (steps) - 1], NORMAL_ZOOM,
                       flags);
  properties[PROP_TEXT_WIDTH] =
    g_param_spec_enum ("text-width", NULL, NULL, NATTER_TYPE_TEXT_WIDTH,
                       NATTER_TEXT_WIDTH_COMFORTABLE, flags);
  properties[PROP_PIXELS] =
    g_param_spec_int ("pixels", NULL, NULL, 0, G_MAXINT, widths[NATTER_TEXT_WIDTH_COMFORTABLE],
                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_measure_init (NatterMeasure *self)
{
  self->zoom = NORMAL_ZOOM;
  self->text_width = NATTER_TEXT_WIDTH_COMFORTABLE;
}

/**
 * natter_measure_get_default:
 *
 * Returns: (transfer none): the one of the program
 */
NatterMeasure *
natter_measure_get_default (void)
{
  static NatterMeasure *the_one;

  if (!the_one)
    the_one = g_object_new (NATTER_TYPE_MEASURE, NULL);

  return the_one;
}

/**
 * natter_measure_get_zoom:
 *
 * Returns: the size of the text, in percent
 */
guint
natter_measure_get_zoom (NatterMeasure *self)
{
  g_return_val_if_fail (NATTER_IS_MEASURE (self), NORMAL_ZOOM);

  return self->zoom;
}

/**
 * natter_measure_set_zoom:
 * @percent: the size of the text; what is too small or too large is brought to the nearest end
 */
void
natter_measure_set_zoom (NatterMeasure *self,
                         guint          percent)
{
  g_return_if_fail (NATTER_IS_MEASURE (self));

  percent = CLAMP (percent, steps[0], steps[G_N_ELEMENTS (steps) - 1]);
  if (self->zoom == percent)
    return;

  /* Whoever keeps a reader's place looks at the rows as they still are. */
  self->zoom = percent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  update_style (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXELS]);
}

/* The next size in a direction; the same one at the end. */
static guint
find_step (NatterMeasure *self,
           int            direction)
{
  guint found = self->zoom;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (direction < 0 && steps[i] < self->zoom)
        found = steps[i];
      if (direction > 0 && steps[i] > self->zoom)
        return steps[i];
    }

  return found;
}

/**
 * natter_measure_can_step:
 * @direction: 1 for larger, -1 for smaller
 *
 * Returns: whether the text can be so
 */
gboolean
natter_measure_can_step (NatterMeasure *self,
                         int            direction)
{
  g_return_val_if_fail (NATTER_IS_MEASURE (self), FALSE);

  return find_step (self, direction) != self->zoom;
}

/**
 * natter_measure_step:
 * @direction: 1 for larger text, -1 for smaller, 0 for its normal size
 */
void
natter_measure_step (NatterMeasure *self,
                     int            direction)
{
  g_return_if_fail (NATTER_IS_MEASURE (self));

  natter_measure_set_zoom (self, direction == 0 ? NORMAL_ZOOM : find_step (self, direction));
}

/**
 * natter_measure_get_text_width:
 *
 * Returns: how wide lines may be
 */
NatterTextWidth
natter_measure_get_text_width (NatterMeasure *self)
{
  g_return_val_if_fail (NATTER_IS_MEASURE (self), NATTER_TEXT_WIDTH_COMFORTABLE);

  return self->text_width;
}

/**
 * natter_measure_set_text_width:
 * @text_width: how wide lines may be
 */
void
natter_measure_set_text_width (NatterMeasure   *self,
                               NatterTextWidth  text_width)
{
  g_return_if_fail (NATTER_IS_MEASURE (self));

  if (self->text_width == text_width)
    return;

  self->text_width = text_width;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT_WIDTH]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXELS]);
}

/**
 * natter_measure_get_pixels:
 *
 * Returns: the most that a message takes of a window's width, in pixels at a text scale of 1
 */
int
natter_measure_get_pixels (NatterMeasure *self)
{
  g_return_val_if_fail (NATTER_IS_MEASURE (self), widths[NATTER_TEXT_WIDTH_COMFORTABLE]);

  return widths[self->text_width] * (int) self->zoom / NORMAL_ZOOM;
}
