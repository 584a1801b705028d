/* natter-cohere-decoder.h: reads one answer of Cohere's chat, version 2. Pure, owned by one
 * generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-decoder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_COHERE_DECODER (natter_cohere_decoder_get_type ())
G_DECLARE_FINAL_TYPE (NatterCohereDecoder, natter_cohere_decoder, NATTER, COHERE_DECODER,
                      NatterDecoder)

NatterDecoder *natter_cohere_decoder_new (void);

G_END_DECLS
