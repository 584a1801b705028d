/* natter-formula-reader.h: where the reader of a formula is. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-formula-row.h"

G_BEGIN_DECLS

#define NATTER_FORMULA_MAX_DEPTH 16

#define NATTER_FORMULA_THIN_SPACE "\342\200\211"
#define NATTER_FORMULA_EM_SPACE   "\342\200\203"

typedef enum
{
  NATTER_FORMULA_UNTIL_END,
  NATTER_FORMULA_UNTIL_BRACE,
  NATTER_FORMULA_UNTIL_BRACKET,
  NATTER_FORMULA_UNTIL_RIGHT,
  NATTER_FORMULA_UNTIL_ENVIRONMENT,
} NatterFormulaUntil;

typedef struct
{
  const char       *at;
  const char       *end;
  NatterFormulaRow  row;
  gboolean          display;
  gboolean          failed;
  guint             depth;
  guint             n_fractions;     /* open ones */
  gboolean          in_environment;
  char              name[24];        /* of the command that is being read */
} NatterFormulaReader;

void                  natter_formula_fail           (NatterFormulaReader *self);
char                  natter_formula_peek           (NatterFormulaReader *self);
void                  natter_formula_read_name      (NatterFormulaReader *self);
gboolean              natter_formula_is_named       (NatterFormulaReader *self,
                                                     const char          *names);
char                 *natter_formula_read_raw_group (NatterFormulaReader *self);
void                  natter_formula_skip_option    (NatterFormulaReader *self);

void                  natter_formula_read_row       (NatterFormulaReader *self,
                                                     NatterFormulaUntil   until);
void                  natter_formula_read_argument  (NatterFormulaReader *self);
NatterFormulaMeasure  natter_formula_read_part      (NatterFormulaReader *self);
gboolean              natter_formula_read_construct (NatterFormulaReader *self);

G_END_DECLS
