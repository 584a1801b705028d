/* natter-backups-ask.c: what a person asks of the backups: one in a file of their own, and what an
 * older one has. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backups-private.h"

#define LOOK 100 /* milliseconds between two looks how far it has come */

/**
 * natter_backups_cancel:
 *
 * Ends what is under way.
 */
void
natter_backups_cancel (NatterBackups *self)
{
  g_return_if_fail (NATTER_IS_BACKUPS (self));

  if (self->daily)
    g_cancellable_cancel (self->daily);
  if (self->asked)
    g_cancellable_cancel (self->asked);
}

static gboolean
look_cb (gpointer data)
{
  NatterBackups *self = data;

  natter_backups_set_fraction (self, natter_backup_progress_get (self->progress));

  return G_SOURCE_CONTINUE;
}

/* What a person asks for goes before the daily one, which is tried again later. */
static GTask *
begin (NatterBackups       *self,
       gpointer             tag,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  natter_backups_cancel (self);
  g_clear_object (&self->asked);
  self->asked = g_cancellable_new ();
  g_task_set_task_data (task, g_object_ref (self->asked), g_object_unref);
  g_clear_pointer (&self->progress, natter_backup_progress_unref);
  self->progress = natter_backup_progress_new ();
  natter_backups_set_fraction (self, 0);
  g_clear_handle_id (&self->look_id, g_source_remove);
  self->look_id = g_timeout_add (LOOK, look_cb, self);
  natter_backups_notify_busy (self);

  return task;
}

static void
end (NatterBackups *self,
     GTask         *task)
{
  if (self->asked != g_task_get_task_data (task))
    return;

  g_clear_object (&self->asked);
  g_clear_handle_id (&self->look_id, g_source_remove);
  natter_backups_notify_busy (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterBackups *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  NatterBackupOutcome *outcome = natter_backup_finish (NATTER_STORE (source), result, &error);

  end (self, task);
  if (outcome)
    g_task_return_pointer (task, outcome, (GDestroyNotify) natter_backup_outcome_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

typedef struct
{
  GTask *task;
  char  *path;
} Save;

/* What can't be written now is not in the backup, but all the rest is. */
static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autofree Save *save = data;
  g_autofree char *path = save->path;
  NatterBackups *self = g_task_get_source_object (save->task);
  g_autoptr(GError) error = NULL;

  if (!natter_store_commit_finish (NATTER_STORE (source), result, &error))
    g_debug ("before a backup: %s", error->message);
  natter_backup_save_async (NATTER_STORE (source), path, self->progress,
                            g_task_get_task_data (save->task), saved_cb, save->task);
}

/**
 * natter_backups_save_async:
 * @self: the backups
 * @path: a file
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Makes a backup of everything, what was given to the store just now too, in one file.
 * natter_backups_cancel() gives up.
 */
void
natter_backups_save_async (NatterBackups       *self,
                           const char          *path,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(NatterStoreBatch) nothing = natter_store_batch_new ();
  Save *save = NULL;

  g_return_if_fail (NATTER_IS_BACKUPS (self));
  g_return_if_fail (path != NULL);

  save = g_new0 (Save, 1);
  save->task = begin (self, natter_backups_save_async, callback, user_data);
  save->path = g_strdup (path);
  natter_store_commit_async (self->store, nothing, NULL, flushed_cb, save);
}

/**
 * natter_backups_save_finish:
 * @self: the backups
 * @result: what the callback was given
 * @error: why not, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what was made
 */
NatterBackupOutcome *
natter_backups_save_finish (NatterBackups  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  NatterBackups *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  NatterRestoreReport *report = natter_restore_finish (NATTER_STORE (source), result, &error);

  end (self, task);
  natter_backups_tell_restored (self);
  if (report)
    g_task_return_pointer (task, report, (GDestroyNotify) natter_restore_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * natter_backups_restore_async:
 * @self: the backups
 * @path: a file or a folder
 * @callback: called when all of it is in the store
 * @user_data: for @callback
 *
 * Adds what a backup has and the store does not. natter_backups_cancel() ends it; what was added
 * stays.
 */
void
natter_backups_restore_async (NatterBackups       *self,
                              const char          *path,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_BACKUPS (self));
  g_return_if_fail (path != NULL);

  task = begin (self, natter_backups_restore_async, callback, user_data);
  natter_restore_async (self->store, path, self->progress, self->asked, restored_cb, task);
}

/**
 * natter_backups_restore_finish:
 * @self: the backups
 * @result: what the callback was given
 * @error: why not all of it is here, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what was added
 */
NatterRestoreReport *
natter_backups_restore_finish (NatterBackups  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
