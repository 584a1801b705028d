/* natter-search-help.h: a button that tells how a search can be narrowed, and does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH_HELP (natter_search_help_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearchHelp, natter_search_help, NATTER, SEARCH_HELP, AdwBin)

/* signal "chosen" (const char *text): what to add to what is looked for */

G_END_DECLS
