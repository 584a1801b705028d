/* natter-save-bytes.h: a part of an answer as a file. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void natter_save_bytes (GtkWidget  *widget,
                        const char *title,
                        const char *name,
                        GBytes     *bytes);

G_END_DECLS
