/* natter-marks.h: marked places of a text, and a Pango layout with them: where they are painted,
 * and which offset is where. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_MARK_MATCH,      /* what was searched for is here */
  NATTER_MARK_CURRENT,    /* … and the reader was led to this one */
  NATTER_MARK_SELECTION,
} NatterMarkKind;

/* Bytes of the text, start before end. Later ones are painted over earlier ones. */
typedef struct
{
  NatterMarkKind kind;
  gsize          start;
  gsize          end;
} NatterMark;

void     natter_mark_get_color      (NatterMarkKind    kind,
                                     GtkWidget        *widget,
                                     GdkRGBA          *color);
/* The layout's text is the marked text from byte first on: 0, or where a cell's text begins. Its
 * top left is at (x, y). */
void     natter_marks_snapshot      (const NatterMark *marks,
                                     guint             n_marks,
                                     GtkWidget        *widget,
                                     GtkSnapshot      *snapshot,
                                     PangoLayout      *layout,
                                     gsize             first,
                                     double            x,
                                     double            y);
gsize    natter_layout_get_offset   (PangoLayout      *layout,
                                     double            x,
                                     double            y);
void     natter_layout_get_caret    (PangoLayout      *layout,
                                     gsize             offset,
                                     graphene_rect_t  *rect);

G_END_DECLS
