/* natter-import-tree.h: the nodes of a foreign conversation become a tree that is one, and the tree
 * becomes records. Pure, one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-import-chat.h"
#include "natter-store-merge.h"

G_BEGIN_DECLS

GPtrArray        *natter_import_tree_grow  (NatterImportChat *chat);
NatterStoreMerge *natter_import_tree_merge (NatterImportChat *chat);

G_END_DECLS
