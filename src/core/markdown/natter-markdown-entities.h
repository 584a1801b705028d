/* natter-markdown-entities.h: what stands behind "&amp;" and its kin. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void natter_markdown_append_entity (GString    *out,
                                    const char *entity,
                                    gsize       length);

G_END_DECLS
