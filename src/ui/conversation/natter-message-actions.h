/* natter-message-actions.h: what can be done with a message, as buttons below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MESSAGE_ACTIONS (natter_message_actions_get_type ())
G_DECLARE_FINAL_TYPE (NatterMessageActions, natter_message_actions, NATTER, MESSAGE_ACTIONS,
                      GtkWidget)

GtkWidget *natter_message_actions_new         (void);
void       natter_message_actions_update      (NatterMessageActions *self,
                                               NatterConversation   *conversation,
                                               NatterMessage        *message);
void       natter_message_actions_set_hovered (NatterMessageActions *self,
                                               gboolean              hovered);

G_END_DECLS
