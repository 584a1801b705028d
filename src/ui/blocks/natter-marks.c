/* natter-marks.c: paints marked places behind the text of a Pango layout, line by line, so that
 * text of both directions is marked where it stands; and answers which offset is where. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-marks.h"

#include <adwaita.h>
#include <string.h>

#define SELECTION_ALPHA 0.3f
#define MATCH_ALPHA     0.35f
#define CURRENT_ALPHA   0.75f
#define CONTRAST_ALPHA  0.2f   /* more, where people need it */

/**
 * natter_mark_get_color:
 * @widget: where it is
 * @color: (out): what is behind a mark of this kind, translucent
 */
void
natter_mark_get_color (NatterMarkKind  kind,
                       GtkWidget      *widget,
                       GdkRGBA        *color)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  switch (kind)
    {
    case NATTER_MARK_MATCH:
      adw_accent_color_to_rgba (ADW_ACCENT_COLOR_YELLOW, color);
      color->alpha = MATCH_ALPHA;
      break;

    case NATTER_MARK_CURRENT:
      adw_accent_color_to_rgba (ADW_ACCENT_COLOR_ORANGE, color);
      color->alpha = CURRENT_ALPHA;
      break;

    case NATTER_MARK_SELECTION:
    default:
      adw_accent_color_to_rgba (adw_style_manager_get_accent_color (manager), color);
      color->alpha = SELECTION_ALPHA;
      break;
    }

  if (adw_style_manager_get_high_contrast (manager))
    color->alpha += CONTRAST_ALPHA;
}

/* Takes the line's top and bottom in pixels; start and end are in the line. */
static void
paint_line (GtkSnapshot     *snapshot,
            const GdkRGBA   *color,
            PangoLayoutLine *line,
            int              start,
            int              end,
            graphene_rect_t *bounds)
{
  g_autofree int *ranges = NULL;
  int n_ranges = 0;

  pango_layout_line_get_x_ranges (line, start, end, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      double left = pango_units_to_double (ranges[2 * i]);
      double right = pango_units_to_double (ranges[2 * i + 1]);

      gtk_snapshot_append_color (snapshot, color,
                                 &GRAPHENE_RECT_INIT (bounds->origin.x + (float) left,
                                                      bounds->origin.y, (float) (right - left),
                                                      bounds->size.height));
    }
}

static void
paint (const NatterMark *mark,
       GtkWidget        *widget,
       GtkSnapshot      *snapshot,
       PangoLayout      *layout,
       gsize             first,
       double            x,
       double            y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int start = mark->start > first ? (int) (mark->start - first) : 0;
  int end = (int) (mark->end - first);
  GdkRGBA color;

  natter_mark_get_color (mark->kind, widget, &color);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      int line_start = pango_layout_line_get_start_index (line);
      int from = MAX (start, line_start);
      int to = MIN (end, line_start + pango_layout_line_get_length (line));
      graphene_rect_t bounds;
      int top;
      int bottom;

      if (line_start >= end)
        break;
      if (from >= to)
        continue;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      graphene_rect_init (&bounds, (float) x, (float) (y + pango_units_to_double (top)), 0,
                          (float) pango_units_to_double (bottom - top));
      paint_line (snapshot, &color, line, from, to, &bounds);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/**
 * natter_marks_snapshot:
 * @marks: (array length=n_marks) (nullable): places in a text
 * @n_marks: their number; with 0, nothing is done
 * @widget: whose text it is
 * @layout: the text from byte @first on, or a part of it
 * @first: where in the marked text the layout's begins
 * @x: left of the layout, in pixels
 * @y: its top
 *
 * Paints what is to be seen behind the text, before the text is.
 */
void
natter_marks_snapshot (const NatterMark *marks,
                       guint             n_marks,
                       GtkWidget        *widget,
                       GtkSnapshot      *snapshot,
                       PangoLayout      *layout,
                       gsize             first,
                       double            x,
                       double            y)
{
  gsize last = n_marks > 0 ? first + strlen (pango_layout_get_text (layout)) : 0;

  for (guint i = 0; i < n_marks; i++)
    if (marks[i].end > first && marks[i].start < last)
      paint (&marks[i], widget, snapshot, layout, first, x, y);
}

/**
 * natter_layout_get_offset:
 * @x: from the left of the layout, in pixels
 * @y: from its top
 *
 * Returns: the byte of the layout's text before which a caret is nearest to the point: 0 above the
 *   text, its length below it
 */
gsize
natter_layout_get_offset (PangoLayout *layout,
                          double       x,
                          double       y)
{
  const char *text = pango_layout_get_text (layout);
  const char *at;
  int height = 0;
  int index = 0;
  int trailing = 0;

  pango_layout_get_size (layout, NULL, &height);
  if (y < 0)
    return 0;
  if (y >= pango_units_to_double (height))
    return strlen (text);

  pango_layout_xy_to_index (layout, pango_units_from_double (x), pango_units_from_double (y),
                            &index, &trailing);
  at = text + index;
  for (; trailing > 0 && *at; trailing--)
    at = g_utf8_next_char (at);

  return (gsize) (at - text);
}

/**
 * natter_layout_get_caret:
 * @offset: bytes of the layout's text; clamped
 * @rect: (out): where the caret before it stands, in pixels from the layout's top left
 */
void
natter_layout_get_caret (PangoLayout     *layout,
                         gsize            offset,
                         graphene_rect_t *rect)
{
  gsize length = strlen (pango_layout_get_text (layout));
  PangoRectangle strong;

  pango_layout_get_cursor_pos (layout, (int) MIN (offset, length), &strong, NULL);
  graphene_rect_init (rect, (float) pango_units_to_double (strong.x),
                      (float) pango_units_to_double (strong.y), 0,
                      (float) pango_units_to_double (strong.height));
}
