/* natter-window-private.h: what the window shares with its actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-composer.h"
#include "natter-conversation-view.h"
#include "natter-find-bar.h"
#include "natter-model-picker.h"
#include "natter-offline-banner.h"
#include "natter-sidebar.h"
#include "natter-store-banner.h"
#include "natter-welcome-page.h"
#include "natter-window.h"

G_BEGIN_DECLS

struct _NatterWindow
{
  AdwApplicationWindow    parent_instance;

  AdwToastOverlay        *toasts;
  GtkMenuButton          *menu_button;
  AdwNavigationSplitView *split;
  NatterSidebar          *sidebar;
  NatterModelPicker      *picker;
  NatterStoreBanner      *store_banner;
  NatterOfflineBanner    *offline_banner;
  NatterFindBar          *find_bar;
  GtkStack               *stack;
  NatterWelcomePage      *welcome;
  NatterConversationView *view;
  NatterComposer         *composer;

  NatterChat             *chat;
  NatterSettings         *settings;
  NatterConversation     *conversation;   /* the open one; not yet in the list while empty */
  NatterConversation     *fresh;          /* the last new chat, with its draft, until it is used */
  NatterConversation     *temporary;      /* the same for a chat of which nothing is kept */
  char                   *resume_id;      /* of the conversation to open once it is there */
  GStrv                   wanted;         /* what natter_window_open_id() waits to open */
  guint                   n_frames;       /* seen while it is waited for */
  guint                   keep_id;
  AdwAlertDialog         *unsaved_dialog; /* while it asks; not owned */
  gboolean                may_lose;       /* and was answered */
  int                     height;
  guint                   height_id;
};

/* natter-window-message.c */
void           natter_window_install_message_actions (GtkWidgetClass *widget_class);
NatterMessage *natter_window_find_message            (NatterWindow   *self,
                                                      const char     *id);

/* natter-window-search.c */
void natter_window_set_up_search   (NatterWindow       *self);
void natter_window_search          (NatterWindow       *self);

/* natter-window-state.c */
void natter_window_set_up_state      (NatterWindow *self);
void natter_window_keep_state        (NatterWindow *self);
void natter_window_keep_state_soon   (NatterWindow *self);
void natter_window_forget_resume     (NatterWindow *self);

/* natter-window-unsaved.c */
gboolean natter_window_ask_unsaved (NatterWindow *self);

void natter_window_update_stack    (NatterWindow       *self);
void natter_window_export_many     (NatterWindow       *self,
                                    GPtrArray          *conversations);
void natter_window_install_actions (GtkWidgetClass     *widget_class);
void natter_window_open            (NatterWindow       *self,
                                    NatterConversation *conversation);
void natter_window_open_fresh      (NatterWindow       *self);
void natter_window_open_temporary  (NatterWindow       *self);
void natter_window_follow_zoom     (NatterWindow       *self);
void natter_window_update_actions  (NatterWindow       *self);

G_END_DECLS
