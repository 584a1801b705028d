/* natter-reasoning-details.h: the thoughts of one answer as OpenRouter tells them, put together for
 * the next request. Pure, owned by one decoder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _NatterReasoningDetails NatterReasoningDetails;

NatterReasoningDetails *natter_reasoning_details_new  (void);
void                    natter_reasoning_details_free (NatterReasoningDetails *self);
void                    natter_reasoning_details_add  (NatterReasoningDetails *self,
                                                       JsonArray              *pieces);
JsonNode               *natter_reasoning_details_dup  (NatterReasoningDetails *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterReasoningDetails, natter_reasoning_details_free)

G_END_DECLS
