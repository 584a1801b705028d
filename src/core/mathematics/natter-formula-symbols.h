/* natter-formula-symbols.h: TeX's names of signs. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a sign is decides about the space around it: the TeXbook, chapters 17 and 18. */
typedef enum
{
  NATTER_SIGN_NONE,       /* nothing yet */
  NATTER_SIGN_ORDINARY,
  NATTER_SIGN_VARIABLE,   /* as ordinary, but slanted */
  NATTER_SIGN_DIGIT,
  NATTER_SIGN_OPERATOR,   /* large, with limits */
  NATTER_SIGN_FUNCTION,   /* a name: "sin" */
  NATTER_SIGN_BINARY,
  NATTER_SIGN_RELATION,
  NATTER_SIGN_OPENING,
  NATTER_SIGN_CLOSING,
  NATTER_SIGN_PUNCTUATION,
} NatterSign;

typedef struct
{
  const char *name;
  const char *text;
  NatterSign  sign;
} NatterFormulaSymbol;

const NatterFormulaSymbol *natter_formula_find_symbol    (const char *name);
gunichar                   natter_formula_find_accent    (const char *name);
gunichar                   natter_formula_find_letter    (const char *alphabet,
                                                          gunichar    letter);
gboolean                   natter_formula_is_alphabet    (const char *name);
gunichar                   natter_formula_raise          (gunichar    c);
gunichar                   natter_formula_lower          (gunichar    c);
NatterSign                 natter_formula_get_sign       (gunichar    c);

G_END_DECLS
