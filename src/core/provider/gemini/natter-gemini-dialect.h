/* natter-gemini-dialect.h: Google's generateContent, of the Gemini API and of Vertex. Stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

#define NATTER_TYPE_GEMINI_DIALECT (natter_gemini_dialect_get_type ())
G_DECLARE_FINAL_TYPE (NatterGeminiDialect, natter_gemini_dialect, NATTER, GEMINI_DIALECT,
                      NatterDialect)

NatterDialect *natter_gemini_dialect_new (void);

G_END_DECLS
