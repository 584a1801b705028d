/* natter-formula-place.h: where formulas stand in Markdown. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize    start;      /* of the signs around it */
  gsize    end;
  guint    sign;       /* bytes of the sign at each end */
  gboolean display;    /* on lines of its own */
  guint    n_quotes;   /* marks of quotes before each of its lines */
} NatterFormulaPlace;

gsize natter_formula_place_find (const char   *text,
                                 gsize         length,
                                 gsize         from,
                                 GArray       *places);
void  natter_formula_place_mask (char         *text,
                                 const GArray *places,
                                 guint         first);

G_END_DECLS
