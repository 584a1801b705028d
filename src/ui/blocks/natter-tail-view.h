/* natter-tail-view.h: a read-only text that grows at its end, capped in height, following its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NATTER_TYPE_TAIL_VIEW (natter_tail_view_get_type ())
G_DECLARE_FINAL_TYPE (NatterTailView, natter_tail_view, NATTER, TAIL_VIEW, GtkWidget)

GtkWidget *natter_tail_view_new            (void);
/* text begins with what was shown before, or replaces it */
void       natter_tail_view_set_text       (NatterTailView *self,
                                            const char     *text,
                                            gsize           length);
void       natter_tail_view_set_max_height (NatterTailView *self,
                                            int             pixels);

G_END_DECLS
