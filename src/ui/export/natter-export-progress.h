/* natter-export-progress.h: how far an export is, once it takes a while, with a way to end it. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _NatterExportProgress NatterExportProgress;

NatterExportProgress *natter_export_progress_new  (GtkWidget             *parent,
                                                   GCancellable          *cancellable,
                                                   guint                  n_all);
void                  natter_export_progress_set  (NatterExportProgress  *self,
                                                   guint                  n_done);
void                  natter_export_progress_free (NatterExportProgress  *self);

G_END_DECLS
