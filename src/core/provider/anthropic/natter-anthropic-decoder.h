/* natter-anthropic-decoder.h: reads one streamed message of Anthropic's Messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-decoder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_ANTHROPIC_DECODER (natter_anthropic_decoder_get_type ())
G_DECLARE_FINAL_TYPE (NatterAnthropicDecoder, natter_anthropic_decoder, NATTER, ANTHROPIC_DECODER,
                      NatterDecoder)

NatterDecoder *natter_anthropic_decoder_new (void);

G_END_DECLS
