/* natter-export-dialog.h: asks how conversations are to be exported. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-export-options.h"

G_BEGIN_DECLS

#define NATTER_TYPE_EXPORT_DIALOG (natter_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterExportDialog, natter_export_dialog, NATTER, EXPORT_DIALOG, AdwDialog)

/* signal "chosen": it was answered, and is closed already */
NatterExportDialog        *natter_export_dialog_new         (GSettings          *settings,
                                                             guint               n_conversations);
NatterExportFormat         natter_export_dialog_get_format  (NatterExportDialog *self);
const NatterExportOptions *natter_export_dialog_get_options (NatterExportDialog *self);
gboolean                   natter_export_dialog_is_one_file (NatterExportDialog *self);

G_END_DECLS
