/* natter-import-dialog.h: what to import, how far it is, and what came of it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-keeper.h"

G_BEGIN_DECLS

#define NATTER_TYPE_IMPORT_DIALOG (natter_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterImportDialog, natter_import_dialog, NATTER, IMPORT_DIALOG, AdwDialog)

NatterImportDialog *natter_import_dialog_new    (NatterKeeper       *keeper);
void                natter_import_dialog_import (NatterImportDialog *self,
                                                 const char *const  *paths);

G_END_DECLS
