/* natter-notifier.h: tells the person that an answer has ended while they looked elsewhere. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-conversation-list.h"

G_BEGIN_DECLS

#define NATTER_TYPE_NOTIFIER (natter_notifier_get_type ())
G_DECLARE_FINAL_TYPE (NatterNotifier, natter_notifier, NATTER, NOTIFIER, GObject)

NatterNotifier *natter_notifier_new  (GtkApplication         *application,
                                      NatterConversationList *conversations);
void            natter_notifier_seen (NatterNotifier         *self,
                                      NatterConversation     *conversation);

G_END_DECLS
