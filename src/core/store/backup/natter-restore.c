/* natter-restore.c: a backup merged into the open store: the worker's thread reads a piece of what
 * is missing, the writer's adds it in one transaction, and so on. Whatever ends it, what was added
 * stays, and doing it again adds the rest. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-restore.h"

#include <glib/gi18n-lib.h>

#include "natter-backup-copy.h"
#include "natter-restore-walk.h"
#include "natter-schema.h"
#include "natter-store-disk.h"

#define WHOLE 1000 /* of the progress */

G_DEFINE_BOXED_TYPE (NatterRestoreReport, natter_restore_report, natter_restore_report_ref,
                     natter_restore_report_unref)

NatterRestoreReport *
natter_restore_report_ref (NatterRestoreReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_restore_report_unref (NatterRestoreReport *self)
{
  g_atomic_rc_box_release (self);
}

/* All that a restore has, from its beginning to its end. The main thread and the worker's have it
 * in turn. */
typedef struct
{
  gatomicrefcount         references;
  char                   *path;
  char                   *folder;    /* of the store */
  NatterBlobs            *blobs;     /* of the store */
  NatterRestoreWalk      *walk;      /* NULL before it begins and after it is done */
  NatterBackupProgress   *progress;
  NatterStoreMerge       *merge;     /* what is being added */
  NatterStoreMergeCounts  counts;
  guint                   n_unreadable;
  gboolean                damaged;
  gboolean                done;
} Restore;

static Restore *
restore_ref (Restore *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

static void
restore_unref (Restore *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_clear_pointer (&self->walk, natter_restore_walk_free);
  g_clear_pointer (&self->merge, natter_store_merge_unref);
  natter_blobs_unref (self->blobs);
  natter_backup_progress_unref (self->progress);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

static Restore *
restore_new (NatterStore          *store,
             const char           *path,
             NatterBackupProgress *progress)
{
  Restore *self = g_new0 (Restore, 1);
  g_autofree char *blobs = natter_store_disk_make_blobs (natter_store_get_folder (store));

  g_atomic_ref_count_init (&self->references);
  self->path = g_strdup (path);
  self->folder = g_strdup (natter_store_get_folder (store));
  self->blobs = natter_blobs_new (blobs);
  self->progress = progress ? natter_backup_progress_ref (progress)
                            : natter_backup_progress_new ();

  return self;
}

static const char *
get_sentence (NatterStoreError code)
{
  switch (code)
    {
    case NATTER_STORE_ERROR_DISK_FULL:
      return _("The disk is full. What was restored so far stays: free some space and restore "
               "again to add the rest.");
    case NATTER_STORE_ERROR_DAMAGED:
      return _("The file of your conversations is damaged. Quit Natter and start it again, which "
               "mends the file, then restore again.");
    case NATTER_STORE_ERROR_READ_ONLY:
    case NATTER_STORE_ERROR_DISK:
      return _("The backup can’t be read, or what is in it can’t be saved. Choose another backup, "
               "or try again.");
    case NATTER_STORE_ERROR_BUSY:
    case NATTER_STORE_ERROR_NEWER:
    case NATTER_STORE_ERROR_IN_USE:
    case NATTER_STORE_ERROR_FOREIGN:
    case NATTER_STORE_ERROR_INVALID:
    case NATTER_STORE_ERROR_CLOSED:
    case NATTER_STORE_ERROR_FAILED:
    default:
      return NULL;
    }
}

static void
explain (GError **error)
{
  const char *sentence = NULL;

  if (!error || !*error || (*error)->domain != NATTER_STORE_ERROR)
    return;

  sentence = get_sentence ((NatterStoreError) (*error)->code);
  if (sentence)
    {
      g_free ((*error)->message);
      (*error)->message = g_strdup (sentence);
    }
  else if ((*error)->code == NATTER_STORE_ERROR_NEWER ||
           (*error)->code == NATTER_STORE_ERROR_FOREIGN)
    natter_backup_explain (error);
}

static gboolean
begin (NatterStoreReader  *reader,
       Restore            *self,
       GError            **error)
{
  g_auto(GStrv) scripts = natter_schema_dup_scripts ();
  NatterRestoreSource *source = natter_restore_source_open (reader, self->path, self->folder,
                                                            scripts, error);

  if (!source)
    return FALSE;

  self->walk = natter_restore_walk_new (source);
  return TRUE;
}

/* On the worker's thread. What is missing is in @merge then. */
static gpointer
work (NatterStoreReader  *reader,
      NatterDb           *db,
      gpointer            query,
      GError            **error)
{
  Restore *self = query;

  if (!self->walk && !begin (reader, self, error))
    {
      explain (error);
      return NULL;
    }

  self->merge = natter_restore_walk_next (self->walk, db, self->blobs, error);
  if (!self->merge)
    {
      explain (error);
      return NULL;
    }

  self->n_unreadable = natter_restore_walk_get_n_unreadable (self->walk);
  self->damaged = natter_restore_walk_is_damaged (self->walk);
  self->done = natter_restore_walk_is_done (self->walk);
  natter_backup_progress_set (self->progress,
                              (gint64) (natter_restore_walk_get_progress (self->walk) * WHOLE),
                              WHOLE);
  if (self->done)
    g_clear_pointer (&self->walk, natter_restore_walk_free);

  return restore_ref (self);
}

static NatterRestoreReport *
make_report (Restore *self)
{
  NatterRestoreReport *report = g_atomic_rc_box_new0 (NatterRestoreReport);

  report->n_folders = self->counts.n_folders;
  report->n_conversations = self->counts.n_conversations;
  report->n_messages = self->counts.n_messages;
  report->n_edits = self->counts.n_edits;
  report->n_drafts = self->counts.n_drafts;
  report->n_attachments = self->counts.n_attachments;
  report->n_unreadable = self->n_unreadable;
  report->damaged = self->damaged;

  return report;
}

static void ask (GTask *task);

static void
go_on (GTask *task)
{
  Restore *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else if (!self->done)
    ask (task);
  else
    {
      g_task_return_pointer (task, make_report (self),
                             (GDestroyNotify) natter_restore_report_unref);
      g_object_unref (task);
    }
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Restore *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!natter_store_commit_finish (NATTER_STORE (source), result, &error))
    {
      explain (&error);
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  natter_store_merge_count (self->merge, &self->counts);
  g_clear_pointer (&self->merge, natter_store_merge_unref);
  go_on (task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterStoreBatch) batch = NULL;
  Restore *self = g_task_propagate_pointer (G_TASK (result), &error);

  if (!self)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  if (natter_store_merge_get_n_items (self->merge) == 0)
    {
      g_clear_pointer (&self->merge, natter_store_merge_unref);
      restore_unref (self);
      go_on (task);
      return;
    }

  batch = natter_store_batch_new ();
  natter_store_batch_merge (batch, self->merge);
  restore_unref (self);
  natter_store_commit_async (NATTER_STORE (source), batch, g_task_get_cancellable (task),
                             merged_cb, task);
}

/* Takes @task along. */
static void
ask (GTask *task)
{
  NatterStore *store = g_task_get_source_object (task);
  g_autoptr(GTask) step = g_task_new (store, g_task_get_cancellable (task), read_cb, task);

  g_task_set_source_tag (step, ask);
  natter_store_work (store, step, work, (GDestroyNotify) restore_unref,
                     restore_ref (g_task_get_task_data (task)), (GDestroyNotify) restore_unref);
}

/**
 * natter_restore_async:
 * @store: an open store that can be written to
 * @path: a backup: a file that natter_backup_save_async() or natter_backup_make_async() made, the
 *   database of a store, or its folder
 * @progress: (nullable): is told how far it has come
 * @cancellable: (nullable): ends it after the piece that is being added
 * @callback: called when all of it is here
 * @user_data: for @callback
 *
 * Adds what a backup has and the store does not: folders, conversations, messages, former texts,
 * drafts and attachments. What is here is neither changed nor removed, and what is in the trash
 * here stays there; what was in the trash there comes into the trash here. Only one at a time.
 */
void
natter_restore_async (NatterStore          *store,
                      const char           *path,
                      NatterBackupProgress *progress,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_STORE (store));
  g_return_if_fail (path != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_restore_async);
  g_task_set_task_data (task, restore_new (store, path, progress),
                        (GDestroyNotify) restore_unref);
  ask (task);
}

/**
 * natter_restore_finish:
 * @store: the store
 * @result: what the callback was given
 * @error: why not all of it is here, with %NATTER_STORE_ERROR_NEWER when the backup was made by a
 *   newer version and %NATTER_STORE_ERROR_FOREIGN when it is none; or %G_IO_ERROR_CANCELLED. What
 *   was added stays
 *
 * Returns: (transfer full) (nullable): what was added
 */
NatterRestoreReport *
natter_restore_finish (NatterStore   *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
