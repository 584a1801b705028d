/* natter-model-picker.h: the title of the content: which model answers, and the list to choose
 * from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_PICKER (natter_model_picker_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelPicker, natter_model_picker, NATTER, MODEL_PICKER, AdwBin)

/* properties: "chat" (NatterChat), "model-key" (string; "provider-id/model-id", notifies on the
 * user's choice too) */
void        natter_model_picker_set_chat      (NatterModelPicker *self,
                                               NatterChat        *chat);
const char *natter_model_picker_get_model_key (NatterModelPicker *self);
void        natter_model_picker_set_model_key (NatterModelPicker *self,
                                               const char        *model_key);
void        natter_model_picker_popup         (NatterModelPicker *self);

G_END_DECLS
