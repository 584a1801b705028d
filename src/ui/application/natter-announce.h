/* natter-announce.h: the one way in which Natter speaks to a screen reader of its own accord.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*NatterAnnounceFunc) (const char                        *text,
                                    GtkAccessibleAnnouncementPriority  priority,
                                    gpointer                           data);

void natter_announce              (GtkAccessible                     *from,
                                   const char                        *text,
                                   GtkAccessibleAnnouncementPriority  priority);
/* Tests listen here. */
void natter_announce_set_recorder (NatterAnnounceFunc                 func,
                                   gpointer                           data);

G_END_DECLS
