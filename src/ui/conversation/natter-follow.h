/* natter-follow.h: keeps a list at its end while its reader is there. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NATTER_TYPE_FOLLOW (natter_follow_get_type ())
G_DECLARE_FINAL_TYPE (NatterFollow, natter_follow, NATTER, FOLLOW, GObject)

/* property "following": whether the view stays at the end when it grows */
NatterFollow *natter_follow_new           (GtkScrolledWindow *scroller);
gboolean      natter_follow_get_following (NatterFollow      *self);
void          natter_follow_jump          (NatterFollow      *self);
void          natter_follow_hold          (NatterFollow      *self);
void          natter_follow_release       (NatterFollow      *self,
                                           gboolean           may_follow);

G_END_DECLS
