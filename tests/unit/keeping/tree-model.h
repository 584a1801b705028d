/* tree-model.h: what conversations must be after all that was done with them, told by the simplest
 * means: every message in one array, nothing ever taken out of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"

G_BEGIN_DECLS

#define TREE_MODEL_NONE G_MAXUINT

typedef struct
{
  char       *id;
  guint       conversation;
  guint       parent;      /* or NONE for a first message */
  guint       chosen;      /* which child is shown, or NONE */
  guint       trashed;     /* what was deleted, and this with it; or NONE */
  NatterRole  role;
  char       *text;
  GPtrArray  *former;      /* texts, the first one first */
} TreeItem;

typedef struct
{
  char     *id;
  char     *title;
  gboolean  is_trashed;
  guint     chosen;        /* the first message that is shown, or NONE */
} TreeTop;

typedef struct
{
  GPtrArray *items;        /* of TreeItem; NONE is no position in it */
  GPtrArray *tops;         /* of TreeTop: the conversations */
} TreeModel;

TreeModel *tree_model_new          (void);
void       tree_model_free         (TreeModel          *self);
TreeItem  *tree_model_get          (TreeModel          *self,
                                    guint               item);
TreeTop   *tree_model_get_top      (TreeModel          *self,
                                    guint               conversation);
guint      tree_model_add_top      (TreeModel          *self,
                                    NatterConversation *conversation);
/* Chosen in its place. */
guint      tree_model_add          (TreeModel          *self,
                                    guint               conversation,
                                    guint               parent,
                                    NatterMessage      *message);
void       tree_model_edit         (TreeModel          *self,
                                    guint               item,
                                    const char         *text);
void       tree_model_show         (TreeModel          *self,
                                    guint               item);
void       tree_model_trash        (TreeModel          *self,
                                    guint               item,
                                    gboolean            branch);
void       tree_model_untrash      (TreeModel          *self,
                                    guint               item);
/* Of guint: items, as they are read. */
GArray    *tree_model_dup_path     (TreeModel          *self,
                                    guint               conversation);
/* Of guint: what may be shown in the place of the item. */
GArray    *tree_model_dup_siblings (TreeModel          *self,
                                    guint               item);

G_END_DECLS
