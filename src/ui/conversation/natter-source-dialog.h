/* natter-source-dialog.h: a message as it was written. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-message.h"

G_BEGIN_DECLS

AdwDialog *natter_source_dialog_new (NatterMessage *message);

G_END_DECLS
