/* natter-piece.h: what a page is made of, from top to bottom: a line, a row of a table, a picture.
 * Never divided. Owned by its sheets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_PIECE_LINE,
  NATTER_PIECE_ROW,
  NATTER_PIECE_RULE,
  NATTER_PIECE_PICTURE,
} NatterPieceKind;

/* What is drawn behind neighbours that have the same number. */
typedef enum
{
  NATTER_BOX_NONE,
  NATTER_BOX_CODE,
  NATTER_BOX_USER,
} NatterBoxKind;

typedef struct
{
  PangoLayoutLine *line;
  double           x;
  double           baseline;   /* from the piece's top */
} NatterPieceLine;

typedef struct _NatterPiece NatterPiece;

struct _NatterPiece
{
  NatterPieceKind  kind;
  double           x;
  double           width;
  double           height;
  double           space;        /* before it, but not at the top of a page */
  gboolean         keep;         /* on one page with the next piece */
  gboolean         rtl;          /* quote bars are at the right */
  guint            n_bars;
  guint            box;          /* number of its box */
  NatterBoxKind    box_kind;
  double           box_left;
  double           box_right;    /* taken from the width of the page */
  GArray          *lines;        /* NatterPieceLine: one, or those of a row and of a marker */
  GPtrArray       *layouts;      /* held for the lines */
  GArray          *edges;        /* double: of a row, where its columns begin and end */
  gboolean         is_header;
  NatterPiece     *header;       /* borrowed; of a row: drawn again at the top of a page */
  cairo_surface_t *picture;
  double           scale;        /* of the picture */
  char            *place;        /* title of the message that begins here; or NULL */
};

NatterPiece *natter_piece_new      (NatterPieceKind   kind);
void         natter_piece_free     (NatterPiece      *self);
void         natter_piece_add_line (NatterPiece      *self,
                                    PangoLayoutIter  *iter,
                                    double            x,
                                    double            top);
double       natter_piece_get_line_height (PangoLayoutIter *iter);
void         natter_piece_draw     (NatterPiece      *self,
                                    cairo_t          *cr,
                                    double            y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterPiece, natter_piece_free)

G_END_DECLS
