/* natter-alert.h: tells a person what did not work. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void natter_alert (GtkWidget  *from,
                   const char *heading,
                   const char *body);

G_END_DECLS
