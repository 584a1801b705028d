/* natter-import-html.h: the words of a piece of a page. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *natter_import_html_dup_text (const char *html);

G_END_DECLS
