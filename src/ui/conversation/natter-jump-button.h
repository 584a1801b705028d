/* natter-jump-button.h: leads to the end of a conversation, and says what came there since its
 * reader left it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-conversation.h"
#include "natter-follow.h"

G_BEGIN_DECLS

#define NATTER_TYPE_JUMP_BUTTON (natter_jump_button_get_type ())
G_DECLARE_FINAL_TYPE (NatterJumpButton, natter_jump_button, NATTER, JUMP_BUTTON, AdwBin)

/* signal "clicked": the end was asked for */
void  natter_jump_button_set_follow       (NatterJumpButton   *self,
                                           NatterFollow       *follow);
void  natter_jump_button_set_conversation (NatterJumpButton   *self,
                                           NatterConversation *conversation);
guint natter_jump_button_get_n_new        (NatterJumpButton   *self);

G_END_DECLS
