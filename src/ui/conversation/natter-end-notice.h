/* natter-end-notice.h: how an answer ended, when that is worth saying. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-message.h"

G_BEGIN_DECLS

#define NATTER_TYPE_END_NOTICE (natter_end_notice_get_type ())
G_DECLARE_FINAL_TYPE (NatterEndNotice, natter_end_notice, NATTER, END_NOTICE, AdwBin)

/* Its buttons activate message.trust, message.retry and message.details. */
GtkWidget *natter_end_notice_new    (void);
void       natter_end_notice_update (NatterEndNotice *self,
                                     NatterMessage   *message);

G_END_DECLS
