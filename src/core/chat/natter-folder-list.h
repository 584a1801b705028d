/* natter-folder-list.h: the folders of a profile, from the top down, as a GListModel. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-folder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_FOLDER_LIST (natter_folder_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterFolderList, natter_folder_list, NATTER, FOLDER_LIST, GObject)

/* signal "folder-changed": (NatterFolder *folder, GParamSpec *property) of one in the list */
NatterFolderList *natter_folder_list_new    (void);
void              natter_folder_list_add    (NatterFolderList *self,
                                             NatterFolder     *folder);
void              natter_folder_list_append (NatterFolderList *self,
                                             NatterFolder     *folder);
void              natter_folder_list_remove (NatterFolderList *self,
                                             NatterFolder     *folder);
void              natter_folder_list_move   (NatterFolderList *self,
                                             NatterFolder     *folder,
                                             guint             index);
NatterFolder     *natter_folder_list_find   (NatterFolderList *self,
                                             const char       *id);

G_END_DECLS
