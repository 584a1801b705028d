/* natter-text-link.h: a link in a text block. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NATTER_TYPE_TEXT_LINK (natter_text_link_get_type ())
G_DECLARE_FINAL_TYPE (NatterTextLink, natter_text_link, NATTER, TEXT_LINK, GtkWidget)

/* Whether a point, in the link's coordinates, is on its words. */
typedef gboolean (* NatterTextLinkContains) (NatterTextLink *self,
                                             double          x,
                                             double          y,
                                             gpointer        data);

/* signal "activate": open it */
GtkWidget  *natter_text_link_new        (NatterTextLinkContains  contains,
                                         gpointer                data);
void        natter_text_link_set        (NatterTextLink         *self,
                                         const char             *target,
                                         const char             *text,
                                         gsize                   length);
const char *natter_text_link_get_target (NatterTextLink         *self);

G_END_DECLS
