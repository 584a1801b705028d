/* natter-ollama-decoder.h: reads one answer of Ollama's own chat. Pure, owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-decoder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_OLLAMA_DECODER (natter_ollama_decoder_get_type ())
G_DECLARE_FINAL_TYPE (NatterOllamaDecoder, natter_ollama_decoder, NATTER, OLLAMA_DECODER,
                      NatterDecoder)

NatterDecoder *natter_ollama_decoder_new (void);

G_END_DECLS
