/* natter-sheets.h: a conversation laid out on sheets of paper, for a printer and for PDF. Any one
 * thread, which is that of its Pango context.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "natter-export-options.h"
#include "natter-transcript.h"

G_BEGIN_DECLS

typedef struct _NatterSheets NatterSheets;

/* Points. */
typedef struct
{
  double width;
  double height;
} NatterSheetSize;

/* Where a message begins: for an outline. */
typedef struct
{
  char   *title;
  guint   page;    /* from 0 */
  double  y;
} NatterSheetPlace;

NatterSheets *natter_sheets_new            (PangoContext               *context,
                                            const NatterSheetSize      *size);
void          natter_sheets_free           (NatterSheets               *self);
gboolean      natter_sheets_add_transcript (NatterSheets               *self,
                                            NatterTranscript           *transcript,
                                            const NatterExportOptions  *options,
                                            GCancellable               *cancellable,
                                            GError                    **error);
guint         natter_sheets_paginate       (NatterSheets               *self);
void          natter_sheets_draw           (NatterSheets               *self,
                                            cairo_t                    *cr,
                                            guint                       page);
GPtrArray    *natter_sheets_get_places     (NatterSheets               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSheets, natter_sheets_free)

G_END_DECLS
