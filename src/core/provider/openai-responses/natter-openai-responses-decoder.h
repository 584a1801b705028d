/* natter-openai-responses-decoder.h: reads one answer of OpenAI's Responses. Pure, owned by one
 * generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-decoder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OPENAI_RESPONSES_DECODER (natter_openai_responses_decoder_get_type ())
G_DECLARE_FINAL_TYPE (NatterOpenaiResponsesDecoder, natter_openai_responses_decoder, NATTER,
                      OPENAI_RESPONSES_DECODER, NatterDecoder)

NatterDecoder *natter_openai_responses_decoder_new (void);

G_END_DECLS
