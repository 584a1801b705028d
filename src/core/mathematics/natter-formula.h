/* natter-formula.h: a formula in TeX as text that people can read, where letters and signs can show
 * it faithfully. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_FORMULA_VARIABLE,
  NATTER_FORMULA_STRONG,
  NATTER_FORMULA_SUPERSCRIPT,   /* may be in one another */
  NATTER_FORMULA_SUBSCRIPT,
} NatterFormulaStyle;

/* How a part of the text looks: bytes of it. */
typedef struct
{
  NatterFormulaStyle style;
  gsize              start;
  gsize              end;
} NatterFormulaRun;

gboolean natter_formula_read (const char *tex,
                              gsize       length,
                              gboolean    display,
                              GString    *text,
                              GArray     *runs);

G_END_DECLS
