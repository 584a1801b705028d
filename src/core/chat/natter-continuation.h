/* natter-continuation.h: an answer that goes on: how the rest of it is asked for, and what of that
 * is new. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-provider.h"

G_BEGIN_DECLS

typedef struct _NatterContinuation NatterContinuation;

NatterContinuation *natter_continuation_new        (GPtrArray          *turns,
                                                     gboolean            can_prefill);
void                natter_continuation_free        (NatterContinuation *self);
GPtrArray          *natter_continuation_get_turns   (NatterContinuation *self);
gboolean            natter_continuation_is_prefill  (NatterContinuation *self);
gboolean            natter_continuation_give_way    (NatterContinuation *self,
                                                     const GError       *error);
gboolean            natter_continuation_teach       (NatterContinuation *self,
                                                     NatterProvider     *provider,
                                                     const char         *model);
void                natter_continuation_begin       (NatterContinuation *self);
void                natter_continuation_feed        (NatterContinuation *self,
                                                     const NatterDelta  *delta,
                                                     NatterDeltaFunc     func,
                                                     gpointer            data);
void                natter_continuation_finish      (NatterContinuation *self,
                                                     NatterDeltaFunc     func,
                                                     gpointer            data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterContinuation, natter_continuation_free)

G_END_DECLS
