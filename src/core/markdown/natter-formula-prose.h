/* natter-formula-prose.h: whether what stands between two signs is a formula or words. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_FORMULA_PROSE_DOLLAR,    /* $…$ */
  NATTER_FORMULA_PROSE_DOLLARS,   /* $$…$$ */
  NATTER_FORMULA_PROSE_PAREN,     /* \(…\) */
  NATTER_FORMULA_PROSE_BRACKET,   /* \[…\] */
} NatterFormulaProse;

gboolean natter_formula_prose_is (const char         *content,
                                  gsize               length,
                                  NatterFormulaProse  kind,
                                  gboolean            has_money);

G_END_DECLS
