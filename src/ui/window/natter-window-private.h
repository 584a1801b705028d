/* natter-window-private.h: what the window shares with its actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-composer.h"
#include "natter-conversation-view.h"
#include "natter-model-picker.h"
#include "natter-sidebar.h"
#include "natter-store-banner.h"
#include "natter-welcome-page.h"
#include "natter-window.h"

G_BEGIN_DECLS

struct _NatterWindow
{
  AdwApplicationWindow    parent_instance;

  AdwToastOverlay        *toasts;
  AdwNavigationSplitView *split;
  NatterSidebar          *sidebar;
  NatterModelPicker      *picker;
  NatterStoreBanner      *store_banner;
  GtkStack               *stack;
  NatterWelcomePage      *welcome;
  NatterConversationView *view;
  NatterComposer         *composer;

  NatterChat             *chat;
  NatterSettings         *settings;
  NatterConversation     *conversation;   /* the open one; not yet in the list while empty */
  NatterConversation     *fresh;          /* the last new chat, with its draft, until it is used */
  int                     height;
  guint                   height_id;
};

/* natter-window-message.c */
void           natter_window_install_message_actions (GtkWidgetClass *widget_class);
NatterMessage *natter_window_find_message            (NatterWindow   *self,
                                                      const char     *id);

void natter_window_install_actions (GtkWidgetClass     *widget_class);
void natter_window_open            (NatterWindow       *self,
                                    NatterConversation *conversation);
void natter_window_open_fresh      (NatterWindow       *self);
void natter_window_update_actions  (NatterWindow       *self);

G_END_DECLS
