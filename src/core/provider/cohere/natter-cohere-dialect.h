/* natter-cohere-dialect.h: Cohere's chat, version 2. Stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

#define NATTER_TYPE_COHERE_DIALECT (natter_cohere_dialect_get_type ())
G_DECLARE_FINAL_TYPE (NatterCohereDialect, natter_cohere_dialect, NATTER, COHERE_DIALECT,
                      NatterDialect)

NatterDialect *natter_cohere_dialect_new (void);

G_END_DECLS
