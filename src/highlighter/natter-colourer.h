/* natter-colourer.h: which part of a program has which colours. One thread, no display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

#include "natter-highlight-protocol.h"

G_BEGIN_DECLS

#define NATTER_TYPE_COLOURER (natter_colourer_get_type ())
G_DECLARE_FINAL_TYPE (NatterColourer, natter_colourer, NATTER, COLOURER, GObject)

NatterColourer *natter_colourer_new    (void);
void            natter_colourer_colour (NatterColourer *self,
                                        const char     *language,
                                        const char     *text,
                                        gsize           length,
                                        GArray         *styles,
                                        GArray         *runs);

G_END_DECLS
