/* natter-backup-folder.c: the folder of the backups that are made by themselves: a database file
 * each, and the attachments of all of them in one folder, where each is once, named by what is in
 * it. Which ones a backup needs its own rows say. Used by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-folder.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "natter-backup-keeping.h"

#define UNFINISHED "unfinished-"

char *
natter_backup_folder_make_path (const char *store_folder)
{
  return g_build_filename (store_folder, "backups", NULL);
}

char *
natter_backup_folder_make_blobs (const char *folder)
{
  return g_build_filename (folder, "blobs", NULL);
}

static gboolean
fail (GError **error)
{
  g_propagate_error (error, natter_store_error_new_errno (errno));

  return FALSE;
}

/* natter_backup_list_blobs:
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the names of all attachments */
GPtrArray *
natter_backup_list_blobs (NatterDb  *db,
                          GError   **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                "SELECT blob FROM part WHERE blob IS NOT NULL"
                                                " UNION SELECT blob FROM journal"
                                                " WHERE blob IS NOT NULL", "");

  if (!rows)
    return NULL;

  while (natter_rows_next (rows, &failed))
    if (natter_rows_text (rows, 0))
      g_ptr_array_add (names, g_strdup (natter_rows_text (rows, 0)));
  if (!failed)
    return g_steal_pointer (&names);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* Name → size of what a backup refers to and the folder has. NULL: it can't be read. */
static GHashTable *
read_blobs (NatterDb    *db,
            NatterBlobs *pool)
{
  g_autoptr(GPtrArray) names = natter_backup_list_blobs (db, NULL);
  g_autoptr(GHashTable) blobs = NULL;

  if (!names)
    return NULL;

  blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      gint64 size = MAX (natter_blobs_get_size (pool, name), 0);

      g_hash_table_insert (blobs, g_strdup (name), g_memdup2 (&size, sizeof size));
    }

  return g_steal_pointer (&blobs);
}

/* One backup, and what it refers to; that is NULL when it can't be read. */
typedef struct
{
  NatterBackup *backup;
  GHashTable   *blobs;
} Entry;

static void
entry_free (Entry *self)
{
  natter_backup_unref (self->backup);
  g_clear_pointer (&self->blobs, g_hash_table_unref);
  g_free (self);
}

static Entry *
read_entry (const char  *folder,
            const char  *name,
            NatterBlobs *pool)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(NatterDb) db = NULL;
  gboolean before_update = FALSE;
  gint64 time = 0;
  GStatBuf info;
  Entry *self = NULL;

  if (!natter_backup_parse_name (name, &time, &before_update) || g_stat (path, &info) != 0)
    return NULL;

  self = g_new0 (Entry, 1);
  self->backup = natter_backup_new (path, time);
  self->backup->size = info.st_size;
  self->backup->before_update = before_update;

  db = natter_db_open (path, NATTER_DB_IMMUTABLE, NULL);
  if (db && natter_db_get (db, &self->backup->n_conversations, NULL,
                           "SELECT count(*) FROM conversation", ""))
    self->blobs = read_blobs (db, pool);

  return self;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Entry *first = *(Entry *const *) a;
  const Entry *second = *(Entry *const *) b;

  return (first->backup->time < second->backup->time) -
         (first->backup->time > second->backup->time);
}

/* The latest first. */
static GPtrArray *
read_entries (const char *folder)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autofree char *pool_folder = natter_backup_folder_make_blobs (folder);
  g_autoptr(NatterBlobs) pool = natter_blobs_new (pool_folder);
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (files && (name = g_dir_read_name (files)))
    {
      Entry *entry = read_entry (folder, name, pool);

      if (entry)
        g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare);

  return entries;
}

/* Returns: bytes of what a backup refers to; all names of it are in @known then */
static gint64
count_blobs (GHashTable *blobs,
             GHashTable *known,
             gint64     *n_new)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer size = NULL;
  gint64 total = 0;

  g_hash_table_iter_init (&iter, blobs);
  while (g_hash_table_iter_next (&iter, &name, &size))
    {
      total += *(const gint64 *) size;
      if (g_hash_table_add (known, name))
        *n_new += *(const gint64 *) size;
    }

  return total;
}

/**
 * natter_backup_folder_list:
 * @folder: the folder; it need not exist
 * @used: (out): bytes that all of them take
 *
 * Returns: (transfer full) (element-type NatterBackup): the backups, the latest first
 */
GPtrArray *
natter_backup_folder_list (const char *folder,
                           gint64     *used)
{
  g_autoptr(GPtrArray) entries = read_entries (folder);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_backup_unref);

  *used = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      *used += entry->backup->size;
      if (entry->blobs)
        entry->backup->size += count_blobs (entry->blobs, known, used);
      g_ptr_array_add (backups, natter_backup_ref (entry->backup));
    }

  return backups;
}

/* Returns: (transfer full) (element-type gint64): when the daily ones were made */
GArray *
natter_backup_folder_list_times (const char *folder)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (files && (name = g_dir_read_name (files)))
    {
      gboolean before_update = FALSE;
      gint64 time = 0;

      if (natter_backup_parse_name (name, &time, &before_update) && !before_update)
        g_array_append_val (times, time);
    }

  return times;
}

/* natter_backup_folder_prepare:
 *
 * Makes the folder, for nobody else to read, and removes what was not finished.
 *
 * Returns: whether it is there */
gboolean
natter_backup_folder_prepare (const char  *folder,
                              GError     **error)
{
  g_autoptr(GDir) files = NULL;
  const char *name = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error);

  files = g_dir_open (folder, 0, NULL);
  while (files && (name = g_dir_read_name (files)))
    if (g_str_has_prefix (name, UNFINISHED))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }

  return TRUE;
}

/* natter_backup_folder_take_in:
 * @unfinished: a file in the folder that is whole now
 *
 * Returns: (transfer full) (nullable): what it is called from now on */
char *
natter_backup_folder_take_in (const char  *folder,
                              const char  *unfinished,
                              gint64       time,
                              GError     **error)
{
  char *path = NULL;

  for (; !path; time++)
    {
      g_autofree char *name = natter_backup_make_name (time);
      g_autofree char *candidate = g_build_filename (folder, name, NULL);

      if (!g_file_test (candidate, G_FILE_TEST_EXISTS))
        path = g_steal_pointer (&candidate);
    }

  if (g_rename (unfinished, path) == 0 && natter_backup_sync_folder (path, error))
    return path;

  if (error && !*error)
    fail (error);
  g_free (path);
  return NULL;
}

static gboolean
is_used (const char *name,
         gpointer    data)
{
  return g_hash_table_contains (data, name);
}

/* As long as one of them can't be read nobody knows what it needs. */
static gboolean
sweep_blobs (const char  *folder,
             GError     **error)
{
  g_autoptr(GPtrArray) entries = read_entries (folder);
  g_autoptr(GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *pool_folder = natter_backup_folder_make_blobs (folder);
  g_autoptr(NatterBlobs) pool = natter_blobs_new (pool_folder);
  gint64 unused = 0;
  guint n_removed = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      if (!entry->blobs)
        return TRUE;
      count_blobs (entry->blobs, used, &unused);
    }

  return natter_blobs_sweep (pool, is_used, used, &n_removed, error);
}

static GArray *
make_candidates (GPtrArray  *entries,
                 const char *fresh)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (NatterBackupCandidate));

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);
      NatterBackupCandidate candidate = {
        .time = entry->backup->time,
        .size = entry->backup->size,
        .blobs = entry->blobs,
        .fresh = g_strcmp0 (entry->backup->path, fresh) == 0,
      };

      if (!entry->backup->before_update)
        g_array_append_val (candidates, candidate);
    }

  return candidates;
}

/**
 * natter_backup_folder_keep:
 * @folder: the folder
 * @fresh: (nullable): the one that was made just now
 * @limit: bytes that the daily ones may take
 * @error: why something could not be removed
 *
 * Removes the daily backups that are not kept, and the attachments that only they had. Copies that
 * were made before an update stay.
 *
 * Returns: whether they are gone
 */
gboolean
natter_backup_folder_keep (const char  *folder,
                           const char  *fresh,
                           gint64       limit,
                           GError     **error)
{
  g_autoptr(GPtrArray) entries = read_entries (folder);
  g_autoptr(GArray) candidates = make_candidates (entries, fresh);

  natter_backup_choose_kept ((NatterBackupCandidate *) (gpointer) candidates->data,
                             candidates->len, limit);
  for (guint i = 0; i < candidates->len; i++)
    {
      const NatterBackupCandidate *candidate = &g_array_index (candidates, NatterBackupCandidate,
                                                               i);
      g_autofree char *name = natter_backup_make_name (candidate->time);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!candidate->keep && g_unlink (path) != 0)
        return fail (error);
    }

  return sweep_blobs (folder, error);
}
