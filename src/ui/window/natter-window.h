/* natter-window.h: the window: conversations beside the one that is open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"
#include "natter-settings.h"
#include "natter-undo.h"

G_BEGIN_DECLS

#define NATTER_TYPE_WINDOW (natter_window_get_type ())
G_DECLARE_FINAL_TYPE (NatterWindow, natter_window, NATTER, WINDOW, AdwApplicationWindow)

NatterWindow *natter_window_new              (AdwApplication *application,
                                              NatterChat     *chat,
                                              NatterSettings *settings);
void          natter_window_set_draft        (NatterWindow   *self,
                                              const char     *text);
void          natter_window_open_id          (NatterWindow   *self,
                                              const char     *conversation_id,
                                              const char     *message_id,
                                              const char     *words);
void          natter_window_search_for       (NatterWindow   *self,
                                              const char     *words);
NatterConversation *
              natter_window_get_conversation (NatterWindow   *self);
void          natter_window_toast_undo       (NatterWindow   *self,
                                              NatterUndo     *undo);

G_END_DECLS
