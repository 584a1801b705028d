/* natter-markdown-write.h: a block as Markdown again. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-block.h"

G_BEGIN_DECLS

void natter_markdown_write_block (NatterBlock *block,
                                  GString     *out);

G_END_DECLS
