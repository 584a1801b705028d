/* natter-model-browser.h: the models of all accounts, to search and to choose from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_BROWSER (natter_model_browser_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelBrowser, natter_model_browser, NATTER, MODEL_BROWSER, AdwBin)

/* signals: "chosen" (string): the key of a model; "dismissed": the browser is no longer needed.
 * keys: Ctrl+D marks the selected model as a favourite, F5 asks its provider for its models */
void natter_model_browser_set_chat    (NatterModelBrowser *self,
                                       NatterChat         *chat);
void natter_model_browser_set_current (NatterModelBrowser *self,
                                       const char         *model_key);
void natter_model_browser_open        (NatterModelBrowser *self);
void natter_model_browser_close       (NatterModelBrowser *self);

G_END_DECLS
