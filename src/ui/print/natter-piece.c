/* natter-piece.c: what a page is made of, and how it is drawn. Owned by its sheets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-piece.h"

#define HAIRLINE 0.5
#define GREY 0.6

static void
clear_line (gpointer line)
{
  pango_layout_line_unref (((NatterPieceLine *) line)->line);
}

NatterPiece *
natter_piece_new (NatterPieceKind kind)
{
  NatterPiece *self = g_new0 (NatterPiece, 1);

  self->kind = kind;
  self->lines = g_array_new (FALSE, FALSE, sizeof (NatterPieceLine));
  g_array_set_clear_func (self->lines, clear_line);
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
natter_piece_free (NatterPiece *self)
{
  g_array_unref (self->lines);
  g_ptr_array_unref (self->layouts);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self->place);
  g_free (self);
}

/**
 * natter_piece_add_line:
 * @iter: at a line of a layout, which is held
 * @x: where the layout begins
 * @top: of the line, from the piece's top
 */
void
natter_piece_add_line (NatterPiece     *self,
                       PangoLayoutIter *iter,
                       double           x,
                       double           top)
{
  NatterPieceLine line = { NULL, x, top };
  PangoLayout *layout = pango_layout_iter_get_layout (iter);
  PangoRectangle logical = { 0 };

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  line.line = pango_layout_line_ref (pango_layout_iter_get_line_readonly (iter));
  line.x += pango_units_to_double (logical.x);
  line.baseline += pango_units_to_double (pango_layout_iter_get_baseline (iter) - logical.y);
  g_array_append_val (self->lines, line);
  if (self->layouts->len == 0 ||
      g_ptr_array_index (self->layouts, self->layouts->len - 1) != (gpointer) layout)
    g_ptr_array_add (self->layouts, g_object_ref (layout));
}

/**
 * natter_piece_get_line_height:
 *
 * Returns: of the line that @iter is at, with the space between lines
 */
double
natter_piece_get_line_height (PangoLayoutIter *iter)
{
  int top = 0;
  int bottom = 0;

  pango_layout_iter_get_line_yrange (iter, &top, &bottom);

  return pango_units_to_double (bottom - top);
}

static void
draw_rule (NatterPiece *self,
           cairo_t     *cr,
           double       y)
{
  cairo_move_to (cr, self->x, y);
  cairo_line_to (cr, self->x + self->width, y);
  cairo_stroke (cr);
}

static void
draw_row (NatterPiece *self,
          cairo_t     *cr,
          double       y)
{
  double left = g_array_index (self->edges, double, 0);
  double right = g_array_index (self->edges, double, self->edges->len - 1);

  if (self->is_header)
    {
      cairo_set_source_rgb (cr, 0.94, 0.94, 0.95);
      cairo_rectangle (cr, left, y, right - left, self->height);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, GREY, GREY, GREY);
    }

  cairo_rectangle (cr, left, y, right - left, self->height);
  for (guint i = 1; i + 1 < self->edges->len; i++)
    {
      cairo_move_to (cr, g_array_index (self->edges, double, i), y);
      cairo_rel_line_to (cr, 0, self->height);
    }
  cairo_stroke (cr);
}

static void
draw_picture (NatterPiece *self,
              cairo_t     *cr,
              double       y)
{
  cairo_save (cr);
  cairo_translate (cr, self->x, y);
  cairo_scale (cr, self->scale, self->scale);
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

/**
 * natter_piece_draw:
 * @y: where it begins
 */
void
natter_piece_draw (NatterPiece *self,
                   cairo_t     *cr,
                   double       y)
{
  cairo_set_line_width (cr, HAIRLINE);
  cairo_set_source_rgb (cr, GREY, GREY, GREY);
  if (self->kind == NATTER_PIECE_RULE)
    draw_rule (self, cr, y + self->height / 2);
  else if (self->kind == NATTER_PIECE_ROW)
    draw_row (self, cr, y);
  else if (self->kind == NATTER_PIECE_PICTURE)
    draw_picture (self, cr, y);

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      NatterPieceLine *line = &g_array_index (self->lines, NatterPieceLine, i);

      cairo_move_to (cr, line->x, y + line->baseline);
      pango_cairo_show_layout_line (cr, line->line);
    }
}
