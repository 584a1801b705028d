/* natter-details-dialog.h: all that is known of one message but its words. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-message.h"

G_BEGIN_DECLS

#define NATTER_TYPE_DETAILS_DIALOG (natter_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterDetailsDialog, natter_details_dialog, NATTER, DETAILS_DIALOG, AdwDialog)

NatterDetailsDialog *natter_details_dialog_new (NatterMessage *message);

G_END_DECLS
