/* natter-import-walk.h: everything that was chosen to import, one conversation after the other, in
 * constant memory. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-import-report.h"
#include "natter-store-merge.h"

G_BEGIN_DECLS

typedef struct _NatterImportWalk NatterImportWalk;

NatterImportWalk *natter_import_walk_new          (const char *const   *paths,
                                                   NatterImportReport  *report);
void              natter_import_walk_free         (NatterImportWalk    *self);
gboolean          natter_import_walk_next         (NatterImportWalk    *self,
                                                   NatterStoreMerge   **merge,
                                                   char               **name,
                                                   GCancellable        *cancellable);
double            natter_import_walk_get_progress (NatterImportWalk    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterImportWalk, natter_import_walk_free)

G_END_DECLS
