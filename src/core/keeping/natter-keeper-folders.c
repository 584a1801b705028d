/* natter-keeper-folders.c: folders are stored as they change. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

/* When a folder was made is of interest to nobody but the store, which wants to be told each time.
 *
 * Returns: whether it is new */
static gboolean
note_created (NatterKeeper *self,
              const char   *id,
              gint64        created)
{
  if (g_hash_table_contains (self->known_folders, id))
    return FALSE;

  return g_hash_table_insert (self->known_folders, g_strdup (id),
                              g_memdup2 (&created, sizeof created));
}

static NatterStoredFolder *
new_record (NatterKeeper *self,
            NatterFolder *folder)
{
  const gint64 *created = g_hash_table_lookup (self->known_folders,
                                               natter_folder_get_id (folder));
  NatterStoredFolder values = {
    .id = natter_folder_get_id (folder),
    .name = natter_folder_get_name (folder),
    .colour = natter_folder_get_colour (folder),
    .emoji = natter_folder_get_emoji (folder),
    .position = natter_folder_get_position (folder),
    .created = created ? *created : 0,
  };

  return natter_stored_folder_new (&values);
}

static void
put (NatterKeeper *self,
     NatterFolder *folder)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredFolder) record = new_record (self, folder);

  natter_store_batch_put_folder (batch, record);
  natter_keeper_commit (self, batch);
}

static void
folder_changed_cb (NatterKeeper *self,
                   NatterFolder *folder,
                   GParamSpec   *pspec)
{
  g_autoptr(NatterStoreBatch) batch = NULL;

  if (!g_str_equal (pspec->name, "trashed"))
    {
      put (self, folder);
      return;
    }

  batch = natter_store_batch_new ();
  if (natter_folder_is_trashed (folder))
    natter_store_batch_trash_folder (batch, natter_folder_get_id (folder));
  else
    natter_store_batch_restore_folder (batch, natter_folder_get_id (folder));
  natter_keeper_commit (self, batch);
}

static gboolean
delete_absent (gpointer key,
               gpointer value,
               gpointer data)
{
  NatterKeeper *self = data;
  g_autoptr(NatterStoreBatch) batch = NULL;

  if (natter_folder_list_find (self->folders, key))
    return FALSE;

  batch = natter_store_batch_new ();
  natter_store_batch_delete_folder (batch, key);
  natter_keeper_commit (self, batch);

  return TRUE;
}

/* What is new is stored; what leaves the list is removed for good. */
static void
folders_changed_cb (NatterKeeper *self,
                    guint         position,
                    guint         n_removed,
                    guint         n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);

      if (note_created (self, natter_folder_get_id (folder), g_get_real_time () / 1000))
        put (self, folder);
    }

  if (n_removed > n_added)
    g_hash_table_foreach_remove (self->known_folders, delete_absent, self);
}

/**
 * natter_keeper_set_folders:
 * @folders: the folders of the conversations; set before natter_keeper_open_async()
 */
void
natter_keeper_set_folders (NatterKeeper     *self,
                           NatterFolderList *folders)
{
  g_return_if_fail (NATTER_IS_KEEPER (self));
  g_return_if_fail (!self->folders);

  self->folders = g_object_ref (folders);
  g_signal_connect_object (folders, "items-changed", G_CALLBACK (folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (folders, "folder-changed", G_CALLBACK (folder_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/*
 * natter_keeper_restore_folders:
 * @records: (element-type NatterStoredFolder): what was kept; those that are in the list stay what
 *   they are
 */
void
natter_keeper_restore_folders (NatterKeeper *self,
                               GPtrArray    *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredFolder *record = g_ptr_array_index (records, i);
      g_autoptr(NatterFolder) folder = NULL;

      if (natter_folder_list_find (self->folders, record->id))
        continue;

      folder = natter_folder_new_stored (record->id, record->name);
      natter_folder_set_colour (folder, record->colour);
      natter_folder_set_emoji (folder, record->emoji);
      natter_folder_set_position (folder, record->position);
      natter_folder_set_trashed_time (folder, record->trashed);
      note_created (self, record->id, record->created);
      natter_folder_list_add (self->folders, folder);
    }
}
