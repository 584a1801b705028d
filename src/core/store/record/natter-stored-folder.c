/* natter-stored-folder.c: a folder of conversations as it is stored. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-stored-folder.h"

G_DEFINE_BOXED_TYPE (NatterStoredFolder, natter_stored_folder, natter_stored_folder_ref,
                     natter_stored_folder_unref)

static void
clear (NatterStoredFolder *self)
{
  g_free ((gpointer) self->id);
  g_free ((gpointer) self->name);
  g_free ((gpointer) self->colour);
  g_free ((gpointer) self->emoji);
  g_free ((gpointer) self->unreadable);
}

/**
 * natter_stored_folder_new:
 * @values: what it holds; everything is copied
 *
 * Returns: (transfer full): a folder that nobody changes
 */
NatterStoredFolder *
natter_stored_folder_new (const NatterStoredFolder *values)
{
  NatterStoredFolder *self = g_atomic_rc_box_new (NatterStoredFolder);

  *self = *values;
  self->id = g_strdup (values->id);
  self->name = g_strdup (values->name);
  self->colour = g_strdup (values->colour);
  self->emoji = g_strdup (values->emoji);
  self->unreadable = g_strdup (values->unreadable);

  return self;
}

NatterStoredFolder *
natter_stored_folder_ref (NatterStoredFolder *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_stored_folder_unref (NatterStoredFolder *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}
