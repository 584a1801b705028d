/* natter-code-attributes.h: how a part of a block of code looks. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pango.h>

#include "natter-block.h"

G_BEGIN_DECLS

PangoAttrList *natter_code_attributes_new (NatterBlock *block,
                                           gsize        start,
                                           gsize        end);

G_END_DECLS
