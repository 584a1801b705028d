/* natter-message-tree.h: messages as a tree, and the path of it that is shown. Owned by its
 * conversation; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message.h"

G_BEGIN_DECLS

typedef struct _NatterMessageTree NatterMessageTree;

NatterMessageTree *natter_message_tree_new          (void);
void               natter_message_tree_free         (NatterMessageTree *self);
void               natter_message_tree_add          (NatterMessageTree *self,
                                                     NatterMessage     *parent,
                                                     NatterMessage     *message,
                                                     gboolean           chosen);
gboolean           natter_message_tree_contains     (NatterMessageTree *self,
                                                     NatterMessage     *message);
NatterMessage     *natter_message_tree_find         (NatterMessageTree *self,
                                                     const char        *id);
NatterMessage     *natter_message_tree_get_parent   (NatterMessageTree *self,
                                                     NatterMessage     *message);
guint              natter_message_tree_get_position (NatterMessageTree *self,
                                                     NatterMessage     *message);
gboolean           natter_message_tree_is_chosen    (NatterMessageTree *self,
                                                     NatterMessage     *message);
GPtrArray         *natter_message_tree_dup_siblings (NatterMessageTree *self,
                                                     NatterMessage     *message);
GPtrArray         *natter_message_tree_dup_branch   (NatterMessageTree *self,
                                                     NatterMessage     *message);
GPtrArray         *natter_message_tree_dup_line     (NatterMessageTree *self,
                                                     NatterMessage     *message);
void               natter_message_tree_choose       (NatterMessageTree *self,
                                                     NatterMessage     *message);
void               natter_message_tree_set_trashed  (NatterMessageTree *self,
                                                     NatterMessage     *message,
                                                     const char        *with);
const char        *natter_message_tree_get_trashed  (NatterMessageTree *self,
                                                     NatterMessage     *message);
/* Of NatterMessage, in the order in which they were added. */
GPtrArray         *natter_message_tree_get_messages (NatterMessageTree *self);
/* Of NatterMessage, from the first one on; what natter_message_tree_update_path() last found. */
GPtrArray         *natter_message_tree_get_path     (NatterMessageTree *self);
gboolean           natter_message_tree_update_path  (NatterMessageTree *self,
                                                     guint             *position,
                                                     guint             *n_removed,
                                                     guint             *n_added);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterMessageTree, natter_message_tree_free)

G_END_DECLS
