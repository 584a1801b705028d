/* natter-link-opening.h: opens links of the transcript, and asks first about those whose text names
 * another place. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void natter_link_opening_start (GtkWidget  *widget,
                                const char *text,
                                const char *target);

G_END_DECLS
