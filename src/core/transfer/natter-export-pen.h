/* natter-export-pen.h: JSON, written member by member, indented for people. A plain value on the
 * stack; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString  *out;
  guint     depth;
  gboolean  has_before;   /* something stands before the next member */
} NatterExportPen;

/* name: NULL within an array */
void natter_export_pen_open   (NatterExportPen *self,
                               const char      *name,
                               char             bracket);
void natter_export_pen_close  (NatterExportPen *self,
                               char             bracket);
void natter_export_pen_text   (NatterExportPen *self,
                               const char      *name,
                               const char      *text);
void natter_export_pen_number (NatterExportPen *self,
                               const char      *name,
                               gint64           number);
void natter_export_pen_count  (NatterExportPen *self,
                               const char      *name,
                               gint64           count);
void natter_export_pen_flag   (NatterExportPen *self,
                               const char      *name,
                               gboolean         flag);
void natter_export_pen_null   (NatterExportPen *self,
                               const char      *name);
void natter_export_pen_begin  (NatterExportPen *self,
                               const char      *name);

G_END_DECLS
