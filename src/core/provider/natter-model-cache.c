/* natter-model-cache.c: the lists of models that were fetched, kept on disk: a file for each
 * provider. A list can always be fetched again, so nothing here is worth an error that a person
 * sees. Owned by a provider list; main thread only. The files are read and written by one thread,
 * one after the other, so that what is asked for last is what remains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-cache.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "natter-json.h"
#include "natter-model-json.h"

struct _NatterModelCache
{
  GObject      parent_instance;

  char        *folder;
  GThreadPool *worker;
};

G_DEFINE_FINAL_TYPE (NatterModelCache, natter_model_cache, G_TYPE_OBJECT)

typedef struct _Job Job;

/* What one task does to one file. */
struct _Job
{
  void       (*run) (GTask *task,
                     Job   *self);
  char        *path;
  char        *base_url;
  JsonNode    *list;     /* to write */
  GListModel  *models;   /* that were read; or NULL */
  gint64       time;
};

static void
job_free (Job *self)
{
  g_free (self->path);
  g_free (self->base_url);
  g_clear_pointer (&self->list, json_node_unref);
  g_clear_object (&self->models);
  g_free (self);
}

static void
run_cb (gpointer data,
        gpointer user_data)
{
  g_autoptr(GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    job->run (task, job);
}

static void
natter_model_cache_finalize (GObject *object)
{
  NatterModelCache *self = NATTER_MODEL_CACHE (object);

  g_free (self->folder);
  /* Nobody waits: this may be the worker itself, which let go of the last task. */
  g_thread_pool_free (self->worker, FALSE, FALSE);

  G_OBJECT_CLASS (natter_model_cache_parent_class)->finalize (object);
}

static void
natter_model_cache_class_init (NatterModelCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_model_cache_finalize;
}

static void
natter_model_cache_init (NatterModelCache *self)
{
  self->worker = g_thread_pool_new (run_cb, NULL, 1, FALSE, NULL);
}

/**
 * natter_model_cache_new:
 * @folder: where the files are; it is made when the first one is written
 *
 * Returns: (transfer full): a cache; nothing is read yet
 */
NatterModelCache *
natter_model_cache_new (const char *folder)
{
  NatterModelCache *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (NATTER_TYPE_MODEL_CACHE, NULL);
  self->folder = g_strdup (folder);

  return self;
}

static Job *
job_new (NatterModelCache  *self,
         const char        *provider_id,
         void             (*run) (GTask *task,
                                  Job   *job))
{
  g_autofree char *name = g_strconcat (provider_id, ".json", NULL);
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->path = g_build_filename (self->folder, name, NULL);

  return job;
}

/* Takes @job. */
static void
start (NatterModelCache *self,
       GTask            *task,
       Job              *job)
{
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_thread_pool_push (self->worker, g_object_ref (task), NULL);
}

static void
run_load (GTask *task,
          Job   *job)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  GError *error = NULL;
  gsize length = 0;

  if (!g_file_get_contents (job->path, &text, &length, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  root = natter_json_parse (text, length, NULL);
  job->models = natter_models_from_json (root, job->base_url, &job->time);
  if (job->models != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                     "not a list of this server");
}

/**
 * natter_model_cache_load_async:
 * @self: a cache
 * @provider_id: the id of a provider
 * @base_url: where it is; a list of another address is not used
 * @cancellable: (nullable): gives up
 * @callback: called when the list was read
 * @user_data: for @callback
 *
 * Reads the list that was kept for a provider.
 */
void
natter_model_cache_load_async (NatterModelCache    *self,
                               const char          *provider_id,
                               const char          *base_url,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job = NULL;

  g_return_if_fail (NATTER_IS_MODEL_CACHE (self));
  g_return_if_fail (provider_id != NULL && base_url != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_model_cache_load_async);
  job = job_new (self, provider_id, run_load);
  job->base_url = g_strdup (base_url);
  start (self, task, job);
}

/**
 * natter_model_cache_load_finish:
 * @self: a cache
 * @result: what the callback was given
 * @time: (out): when the list was fetched, in milliseconds since 1970, UTC
 * @error: %G_FILE_ERROR_NOENT when there is none, %G_IO_ERROR_INVALID_DATA when it is broken or of
 *   another address, or what the file system said; not for people
 *
 * Returns: (transfer full) (nullable): the list, of #NatterModel
 */
GListModel *
natter_model_cache_load_finish (NatterModelCache  *self,
                                GAsyncResult      *result,
                                gint64            *time,
                                GError           **error)
{
  Job *job = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (time != NULL, NULL);
  g_return_val_if_fail (!error || !*error, NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  *time = job->time;

  return g_steal_pointer (&job->models);
}

static void
run_store (GTask *task,
           Job   *job)
{
  g_autofree char *folder = g_path_get_dirname (job->path);
  g_autofree char *text = natter_json_to_line (job->list);
  GError *error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_task_return_new_error (task, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s",
                               folder, g_strerror (code));
    }
  else if (!g_file_set_contents_full (job->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                      &error))
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

/**
 * natter_model_cache_store_async:
 * @self: a cache
 * @provider_id: the id of a provider
 * @base_url: where it is
 * @models: (transfer none): its list, of #NatterModel
 * @time: when it was fetched, in milliseconds since 1970, UTC
 * @cancellable: (nullable): gives up
 * @callback: (nullable): called when the list is on disk
 * @user_data: for @callback
 *
 * Keeps a list, whole or not at all, in place of the one before.
 */
void
natter_model_cache_store_async (NatterModelCache    *self,
                                const char          *provider_id,
                                const char          *base_url,
                                GListModel          *models,
                                gint64               time,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job = NULL;

  g_return_if_fail (NATTER_IS_MODEL_CACHE (self));
  g_return_if_fail (provider_id != NULL && base_url != NULL);
  g_return_if_fail (G_IS_LIST_MODEL (models));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_model_cache_store_async);
  job = job_new (self, provider_id, run_store);
  job->list = natter_models_to_json (models, base_url, time);
  start (self, task, job);
}

/**
 * natter_model_cache_store_finish:
 * @self: a cache
 * @result: what the callback was given
 * @error: what the file system said; not for people
 *
 * Returns: whether the list is kept
 */
gboolean
natter_model_cache_store_finish (NatterModelCache  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run_remove (GTask *task,
            Job   *job)
{
  int code = g_remove (job->path) == 0 ? 0 : errno;

  if (code == 0 || code == ENOENT)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s",
                             job->path, g_strerror (code));
}

/**
 * natter_model_cache_remove_async:
 * @self: a cache
 * @provider_id: the id of a provider
 * @cancellable: (nullable): gives up
 * @callback: (nullable): called when the list is gone
 * @user_data: for @callback
 *
 * Forgets the list of a provider.
 */
void
natter_model_cache_remove_async (NatterModelCache    *self,
                                 const char          *provider_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_MODEL_CACHE (self));
  g_return_if_fail (provider_id != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_model_cache_remove_async);
  start (self, task, job_new (self, provider_id, run_remove));
}

/**
 * natter_model_cache_remove_finish:
 * @self: a cache
 * @result: what the callback was given
 * @error: what the file system said; not for people
 *
 * Returns: whether there is no list any more
 */
gboolean
natter_model_cache_remove_finish (NatterModelCache  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
