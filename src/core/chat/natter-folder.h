/* natter-folder.h: a folder that conversations can be in: a name, and what it is told apart by.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_FOLDER (natter_folder_get_type ())
G_DECLARE_FINAL_TYPE (NatterFolder, natter_folder, NATTER, FOLDER, GObject)

/* each is a property of this name */
NatterFolder *natter_folder_new              (const char   *name);
NatterFolder *natter_folder_new_stored       (const char   *id,
                                              const char   *name);
const char   *natter_folder_get_id           (NatterFolder *self);
const char   *natter_folder_get_name         (NatterFolder *self);
void          natter_folder_set_name         (NatterFolder *self,
                                              const char   *name);
const char   *natter_folder_get_colour       (NatterFolder *self);
void          natter_folder_set_colour       (NatterFolder *self,
                                              const char   *colour);
const char   *natter_folder_get_emoji        (NatterFolder *self);
void          natter_folder_set_emoji        (NatterFolder *self,
                                              const char   *emoji);
int           natter_folder_get_position     (NatterFolder *self);
void          natter_folder_set_position     (NatterFolder *self,
                                              int           position);
gboolean      natter_folder_is_trashed       (NatterFolder *self);
void          natter_folder_set_trashed      (NatterFolder *self,
                                              gboolean      is_trashed);
gint64        natter_folder_get_trashed_time (NatterFolder *self);
void          natter_folder_set_trashed_time (NatterFolder *self,
                                              gint64        trashed_time);

G_END_DECLS
