/* natter-import-drop.h: files are dropped on a widget to be imported. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   natter_import_drop_set_up    (GtkWidget  *widget);
char **natter_import_drop_dup_paths (GListModel *files);

G_END_DECLS
