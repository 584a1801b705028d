/* natter-folder-row.h: one folder in the sidebar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-folder.h"

G_BEGIN_DECLS

#define NATTER_TYPE_FOLDER_ROW (natter_folder_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterFolderRow, natter_folder_row, NATTER, FOLDER_ROW, AdwBin)

/* properties: "title" (the name); "status" (string)
 * signals: "clicked", "menu" (double x, double y), "restore" */
NatterFolderRow   *natter_folder_row_new           (void);
NatterFolder      *natter_folder_row_get_folder    (NatterFolderRow *self);
void               natter_folder_row_set_folder    (NatterFolderRow *self,
                                                    NatterFolder    *folder);
void               natter_folder_row_set_collapsed (NatterFolderRow *self,
                                                    gboolean         is_collapsed);
void               natter_folder_row_set_days_left (NatterFolderRow *self,
                                                    int              days_left);
void               natter_folder_row_rename        (NatterFolderRow *self);
const char * const *natter_folder_row_get_colours  (void);

G_END_DECLS
