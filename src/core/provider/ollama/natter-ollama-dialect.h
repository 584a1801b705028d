/* natter-ollama-dialect.h: Ollama's own chat. Stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OLLAMA_DIALECT (natter_ollama_dialect_get_type ())
G_DECLARE_FINAL_TYPE (NatterOllamaDialect, natter_ollama_dialect, NATTER, OLLAMA_DIALECT,
                      NatterDialect)

NatterDialect *natter_ollama_dialect_new (void);

G_END_DECLS
