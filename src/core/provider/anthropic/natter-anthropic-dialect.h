/* natter-anthropic-dialect.h: Anthropic's Messages, as spoken by it and a few others. Stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

#define NATTER_TYPE_ANTHROPIC_DIALECT (natter_anthropic_dialect_get_type ())
G_DECLARE_FINAL_TYPE (NatterAnthropicDialect, natter_anthropic_dialect, NATTER, ANTHROPIC_DIALECT,
                      NatterDialect)

NatterDialect *natter_anthropic_dialect_new (void);

G_END_DECLS
