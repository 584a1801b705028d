/* natter-gemini-decoder.h: reads one answer of Gemini's generateContent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-decoder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_GEMINI_DECODER (natter_gemini_decoder_get_type ())
G_DECLARE_FINAL_TYPE (NatterGeminiDecoder, natter_gemini_decoder, NATTER, GEMINI_DECODER,
                      NatterDecoder)

NatterDecoder *natter_gemini_decoder_new (void);

G_END_DECLS
