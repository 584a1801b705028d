/* natter-selection-text.h: what is selected, as text to be copied. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-selection.h"

G_BEGIN_DECLS

char *natter_selection_dup_text     (NatterSelection *self);
char *natter_selection_dup_markdown (NatterSelection *self);

G_END_DECLS
