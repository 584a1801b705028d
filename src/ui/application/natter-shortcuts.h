/* natter-shortcuts.h: the keys of the program's actions. Functions only, main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void natter_shortcuts_install (GtkApplication *application);

G_END_DECLS
