/* natter-welcome-page.h: what an empty window shows: the first steps, or an invitation to write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_WELCOME_PAGE (natter_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterWelcomePage, natter_welcome_page, NATTER, WELCOME_PAGE, AdwBin)

/* The button "Add a Provider" activates the action win.add-provider.
 * properties: "chat"; "model-key" (string): the model that will answer, or NULL for the default
 * one */
void natter_welcome_page_set_chat      (NatterWelcomePage *self,
                                        NatterChat        *chat);
void natter_welcome_page_set_model_key (NatterWelcomePage *self,
                                        const char        *model_key);
void natter_welcome_page_set_temporary (NatterWelcomePage *self,
                                        gboolean           is_temporary);

G_END_DECLS
