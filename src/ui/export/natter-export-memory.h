/* natter-export-memory.h: how conversations were exported last, over GSettings. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-export-options.h"

G_BEGIN_DECLS

NatterExportFormat   natter_export_memory_get_format  (GSettings                  *settings);
NatterExportOptions *natter_export_memory_dup_options (GSettings                  *settings,
                                                       NatterExportFormat          format);
void                 natter_export_memory_set         (GSettings                  *settings,
                                                       NatterExportFormat          format,
                                                       const NatterExportOptions  *options);

G_END_DECLS
