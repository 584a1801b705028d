/* natter-span-attributes.h: core's neutral spans as Pango attributes. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pango.h>

#include "natter-block.h"

G_BEGIN_DECLS

void natter_span_attributes_insert (PangoAttrList    *list,
                                    const NatterSpan *span);

G_END_DECLS
