/* natter-link.h: which link targets may be opened, where they really lead, and whether their text
 * says so. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean natter_link_is_allowed      (const char  *target);
gboolean natter_link_find            (const char  *text,
                                      gsize        length,
                                      gsize       *offset,
                                      gsize       *end);

char    *natter_link_dup_host        (const char  *target);
char    *natter_link_dup_unicode_host (const char *target);
char    *natter_link_dup_address     (const char  *target);
char    *natter_link_dup_description (const char  *target);
gboolean natter_link_disagrees       (const char  *text,
                                      const char  *target,
                                      char       **claimed);

G_END_DECLS
