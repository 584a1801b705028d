/* natter-think-splitter.h: tells inline reasoning (<think>…</think>) from text, however it is
 * cut. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-delta.h"

G_BEGIN_DECLS

typedef struct _NatterThinkSplitter NatterThinkSplitter;

NatterThinkSplitter *natter_think_splitter_new    (NatterDeltaFunc      emit,
                                                   gpointer             data);
void                 natter_think_splitter_free   (NatterThinkSplitter *self);
void                 natter_think_splitter_feed   (NatterThinkSplitter *self,
                                                   const char          *text,
                                                   gsize                length);
void                 natter_think_splitter_finish (NatterThinkSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterThinkSplitter, natter_think_splitter_free)

G_END_DECLS
