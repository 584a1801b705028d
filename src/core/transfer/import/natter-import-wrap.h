/* natter-import-wrap.h: where the conversations begin in a file that is one large object with all
 * of them in a member. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize natter_import_wrap_find (const char *bytes,
                               gsize       length);

G_END_DECLS
