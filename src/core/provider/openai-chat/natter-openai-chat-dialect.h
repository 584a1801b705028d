/* natter-openai-chat-dialect.h: OpenAI chat completions, as spoken by most servers. Stateless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OPENAI_CHAT_DIALECT (natter_openai_chat_dialect_get_type ())
G_DECLARE_FINAL_TYPE (NatterOpenaiChatDialect, natter_openai_chat_dialect, NATTER,
                      OPENAI_CHAT_DIALECT, NatterDialect)

NatterDialect *natter_openai_chat_dialect_new (void);

G_END_DECLS
