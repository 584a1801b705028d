/* natter-sheets-private.h: what the files of NatterSheets share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-block.h"
#include "natter-piece.h"
#include "natter-sheets.h"

G_BEGIN_DECLS

#define NATTER_SHEETS_TEXT_FONT "Adwaita Sans, Cantarell, Sans 10"
#define NATTER_SHEETS_CODE_FONT "Adwaita Mono, Monospace 8.5"
#define NATTER_SHEETS_LINE_SPACING 1.2f
#define NATTER_SHEETS_BAR_STEP 12.0

/* Where pieces go and what is around them. */
typedef struct
{
  double         left;
  double         right;     /* taken from the width */
  guint          n_bars;
  guint          box;
  NatterBoxKind  box_kind;
  double         box_left;
  double         box_right;
} NatterSheetsFrame;

struct _NatterSheets
{
  PangoContext      *context;
  NatterSheetSize    size;
  char              *title;
  GPtrArray         *pieces;      /* of NatterPiece */
  GArray            *placed;      /* where each stands, headers that come again included */
  GArray            *pages;       /* guint: where in placed each begins */
  GPtrArray         *places;      /* of NatterSheetPlace */
  guint              n_boxes;
  double             space;       /* that the next piece has before it, at least */
  NatterSheetsFrame  frame;
};

PangoLayout *natter_sheets_new_layout  (NatterSheets      *self,
                                        const char        *text,
                                        gssize             length,
                                        const char        *font);
void         natter_sheets_add         (NatterSheets      *self,
                                        NatterPiece       *piece);
void         natter_sheets_add_layout  (NatterSheets      *self,
                                        PangoLayout       *layout,
                                        double             x,
                                        NatterPiece       *shape,
                                        PangoLayout       *marker,
                                        double             marker_x);
void         natter_sheets_add_words   (NatterSheets      *self,
                                        const char        *text,
                                        const char        *font,
                                        gboolean           is_dim,
                                        gboolean           keep);
void         natter_sheets_begin_box   (NatterSheets      *self,
                                        NatterBoxKind      kind,
                                        NatterSheetsFrame *before);
double       natter_sheets_get_body    (NatterSheets      *self);

/* natter-sheets-blocks.c */
void         natter_sheets_add_blocks  (NatterSheets      *self,
                                        GPtrArray         *blocks);
PangoAttrList *natter_sheets_dup_attributes (NatterBlock  *block,
                                             gsize         start,
                                             gsize         end);

/* natter-sheets-table.c */
void         natter_sheets_add_table   (NatterSheets      *self,
                                        NatterBlock       *block,
                                        NatterPiece       *shape);

/* natter-sheets-picture.c */
gboolean     natter_sheets_add_picture (NatterSheets      *self,
                                        GBytes            *bytes);

G_END_DECLS
