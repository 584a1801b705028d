/* natter-inhibitor.h: keeps the computer awake while an answer comes. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_INHIBITOR (natter_inhibitor_get_type ())
G_DECLARE_FINAL_TYPE (NatterInhibitor, natter_inhibitor, NATTER, INHIBITOR, GObject)

NatterInhibitor *natter_inhibitor_new       (GtkApplication  *application,
                                             NatterChat      *chat);
gboolean         natter_inhibitor_is_wanted (NatterInhibitor *self);

G_END_DECLS
