/* natter-message-footer.h: below a message: waiting, how it ended, what can be done with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-conversation.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MESSAGE_FOOTER (natter_message_footer_get_type ())
G_DECLARE_FINAL_TYPE (NatterMessageFooter, natter_message_footer, NATTER, MESSAGE_FOOTER, GtkWidget)

GtkWidget *natter_message_footer_new         (void);
void       natter_message_footer_update      (NatterMessageFooter *self,
                                              NatterConversation  *conversation,
                                              NatterMessage       *message);
void       natter_message_footer_set_hovered (NatterMessageFooter *self,
                                              gboolean             hovered);

G_END_DECLS
