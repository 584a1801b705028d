/* natter-openai-chat-decoder.h: reads one streamed chat completion.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-decoder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OPENAI_CHAT_DECODER (natter_openai_chat_decoder_get_type ())
G_DECLARE_FINAL_TYPE (NatterOpenaiChatDecoder, natter_openai_chat_decoder, NATTER,
                      OPENAI_CHAT_DECODER, NatterDecoder)

NatterDecoder *natter_openai_chat_decoder_new (void);

G_END_DECLS
