/* natter-import.c: conversations from exports join those that are here: a thread reads the next
 * one, the store's writer adds it in one transaction, and so on. Whatever ends it, what was added
 * stays, and doing it again adds the rest. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import.h"

#include <glib/gi18n-lib.h>

#include "natter-hand-over.h"
#include "natter-import-walk.h"

#define WHOLE 1000 /* of the progress */

/* All that an import has, from its beginning to its end. The main thread and the one that reads
 * have it in turn. */
typedef struct
{
  gatomicrefcount       references;
  NatterImportWalk     *walk;
  NatterImportReport   *report;
  NatterBackupProgress *progress;
  NatterStoreMerge     *merge;    /* what is being added, or NULL when all is read */
  char                 *name;     /* of it */
} Import;

static Import *
import_ref (Import *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

static void
import_unref (Import *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  natter_import_walk_free (self->walk);
  natter_import_report_unref (self->report);
  natter_backup_progress_unref (self->progress);
  g_clear_pointer (&self->merge, natter_store_merge_unref);
  g_free (self->name);
  g_free (self);
}

static Import *
import_new (const char *const    *paths,
            NatterBackupProgress *progress)
{
  Import *self = g_new0 (Import, 1);

  g_atomic_ref_count_init (&self->references);
  self->report = natter_import_report_new ();
  self->walk = natter_import_walk_new (paths, self->report);
  self->progress = progress ? natter_backup_progress_ref (progress)
                            : natter_backup_progress_new ();

  return self;
}

static void ask (GTask *task);

/* Takes @task along. What was added is in the lists, however it ended. */
static void
end (GTask *task)
{
  Import *self = g_task_get_task_data (task);

  self->report->is_cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));
  natter_keeper_refresh (g_task_get_source_object (task));
  g_task_return_pointer (task, natter_import_report_ref (self->report),
                         (GDestroyNotify) natter_import_report_unref);
  g_object_unref (task);
}

static void
count (Import *self)
{
  NatterStoreMergeCounts counts = { 0 };

  natter_store_merge_count (self->merge, &counts);
  self->report->n_messages += counts.n_messages;
  if (counts.n_conversations > 0)
    self->report->n_imported++;
  else if (counts.n_messages > 0)
    self->report->n_updated++;
  else
    self->report->n_skipped++;
}

static const char *
explain (const GError *error)
{
  if (g_error_matches (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DISK_FULL))
    return _("The disk is full. What was imported so far stays: free some space and import again "
             "to add the rest.");

  return error->message;
}

/* What one conversation is to blame for does not end the others. */
static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean ends = FALSE;

  if (natter_store_commit_finish (NATTER_STORE (source), result, &error))
    count (self);
  else if (g_error_matches (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID))
    natter_import_report_fail (self->report, self->name ? self->name : _("Imported Chat"),
                               error->message);
  else
    {
      ends = TRUE;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_set_str (&self->report->error, explain (error));
    }

  g_clear_pointer (&self->merge, natter_store_merge_unref);
  if (ends)
    end (task);
  else
    ask (task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr(NatterStoreBatch) batch = NULL;

  NATTER_TAKE_OVER (self);
  if (!self->merge)
    {
      end (task);
      return;
    }

  batch = natter_store_batch_new ();
  natter_store_batch_merge (batch, self->merge);
  natter_store_commit_async (natter_keeper_get_store (NATTER_KEEPER (source)), batch,
                             g_task_get_cancellable (task), committed_cb, task);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Import *self = data;

  NATTER_TAKE_OVER (self);
  g_clear_pointer (&self->name, g_free);
  natter_import_walk_next (self->walk, &self->merge, &self->name, cancellable);
  natter_backup_progress_set (self->progress,
                              (gint64) (natter_import_walk_get_progress (self->walk) * WHOLE),
                              WHOLE);
  NATTER_HAND_OVER (self);
  g_task_return_boolean (task, TRUE);
}

/* Takes @task along. */
static void
ask (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  g_autoptr(GTask) step = g_task_new (g_task_get_source_object (task),
                                      g_task_get_cancellable (task), read_cb, task);

  g_task_set_source_tag (step, ask);
  g_task_set_check_cancellable (step, FALSE);
  g_task_set_task_data (step, import_ref (self), (GDestroyNotify) import_unref);
  NATTER_HAND_OVER (self);
  g_task_run_in_thread (step, read_thread);
}

/**
 * natter_import_async:
 * @keeper: an open one, whose store can be written to
 * @paths: files, folders and ZIP archives
 * @progress: (nullable): is told how far it has come
 * @cancellable: (nullable): ends it after the conversation that is being added
 * @callback: called when all of it is here
 * @user_data: for @callback
 *
 * Adds the conversations of exports, each in a transaction of its own. What is here already is
 * neither changed nor removed, so that importing the same export again adds nothing, and a later
 * one only what is new in it. Which program wrote a file is told by what is in it.
 */
void
natter_import_async (NatterKeeper         *keeper,
                     const char *const    *paths,
                     NatterBackupProgress *progress,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_KEEPER (keeper));
  g_return_if_fail (paths != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (keeper, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_import_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, import_new (paths, progress), (GDestroyNotify) import_unref);
  ask (task);
}

/**
 * natter_import_finish:
 * @keeper: the keeper
 * @result: what the callback was given
 * @error: unused: what went wrong is in the report
 *
 * Returns: (transfer full): what was added, what was not and why; also when it was cancelled
 */
NatterImportReport *
natter_import_finish (NatterKeeper  *keeper,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keeper), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
