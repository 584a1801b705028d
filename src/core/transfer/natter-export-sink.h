/* natter-export-sink.h: where a writer puts an export: text that goes on to a stream when there is
 * enough of it, so that never more than a piece is in memory. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GString       *text;          /* not passed on yet: append, then natter_export_sink_pass() */
  GOutputStream *stream;
  GCancellable  *cancellable;   /* or NULL */
  GFile         *beside;        /* or NULL: the file, beside which there may be others */
  GFile         *folder;        /* or NULL: of those others, once there is one */
  char          *folder_name;
  GPtrArray     *others;        /* of GFile: written into folder */
} NatterExportSink;

NatterExportSink *natter_export_sink_new    (GOutputStream     *stream,
                                             GFile             *beside,
                                             GCancellable      *cancellable);
void              natter_export_sink_free   (NatterExportSink  *self);
gboolean          natter_export_sink_pass   (NatterExportSink  *self,
                                             GError           **error);
gboolean          natter_export_sink_flush  (NatterExportSink  *self,
                                             GError           **error);
gboolean          natter_export_sink_base64 (NatterExportSink  *self,
                                             GBytes            *data,
                                             GError           **error);
char             *natter_export_sink_add_file (NatterExportSink  *self,
                                               const char        *name,
                                               GBytes            *data,
                                               GError           **error);
void              natter_export_sink_take_back (NatterExportSink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterExportSink, natter_export_sink_free)

G_END_DECLS
