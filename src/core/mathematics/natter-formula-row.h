/* natter-formula-row.h: the text of a formula while it is put together, sign by sign, with the
 * space between them and the brackets that a flat line needs. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-formula-symbols.h"
#include "natter-formula.h"

G_BEGIN_DECLS

/* Of a group: whether it has to stand in brackets where TeX needs none. */
typedef struct
{
  guint    n_signs;        /* a number, a letter, … */
  gboolean is_sum;         /* something in it stands between others: "a + b", "x = y" */
  gboolean has_fraction;   /* not in brackets */
  guint    depth;          /* of brackets: what is in them is one sign */
} NatterFormulaMeasure;

typedef struct
{
  GString              *text;
  GArray               *runs;         /* NatterFormulaRun, by start, outer ones first */
  NatterSign            before;       /* what stands at the end */
  gboolean              wants_space;  /* before the next sign */
  guint                 level;        /* of scripts in scripts */
  gboolean              upright;
  gboolean              strong;
  NatterFormulaMeasure  measure;
  gssize                loose;        /* where something begins that must be in brackets if a sign
                                       * is put right behind it: "1/2", "√2"; else -1 */
} NatterFormulaRow;

void     natter_formula_row_place     (NatterFormulaRow   *self,
                                       NatterSign          sign);
void     natter_formula_row_add       (NatterFormulaRow   *self,
                                       const char         *text,
                                       NatterSign          sign);
void     natter_formula_row_add_words (NatterFormulaRow   *self,
                                       const char         *words);
void     natter_formula_row_add_space (NatterFormulaRow   *self,
                                       const char         *space);
void     natter_formula_row_end_line  (NatterFormulaRow   *self);
void     natter_formula_row_bracket   (NatterFormulaRow   *self,
                                       gsize               start);
void     natter_formula_row_tighten   (NatterFormulaRow   *self);
void     natter_formula_row_script    (NatterFormulaRow   *self,
                                       gsize               start,
                                       guint               first_run,
                                       NatterFormulaStyle  style);
gboolean natter_formula_row_accent    (NatterFormulaRow   *self,
                                       gsize               start,
                                       gunichar            accent);
gboolean natter_formula_row_is_beside (NatterFormulaRow   *self);

G_END_DECLS
