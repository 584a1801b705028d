/* natter-store-reader.c: the thread that reads, on a connection that can't write. A job that was
 * cancelled ends in the midst of a query. Jobs come from the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-reader.h"

#include "natter-store-disk.h"

#define STEPS 1000 /* of SQLite's machine between two looks at the cancellable */

typedef struct
{
  GTask               *task;         /* the main thread's */
  GCancellable        *cancellable;
  NatterStoreReadFunc  function;     /* when all three are NULL it is the last job */
  NatterStoreFindFunc  find;
  NatterStoreWorkFunc  work;
  GDestroyNotify       free_result;
  char                *id;
  gpointer             query;
  GDestroyNotify       free_query;
} Job;

struct _NatterStoreReader
{
  GThread         *thread;
  GAsyncQueue     *jobs;
  NatterStoreLink *link;
  char            *path;
  NatterBlobs     *blobs;
  int              stopping;     /* atomic */
  int              generation;   /* atomic: counts how often the file was replaced */

  /* the thread's own */
  NatterDb        *db;
  int              opened;       /* generation of @db */
  GCancellable    *cancellable;  /* of the job that runs */
};

static int
progress_cb (gpointer data)
{
  NatterStoreReader *self = data;

  return g_atomic_int_get (&self->stopping) ||
         (self->cancellable && g_cancellable_is_cancelled (self->cancellable));
}

static NatterDb *
try_open (NatterStoreReader  *self,
          NatterDbMode        mode,
          GError            **error)
{
  g_autoptr(NatterDb) db = natter_db_open (self->path, mode, error);
  gint64 objects = 0;

  if (!db || !natter_db_get (db, &objects, error, "SELECT count(*) FROM sqlite_schema", ""))
    return NULL;

  return g_steal_pointer (&db);
}

/* In a folder that can't be written to there is no shared memory for a log: then there is no other
 * process either that could write. */
static gboolean
ensure_open (NatterStoreReader  *self,
             GError            **error)
{
  int generation = g_atomic_int_get (&self->generation);
  g_autoptr(GError) failed = NULL;

  if (self->db && self->opened == generation)
    return TRUE;

  g_clear_pointer (&self->db, natter_db_close);
  self->opened = generation;
  self->db = try_open (self, NATTER_DB_READ, &failed);
  if (!self->db && g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_READ_ONLY))
    {
      g_clear_error (&failed);
      self->db = try_open (self, NATTER_DB_IMMUTABLE, &failed);
    }
  if (!self->db)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  sqlite3_progress_handler (self->db->handle, STEPS, progress_cb, self);
  return TRUE;
}

static GError *
make_cancelled (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

static gpointer
call (NatterStoreReader  *self,
      Job                *job,
      GError            **error)
{
  if (job->find)
    return job->find (self->db, job->query, error);
  if (job->work)
    return job->work (self, self->db, job->query, error);

  return job->function (self->db, self->blobs, job->id, error);
}

/* Takes @job. */
static void
run (NatterStoreReader *self,
     Job               *job)
{
  g_autoptr(GError) error = NULL;
  gpointer result = NULL;
  NatterStoreReply *reply = NULL;

  self->cancellable = job->cancellable;
  if (!progress_cb (self) && ensure_open (self, &error))
    result = call (self, job, &error);
  if (!result && progress_cb (self))
    {
      g_clear_error (&error);
      error = make_cancelled ();
    }
  self->cancellable = NULL;

  reply = natter_store_reply_new (job->task, g_steal_pointer (&error));
  reply->result = result;
  reply->free_result = job->free_result;
  natter_store_link_reply (self->link, reply);
  g_clear_object (&job->cancellable);
  if (job->query)
    job->free_query (job->query);
  g_free (job->id);
  g_free (job);
}

static gpointer
thread_main (gpointer data)
{
  NatterStoreReader *self = data;
  gboolean running = TRUE;

  NATTER_TAKE_OVER (self);
  while (running)
    {
      Job *job = g_async_queue_pop (self->jobs);

      NATTER_TAKE_OVER (job);
      running = job->function || job->find || job->work;
      if (running)
        run (self, job);
      else
        g_free (job);
    }

  g_clear_pointer (&self->db, natter_db_close);
  NATTER_HAND_OVER (self->jobs);

  return NULL;
}

/* natter_store_reader_new:
 * @folder: of the store; it is opened when the first job comes */
NatterStoreReader *
natter_store_reader_new (const char      *folder,
                         NatterStoreLink *link)
{
  NatterStoreReader *self = g_new0 (NatterStoreReader, 1);
  g_autofree char *blobs = natter_store_disk_make_blobs (folder);

  self->jobs = g_async_queue_new ();
  self->link = natter_store_link_ref (link);
  self->path = natter_store_disk_make_path (folder);
  self->blobs = natter_blobs_new (blobs);
  NATTER_HAND_OVER (self);
  self->thread = g_thread_new ("store-reader", thread_main, self);

  return self;
}

static void
push (NatterStoreReader *self,
      Job               *job)
{
  NATTER_HAND_OVER (job);
  g_async_queue_push (self->jobs, job);
}

static Job *
job_new (GTask          *task,
         GDestroyNotify  free_result)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  g_set_object (&job->cancellable, g_task_get_cancellable (task));
  job->free_result = free_result;

  return job;
}

/* natter_store_reader_read:
 * @task: (transfer none): gets the result of @function, and cancels it
 * @free_result: for the result
 * @id: (nullable): for @function */
void
natter_store_reader_read (NatterStoreReader   *self,
                          GTask               *task,
                          NatterStoreReadFunc  function,
                          GDestroyNotify       free_result,
                          const char          *id)
{
  Job *job = job_new (task, free_result);

  job->function = function;
  job->id = g_strdup (id);
  push (self, job);
}

/* natter_store_reader_find:
 * @task: (transfer none): gets the result of @find, and cancels it
 * @free_result: for the result
 * @query: (transfer full): for @find */
void
natter_store_reader_find (NatterStoreReader   *self,
                          GTask               *task,
                          NatterStoreFindFunc  find,
                          GDestroyNotify       free_result,
                          gpointer             query,
                          GDestroyNotify       free_query)
{
  Job *job = job_new (task, free_result);

  job->find = find;
  job->query = query;
  job->free_query = free_query;
  push (self, job);
}

NatterBlobs *
natter_store_reader_get_blobs (NatterStoreReader *self)
{
  return self->blobs;
}

/* natter_store_reader_work:
 * @task: (transfer none): gets the result of @work, and cancels it
 * @free_result: for the result
 * @query: (transfer full): for @work */
void
natter_store_reader_work (NatterStoreReader   *self,
                          GTask               *task,
                          NatterStoreWorkFunc  work,
                          GDestroyNotify       free_result,
                          gpointer             query,
                          GDestroyNotify       free_query)
{
  Job *job = job_new (task, free_result);

  job->work = work;
  job->query = query;
  job->free_query = free_query;
  push (self, job);
}

/* Within a job: whether it was cancelled, or the store is being closed. */
gboolean
natter_store_reader_is_stopped (NatterStoreReader *self)
{
  return progress_cb (self) != 0;
}

/* The file is another one now. Any thread. */
void
natter_store_reader_reopen (NatterStoreReader *self)
{
  g_atomic_int_inc (&self->generation);
}

/* Cancels what is under way and what waits, and comes back when the connection is closed. Any
 * thread but the reader's, once. */
void
natter_store_reader_stop (NatterStoreReader *self)
{
  if (!self->thread)
    return;

  g_atomic_int_set (&self->stopping, TRUE);
  push (self, g_new0 (Job, 1));
  g_thread_join (g_steal_pointer (&self->thread));
  NATTER_TAKE_OVER (self->jobs);
}

/* After it was stopped. */
void
natter_store_reader_free (NatterStoreReader *self)
{
  g_assert (!self->thread);

  g_async_queue_unref (self->jobs);
  natter_store_link_unref (self->link);
  natter_blobs_unref (self->blobs);
  g_free (self->path);
  g_free (self);
}
