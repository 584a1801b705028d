/* natter-end-text.h: how an answer ended, and what went wrong, in words for a person. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message.h"

G_BEGIN_DECLS

const char *natter_end_text_get_error_title (const GError *error);
/* NULL when there is nothing to say: the answer is whole */
const char *natter_end_text_get_title  (NatterMessage *message);
/* what to do, or the provider's own words; NULL when the title says it all */
char       *natter_end_text_dup_detail (NatterMessage *message);
/* what to do, without anybody's words; NULL when there is nothing */
char       *natter_end_text_dup_advice (NatterMessage *message);
gboolean    natter_end_text_is_error   (NatterMessage *message);

G_END_DECLS
