/* natter-keeper-private.h: what the files of NatterKeeper share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-keeper.h"

G_BEGIN_DECLS

struct _NatterKeeper
{
  GObject                 parent_instance;

  NatterStore            *store;
  NatterBackups          *backups;
  NatterConversationList *conversations;
  NatterFolderList       *folders;     /* or NULL */
  GHashTable             *watched;     /* of NatterConversation, held */
  GHashTable             *known;       /* ids of conversations that the store has */
  GHashTable             *known_folders; /* ids to when they were made, in ms since 1970 */
  GHashTable             *changed;     /* of NatterConversation, held: to be put */
  GHashTable             *drafts;      /* conversation id → text, to be put; "" is the new chat */
  char                   *new_draft;
  guint                   save_id;
  gboolean                is_open;
};

/* natter-keeper-folders.c */
void                      natter_keeper_restore_folders (NatterKeeper  *self,
                                                         GPtrArray     *records);

/* natter-keeper-load.c */
void                      natter_keeper_restore_conversations (NatterKeeper *self,
                                                               GPtrArray    *records);
void                      natter_keeper_load_missing          (NatterKeeper       *self,
                                                               NatterConversation *conversation);

/* natter-keeper-merge.c */
void                      natter_keeper_put_in_place (NatterKeeper *self,
                                                      GPtrArray    *conversations);
void                      natter_keeper_follow_backups (NatterKeeper *self);

/* natter-keeper.c */
void                      natter_keeper_tell_unreadable (NatterKeeper  *self,
                                                         const GError  *error);
void                      natter_keeper_commit     (NatterKeeper       *self,
                                                    NatterStoreBatch   *batch);
void                      natter_keeper_watch      (NatterKeeper       *self,
                                                    NatterConversation *conversation);
void                      natter_keeper_set_open   (NatterKeeper       *self,
                                                    const char         *new_draft);

G_END_DECLS
