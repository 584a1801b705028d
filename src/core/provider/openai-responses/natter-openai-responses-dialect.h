/* natter-openai-responses-dialect.h: OpenAI's Responses, which Azure, xAI, OpenRouter and local
 * servers speak too. Stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OPENAI_RESPONSES_DIALECT (natter_openai_responses_dialect_get_type ())
G_DECLARE_FINAL_TYPE (NatterOpenaiResponsesDialect, natter_openai_responses_dialect, NATTER,
                      OPENAI_RESPONSES_DIALECT, NatterDialect)

NatterDialect *natter_openai_responses_dialect_new (void);

G_END_DECLS
