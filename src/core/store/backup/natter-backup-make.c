/* natter-backup-make.c: making backups and listing those there are. Main thread only; the store's
 * worker does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-make.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "natter-backup-attachments.h"
#include "natter-backup-folder.h"
#include "natter-backup-keeping.h"
#include "natter-store-disk.h"

#define UNFINISHED "unfinished-backup.db"

/* What the worker is given. */
typedef struct
{
  char                 *folder;         /* of the store */
  char                 *path;           /* NULL: a daily one, in the folder of the backups */
  gint64                limit;
  gboolean              make;           /* not only list */
  gboolean              only_when_due;
  NatterBackupProgress *progress;
} Job;

G_DEFINE_BOXED_TYPE (NatterBackupOutcome, natter_backup_outcome, natter_backup_outcome_ref,
                     natter_backup_outcome_unref)

NatterBackupOutcome *
natter_backup_outcome_ref (NatterBackupOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (NatterBackupOutcome *self)
{
  g_clear_pointer (&self->backups, g_ptr_array_unref);
}

void
natter_backup_outcome_unref (NatterBackupOutcome *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static void
job_free (Job *self)
{
  g_free (self->folder);
  g_free (self->path);
  natter_backup_progress_unref (self->progress);
  g_free (self);
}

static NatterBlobs *
open_blobs (const Job *job)
{
  g_autofree char *folder = natter_store_disk_make_blobs (job->folder);

  return natter_blobs_new (folder);
}

static gboolean
is_cancelled (NatterStoreReader  *reader,
              GError            **error)
{
  if (!natter_store_reader_is_stopped (reader))
    return FALSE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  return TRUE;
}

/* One that can't be read or is gone stays away, and is told; a disk that is full ends it. */
static gboolean
may_go_on (const GError        *failed,
           NatterBackupOutcome *outcome)
{
  if (g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DISK_FULL) ||
      g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_READ_ONLY))
    return FALSE;

  outcome->n_missing++;
  return TRUE;
}

/* The copy says which ones it needs. */
static gboolean
share_blobs (NatterStoreReader    *reader,
             const Job            *job,
             const char           *copy,
             const char           *pool_folder,
             NatterBackupOutcome  *outcome,
             GError              **error)
{
  g_autoptr(NatterDb) db = natter_db_open (copy, NATTER_DB_IMMUTABLE, error);
  g_autoptr(NatterBlobs) live = open_blobs (job);
  g_autoptr(NatterBlobs) pool = natter_blobs_new (pool_folder);
  g_autoptr(GPtrArray) names = db ? natter_backup_list_blobs (db, error) : NULL;

  for (guint i = 0; names && i < names->len; i++)
    {
      g_autoptr(GError) failed = NULL;
      const char *name = g_ptr_array_index (names, i);
      gint64 size = natter_blobs_get_size (live, name);

      if (is_cancelled (reader, error))
        return FALSE;
      if ((size < 0 || natter_blobs_get_size (pool, name) != size) &&
          !natter_blobs_share (pool, live, name, &failed) && !may_go_on (failed, outcome))
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
    }

  return names && natter_blobs_sync (pool, error);
}

static char *
make_daily (NatterStoreReader    *reader,
            NatterDb             *db,
            const Job            *job,
            const char           *folder,
            NatterBackupOutcome  *outcome,
            GError              **error)
{
  g_autofree char *unfinished = g_build_filename (folder, UNFINISHED, NULL);
  g_autofree char *pool = natter_backup_folder_make_blobs (folder);
  char *path = NULL;

  if (!natter_backup_folder_prepare (folder, error) ||
      !natter_backup_copy_database (reader, db, unfinished, job->progress, error))
    return NULL;

  if (natter_backup_check (reader, unfinished, error) &&
      share_blobs (reader, job, unfinished, pool, outcome, error))
    path = natter_backup_folder_take_in (folder, unfinished, g_get_real_time () / G_USEC_PER_SEC,
                                         error);
  if (!path)
    g_unlink (unfinished);

  return path;
}

static gboolean
put_all (NatterStoreReader    *reader,
         const Job            *job,
         NatterDb             *copy,
         NatterBackupOutcome  *outcome,
         GError              **error)
{
  g_autoptr(NatterBlobs) live = open_blobs (job);
  g_autoptr(GPtrArray) names = natter_backup_list_blobs (copy, error);

  for (guint i = 0; names && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr(GBytes) data = natter_blobs_load (live, name, NULL);

      if (is_cancelled (reader, error))
        return FALSE;
      if (!data)
        outcome->n_missing++;
      else if (!natter_backup_put_attachment (copy, name, data, error))
        return FALSE;
    }

  return names != NULL;
}

static gboolean
add_attachments (NatterStoreReader    *reader,
                 const Job            *job,
                 const char           *path,
                 NatterBackupOutcome  *outcome,
                 GError              **error)
{
  g_autoptr(NatterDb) copy = natter_db_open (path, NATTER_DB_WRITE, error);

  return copy && natter_db_exec (copy, "BEGIN IMMEDIATE", error) &&
         natter_backup_make_attachments (copy, error) &&
         put_all (reader, job, copy, outcome, error) && natter_db_exec (copy, "COMMIT", error);
}

static gboolean
move (const char  *from,
      const char  *to,
      GError     **error)
{
  if (g_rename (from, to) == 0)
    return natter_backup_sync_folder (to, error);

  g_propagate_error (error, natter_store_error_new_errno (errno));
  return FALSE;
}

/* One file that holds everything: it can be sent, put on a stick or in a cloud, and a sandbox gives
 * the right to write just one file. It has its name only when it is whole; what an earlier attempt
 * left is replaced. */
static gboolean
save_file (NatterStoreReader    *reader,
           NatterDb             *db,
           const Job            *job,
           NatterBackupOutcome  *outcome,
           GError              **error)
{
  g_autofree char *folder = g_path_get_dirname (job->path);
  g_autofree char *base = g_path_get_basename (job->path);
  g_autofree char *hidden = g_strdup_printf (".%s.unfinished", base);
  g_autofree char *unfinished = g_build_filename (folder, hidden, NULL);
  g_autofree char *journal = g_strconcat (unfinished, "-journal", NULL);

  g_unlink (unfinished);
  g_unlink (journal);
  if (natter_backup_copy_database (reader, db, unfinished, job->progress, error) &&
      add_attachments (reader, job, unfinished, outcome, error) &&
      natter_backup_check (reader, unfinished, error) && move (unfinished, job->path, error))
    return TRUE;

  g_unlink (unfinished);
  g_unlink (journal);
  return FALSE;
}

/* There is nothing to lose: what was lost before must not push out what was kept of it. */
static gboolean
is_empty (NatterDb *db)
{
  gint64 found = 1;

  return natter_db_get (db, &found, NULL, "SELECT EXISTS (SELECT 1 FROM conversation)", "") &&
         found == 0;
}

static gboolean
is_due (const char *folder)
{
  g_autoptr(GArray) times = natter_backup_folder_list_times (folder);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return natter_backup_is_due ((const gint64 *) (gpointer) times->data, times->len, now);
}

static gboolean
make (NatterStoreReader    *reader,
      NatterDb             *db,
      const Job            *job,
      const char           *folder,
      NatterBackupOutcome  *outcome,
      GError              **error)
{
  g_autofree char *made = NULL;
  GStatBuf info;

  if (job->path)
    {
      outcome->made = save_file (reader, db, job, outcome, error);
      if (outcome->made && g_stat (job->path, &info) == 0)
        outcome->size = info.st_size;
      return outcome->made;
    }
  if (job->only_when_due && (!is_due (folder) || is_empty (db)))
    return TRUE;

  made = make_daily (reader, db, job, folder, outcome, error);
  outcome->made = made != NULL;

  return made && natter_backup_folder_keep (folder, made, job->limit, error);
}

static gpointer
work (NatterStoreReader  *reader,
      NatterDb           *db,
      gpointer            query,
      GError            **error)
{
  const Job *job = query;
  g_autofree char *folder = natter_backup_folder_make_path (job->folder);
  g_autoptr(NatterBackupOutcome) outcome = g_atomic_rc_box_new0 (NatterBackupOutcome);

  if (job->make && !make (reader, db, job, folder, outcome, error))
    {
      natter_backup_explain (error);
      return NULL;
    }

  outcome->backups = natter_backup_folder_list (folder, &outcome->used);

  return g_steal_pointer (&outcome);
}

static void
start (NatterStore          *store,
       Job                  *job,
       NatterBackupProgress *progress,
       gpointer              tag,
       GCancellable         *cancellable,
       GAsyncReadyCallback   callback,
       gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  job->folder = g_strdup (natter_store_get_folder (store));
  job->progress = progress ? natter_backup_progress_ref (progress) : natter_backup_progress_new ();
  natter_store_work (store, task, work, (GDestroyNotify) natter_backup_outcome_unref, job,
                     (GDestroyNotify) job_free);
}

/**
 * natter_backup_list_async:
 * @store: an open store
 * @cancellable: (nullable): gives up
 * @callback: called with the backups
 * @user_data: for @callback
 *
 * Looks which backups there are; natter_backup_finish() tells.
 */
void
natter_backup_list_async (NatterStore         *store,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (NATTER_IS_STORE (store));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  start (store, g_new0 (Job, 1), NULL, natter_backup_list_async, cancellable, callback, user_data);
}

/**
 * natter_backup_make_async:
 * @store: an open store
 * @limit: bytes that the daily backups may take; the latest one is kept in any case
 * @only_when_due: whether nothing is done on a day that has one already, or without a conversation
 * @progress: (nullable): is told how far it has come
 * @cancellable: (nullable): gives up; nothing is left of it then
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes one of the backups that are kept beside the conversations: a copy of the database while it
 * is in use, checked as it stands on the disk, and the attachments, of which those that another
 * backup has are not copied again. It has its name only when it is whole; then older ones that are
 * not kept are removed. natter_backup_finish() tells.
 */
void
natter_backup_make_async (NatterStore          *store,
                          gint64                limit,
                          gboolean              only_when_due,
                          NatterBackupProgress *progress,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  Job *job = NULL;

  g_return_if_fail (NATTER_IS_STORE (store));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->make = TRUE;
  job->limit = limit;
  job->only_when_due = only_when_due;
  start (store, job, progress, natter_backup_make_async, cancellable, callback, user_data);
}

/**
 * natter_backup_save_async:
 * @store: an open store
 * @path: a file; one that is there is replaced, once the new one is whole
 * @progress: (nullable): is told how far it has come
 * @cancellable: (nullable): gives up; nothing is left of it then
 * @callback: called when it is made
 * @user_data: for @callback
 *
 * Makes a backup of all there is, attachments too, in one file at a place of the person's choice.
 * natter_backup_finish() tells.
 */
void
natter_backup_save_async (NatterStore          *store,
                          const char           *path,
                          NatterBackupProgress *progress,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  Job *job = NULL;

  g_return_if_fail (NATTER_IS_STORE (store));
  g_return_if_fail (path != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->make = TRUE;
  job->path = g_strdup (path);
  start (store, job, progress, natter_backup_save_async, cancellable, callback, user_data);
}

/**
 * natter_backup_finish:
 * @store: the store
 * @result: what the callback was given
 * @error: %NATTER_STORE_ERROR_DAMAGED when a part of the conversations can't be read, another
 *   reason, or %G_IO_ERROR_CANCELLED; what was there before is still there then
 *
 * Returns: (transfer full) (nullable): what was made and what there is
 */
NatterBackupOutcome *
natter_backup_finish (NatterStore   *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
