/* natter-sheets.c: a conversation laid out on sheets of paper: pieces one under the other, divided
 * into pages where that is good for a reader, with boxes, bars, title and page number around them.
 * Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sheets-private.h"

#include <glib/gi18n-lib.h>

#define HEADER 24.0      /* of a page, for the title */
#define FOOTER 26.0      /* for its number */
#define SMALL_FONT "Adwaita Sans, Cantarell, Sans 8"
#define DIM 0x5500

#define BAR_WIDTH 2.0
#define BOX_PADDING 6.0
#define BOX_RADIUS 5.0

typedef struct
{
  NatterPiece *piece;
  double       y;
} Placed;

static void
place_free (NatterSheetPlace *place)
{
  g_free (place->title);
  g_free (place);
}

/**
 * natter_sheets_new:
 * @context: (transfer full): made for what is drawn on, with its resolution
 * @size: of the sheets, without margins
 *
 * Returns: (transfer full): sheets with nothing on them
 */
NatterSheets *
natter_sheets_new (PangoContext          *context,
                   const NatterSheetSize *size)
{
  NatterSheets *self = g_new0 (NatterSheets, 1);

  self->context = context;
  self->size = *size;
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_piece_free);
  self->placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);

  return self;
}

void
natter_sheets_free (NatterSheets *self)
{
  g_object_unref (self->context);
  g_free (self->title);
  g_array_unref (self->placed);
  g_array_unref (self->pages);
  g_ptr_array_unref (self->pieces);
  g_ptr_array_unref (self->places);
  g_free (self);
}

/* How much of a sheet is for the conversation. */
double
natter_sheets_get_body (NatterSheets *self)
{
  return self->size.height - HEADER - FOOTER;
}

PangoLayout *
natter_sheets_new_layout (NatterSheets *self,
                          const char   *text,
                          gssize        length,
                          const char   *font)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr(PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, NATTER_SHEETS_LINE_SPACING);
  pango_layout_set_text (layout, text, (int) length);

  return layout;
}

/* Takes piece. */
void
natter_sheets_add (NatterSheets *self,
                   NatterPiece  *piece)
{
  piece->space = MAX (piece->space, self->space);
  piece->box = self->frame.box;
  piece->box_kind = self->frame.box_kind;
  piece->box_left = self->frame.box_left;
  piece->box_right = self->frame.box_right;
  self->space = 0;
  g_ptr_array_add (self->pieces, piece);
}

/* A single line of a paragraph is never left alone, at the end of a page or at its top. */
static gboolean
keeps_next (int line,
            int n_lines)
{
  return n_lines > 1 && (line == 0 || line == n_lines - 2);
}

/**
 * natter_sheets_add_layout:
 * @layout: text, whose width is set
 * @x: where it begins
 * @shape: what all of its lines have in common; its space is before the first
 * @marker: (nullable): stands beside the first line
 * @marker_x: where
 */
void
natter_sheets_add_layout (NatterSheets *self,
                          PangoLayout  *layout,
                          double        x,
                          NatterPiece  *shape,
                          PangoLayout  *marker,
                          double        marker_x)
{
  g_autoptr(PangoLayoutIter) iter = pango_layout_get_iter (layout);
  int n_lines = pango_layout_get_line_count (layout);
  int line = 0;

  do
    {
      NatterPiece *piece = natter_piece_new (NATTER_PIECE_LINE);

      piece->height = natter_piece_get_line_height (iter);
      piece->space = line == 0 ? shape->space : 0;
      piece->keep = shape->keep || (self->frame.box_kind != NATTER_BOX_CODE &&
                                    keeps_next (line, n_lines));
      piece->rtl = shape->rtl;
      piece->n_bars = shape->n_bars;
      natter_piece_add_line (piece, iter, x, 0);
      if (line == 0 && marker)
        {
          g_autoptr(PangoLayoutIter) at = pango_layout_get_iter (marker);

          natter_piece_add_line (piece, at, marker_x, 0);
        }
      natter_sheets_add (self, piece);
      line++;
    }
  while (pango_layout_iter_next_line (iter));
}

/**
 * natter_sheets_add_words:
 * @keep: whether what follows has to be on the same page
 *
 * A paragraph of Natter's own.
 */
void
natter_sheets_add_words (NatterSheets *self,
                         const char   *text,
                         const char   *font,
                         gboolean      is_dim,
                         gboolean      keep)
{
  double width = self->size.width - self->frame.left - self->frame.right;
  g_autoptr(PangoLayout) layout = natter_sheets_new_layout (self, text, -1, font);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  NatterPiece shape = { .keep = keep, .n_bars = self->frame.n_bars };

  if (is_dim)
    pango_attr_list_insert (attributes, pango_attr_foreground_new (DIM, DIM, DIM));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, pango_units_from_double (width));
  natter_sheets_add_layout (self, layout, self->frame.left, &shape, NULL, 0);
}

/**
 * natter_sheets_begin_box:
 * @before: (out): what is to be the frame again after the box
 *
 * What is added from now on has something behind it.
 */
void
natter_sheets_begin_box (NatterSheets      *self,
                         NatterBoxKind      kind,
                         NatterSheetsFrame *before)
{
  *before = self->frame;
  self->frame.box_left = before->left;
  self->frame.box_right = before->right;
  self->frame.left += BOX_PADDING * 1.5;
  self->frame.right += BOX_PADDING * 1.5;
  self->frame.box = ++self->n_boxes;
  self->frame.box_kind = kind;
}

static NatterPiece *
get_piece (NatterSheets *self,
           guint         i)
{
  return g_ptr_array_index (self->pieces, i);
}

/* Before @piece: its box begins and ends with some padding. */
static double
get_space (NatterSheets *self,
           guint         i)
{
  NatterPiece *piece = get_piece (self, i);
  NatterPiece *last = i > 0 ? get_piece (self, i - 1) : NULL;
  double space = piece->space;

  if (last && last->box != piece->box)
    space += (last->box > 0 ? BOX_PADDING : 0) + (piece->box > 0 ? BOX_PADDING : 0);

  return space;
}

/* How much there must be on a page for the piece and those that it keeps with it. */
static double
get_chain (NatterSheets *self,
           guint         i)
{
  double height = get_piece (self, i)->height;

  for (; get_piece (self, i)->keep && i + 1 < self->pieces->len; i++)
    {
      height += get_space (self, i + 1) + get_piece (self, i + 1)->height;
      if (height > natter_sheets_get_body (self))
        break;
    }

  return height;
}

static void
put (NatterSheets *self,
     NatterPiece  *piece,
     double        y)
{
  Placed placed = { piece, y };

  g_array_append_val (self->placed, placed);
  if (piece->place)
    {
      NatterSheetPlace *place = g_new0 (NatterSheetPlace, 1);

      place->title = g_strdup (piece->place);
      place->page = self->pages->len - 1;
      place->y = HEADER + y;
      g_ptr_array_add (self->places, place);
    }
}

/* Returns where the first piece of the page goes. */
static double
begin_page (NatterSheets *self,
            NatterPiece  *piece)
{
  double y = piece->box > 0 ? BOX_PADDING : 0;
  guint start = self->placed->len;

  g_array_append_val (self->pages, start);
  if (!piece->header)
    return y;

  put (self, piece->header, y);

  return y + piece->header->height;
}

/**
 * natter_sheets_paginate:
 *
 * To be called when all is added.
 *
 * Returns: how many pages there are
 */
guint
natter_sheets_paginate (NatterSheets *self)
{
  double body = natter_sheets_get_body (self);
  double y = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      NatterPiece *piece = get_piece (self, i);
      double space = get_space (self, i);
      double needed = get_chain (self, i) + (piece->box > 0 ? BOX_PADDING : 0);
      gboolean fits = y + space + needed <= body;

      /* What does not fit on any page is broken where it may not be. */
      if (!fits && needed > body)
        fits = y + space + piece->height <= body;
      if (i == 0 || !fits)
        y = begin_page (self, piece);
      else
        y += space;
      put (self, piece, y);
      y += piece->height;
    }
  if (self->pages->len == 0)
    g_array_append_val (self->pages, self->pages->len);

  return self->pages->len;
}

static Placed *
get_placed (NatterSheets *self,
            guint         i)
{
  return &g_array_index (self->placed, Placed, i);
}

static void
round_rectangle (cairo_t *cr,
                 double   x,
                 double   y,
                 double   width,
                 double   height)
{
  double radius = MIN (BOX_RADIUS, height / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_box (NatterSheets *self,
          cairo_t      *cr,
          guint         first,
          guint         last)
{
  NatterPiece *piece = get_placed (self, first)->piece;
  double top = get_placed (self, first)->y - BOX_PADDING;
  double bottom = get_placed (self, last)->y + get_placed (self, last)->piece->height + BOX_PADDING;
  gboolean is_user = piece->box_kind == NATTER_BOX_USER;

  cairo_set_source_rgb (cr, is_user ? 0.9 : 0.955, is_user ? 0.94 : 0.955, is_user ? 0.99 : 0.96);
  round_rectangle (cr, piece->box_left, top,
                   self->size.width - piece->box_left - piece->box_right, bottom - top);
  cairo_fill (cr);
}

static void
draw_boxes (NatterSheets *self,
            cairo_t      *cr,
            guint         start,
            guint         end)
{
  for (guint i = start; i < end;)
    {
      guint box = get_placed (self, i)->piece->box;
      guint next = i + 1;

      while (next < end && get_placed (self, next)->piece->box == box)
        next++;
      if (box > 0)
        draw_box (self, cr, i, next - 1);
      i = next;
    }
}

/* The bars of quotes, one at each depth, through what belongs to them. */
static void
draw_bars (NatterSheets *self,
           cairo_t      *cr,
           guint         start,
           guint         end)
{
  cairo_set_source_rgb (cr, 0.75, 0.75, 0.78);
  for (guint i = start; i < end; i++)
    {
      Placed *at = get_placed (self, i);
      Placed *next = i + 1 < end ? get_placed (self, i + 1) : NULL;

      for (guint bar = 0; bar < at->piece->n_bars; bar++)
        {
          double bottom = next && next->piece->n_bars > bar ? next->y : at->y + at->piece->height;
          double x = at->piece->rtl ? self->size.width - bar * NATTER_SHEETS_BAR_STEP - BAR_WIDTH
                                    : bar * NATTER_SHEETS_BAR_STEP;

          cairo_rectangle (cr, x, at->y, BAR_WIDTH, bottom - at->y);
        }
    }
  cairo_fill (cr);
}

static void
draw_small (NatterSheets   *self,
            cairo_t        *cr,
            const char     *text,
            double          y,
            PangoAlignment  alignment)
{
  g_autoptr(PangoLayout) layout = natter_sheets_new_layout (self, text, -1, SMALL_FONT);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_width (layout, pango_units_from_double (self->size.width));
  cairo_set_source_rgb (cr, 0.33, 0.33, 0.33);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, layout);
}

/**
 * natter_sheets_draw:
 * @cr: what to draw on; its origin is the sheet's, within the margins
 * @page: from 0
 */
void
natter_sheets_draw (NatterSheets *self,
                    cairo_t      *cr,
                    guint         page)
{
  guint start = g_array_index (self->pages, guint, page);
  guint end = page + 1 < self->pages->len ? g_array_index (self->pages, guint, page + 1)
                                          : self->placed->len;
  g_autofree char *number = NULL;

  /* Translators: at the foot of a printed page: its number, and how many there are */
  number = g_strdup_printf (_("%u / %u"), page + 1, self->pages->len);
  if (page > 0 && self->title)
    draw_small (self, cr, self->title, 0, PANGO_ALIGN_LEFT);
  draw_small (self, cr, number, self->size.height - FOOTER + 12, PANGO_ALIGN_CENTER);

  cairo_save (cr);
  cairo_translate (cr, 0, HEADER);
  draw_boxes (self, cr, start, end);
  draw_bars (self, cr, start, end);
  for (guint i = start; i < end; i++)
    natter_piece_draw (get_placed (self, i)->piece, cr, get_placed (self, i)->y);
  cairo_restore (cr);
}

/**
 * natter_sheets_get_places:
 *
 * Returns: (transfer none) (element-type NatterSheetPlace): where messages begin
 */
GPtrArray *
natter_sheets_get_places (NatterSheets *self)
{
  return self->places;
}
