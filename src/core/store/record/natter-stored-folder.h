/* natter-stored-folder.h: a folder of conversations as it is stored. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Times are milliseconds since 1970, UTC. */
typedef struct
{
  const char *id;
  const char *name;
  const char *colour;      /* or NULL; the window knows what it means */
  const char *emoji;       /* or NULL */
  int         position;
  gint64      created;
  gint64      trashed;     /* only read: 0, or when; its conversations still name it */
  const char *unreadable;  /* only read: NULL, or why not all of it could be read */
} NatterStoredFolder;

#define NATTER_TYPE_STORED_FOLDER (natter_stored_folder_get_type ())
GType               natter_stored_folder_get_type (void);
NatterStoredFolder *natter_stored_folder_new      (const NatterStoredFolder *values);
NatterStoredFolder *natter_stored_folder_ref      (NatterStoredFolder       *self);
void                natter_stored_folder_unref    (NatterStoredFolder       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoredFolder, natter_stored_folder_unref)

G_END_DECLS
