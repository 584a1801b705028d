/* keeper-run.h: a chat whose conversations are stored, as often as the program would be started;
 * answers come from the scripted server. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-chat.h"
#include "natter-test-server.h"

G_BEGIN_DECLS

typedef struct
{
  NatterTestServer *server;
  char             *folder;
  NatterChat       *chat;
  NatterKeeper     *keeper;
  gboolean          is_done;
} KeeperRun;

/* Around each test. */
void                keeper_run_set_up     (KeeperRun          *fixture,
                                           gconstpointer       data);
void                keeper_run_tear_down  (KeeperRun          *fixture,
                                           gconstpointer       data);

/* A start of the program, and its end. */
void                keeper_run_begin      (KeeperRun          *fixture);
void                keeper_run_end        (KeeperRun          *fixture);
void                keeper_run_restart    (KeeperRun          *fixture);

void                keeper_run_choose     (KeeperRun          *fixture,
                                           NatterConversation *conversation,
                                           const char         *model);
/* The model repeats what it is asked. */
void                keeper_run_ask        (KeeperRun          *fixture,
                                           NatterConversation *conversation,
                                           const char         *text);
/* The one at the position, with its messages. */
NatterConversation *keeper_run_load       (KeeperRun          *fixture,
                                           guint               position);
guint               keeper_run_count      (KeeperRun          *fixture);
/* Texts of the visible path, joined by "|" */
void                keeper_run_check_path (NatterConversation *conversation,
                                           const char         *expected);

/* Of the fixture, and of a conversation. */
gboolean            keeper_run_is_done    (gpointer            data);
gboolean            keeper_run_is_idle    (gpointer            data);
gboolean            keeper_run_is_loaded  (gpointer            data);

G_END_DECLS
