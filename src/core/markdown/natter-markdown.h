/* natter-markdown.h: Markdown text to leaf blocks, through md4c. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-block.h"

G_BEGIN_DECLS

GPtrArray *natter_markdown_parse (const char *text,
                                  gsize       length);

G_END_DECLS
