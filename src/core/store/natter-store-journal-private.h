/* natter-store-journal-private.h: the names of what the journal holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-store-journal.h"

G_BEGIN_DECLS

/* Each row of the journal is one of the kinds of parts, by its own name, or one of these. */
#define NATTER_JOURNAL_MODEL  "model"   /* text: the model that really answers */
#define NATTER_JOURNAL_USAGE  "usage"   /* text: five numbers, as in NatterUsage */
#define NATTER_JOURNAL_FINISH "finish"  /* id: the end, text: the provider's word for it */

G_END_DECLS
