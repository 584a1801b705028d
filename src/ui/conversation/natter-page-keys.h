/* natter-page-keys.h: the keys that move through a conversation. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean natter_page_keys_find (guint            keyval,
                                GdkModifierType  state,
                                GtkScrollType   *scroll);

G_END_DECLS
