/* natter-model-dialog.h: a dialog to choose a model for one thing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_DIALOG (natter_model_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelDialog, natter_model_dialog, NATTER, MODEL_DIALOG, AdwDialog)

/* signal "chosen" (string): the key of a model; the dialog is closed by then */
NatterModelDialog *natter_model_dialog_new (NatterChat *chat,
                                            const char *title,
                                            const char *current);

G_END_DECLS
