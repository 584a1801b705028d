/* natter-retry-notice.h: says why an answer is asked for again and when. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-generation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_RETRY_NOTICE (natter_retry_notice_get_type ())
G_DECLARE_FINAL_TYPE (NatterRetryNotice, natter_retry_notice, NATTER, RETRY_NOTICE, GtkWidget)

GtkWidget *natter_retry_notice_new            (void);
void       natter_retry_notice_set_generation (NatterRetryNotice *self,
                                               NatterGeneration  *generation);

G_END_DECLS
