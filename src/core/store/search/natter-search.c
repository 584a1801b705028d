/* natter-search.c: searching all that is stored, as it is typed: a new query ends the one before.
 * Main thread only; the store's reader does the work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search.h"

#include "natter-search-find.h"
#include "natter-store-reader.h"

struct _NatterSearch
{
  GObject       parent_instance;

  NatterStore  *store;
  GCancellable *running;  /* of the latest query */
};

G_DEFINE_FINAL_TYPE (NatterSearch, natter_search, G_TYPE_OBJECT)

/* What the reader is given. */
typedef struct
{
  NatterSearchQuery *query;
  guint              limit;
} Job;

/* One query, until its caller is told. */
typedef struct
{
  GCancellable *inner;   /* by the caller or by the next query */
  gulong        handler;
} Run;

static void
job_free (Job *self)
{
  natter_search_query_unref (self->query);
  g_free (self);
}

static void
run_free (Run *self)
{
  g_object_unref (self->inner);
  g_free (self);
}

static void
natter_search_dispose (GObject *object)
{
  NatterSearch *self = NATTER_SEARCH (object);

  if (self->running)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (natter_search_parent_class)->dispose (object);
}

static void
natter_search_class_init (NatterSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_search_dispose;
}

static void
natter_search_init (NatterSearch *self)
{
}

/**
 * natter_search_new:
 * @store: where to look
 *
 * Returns: (transfer full): a search; whoever types has one
 */
NatterSearch *
natter_search_new (NatterStore *store)
{
  NatterSearch *self = NULL;

  g_return_val_if_fail (NATTER_IS_STORE (store), NULL);

  self = g_object_new (NATTER_TYPE_SEARCH, NULL);
  self->store = g_object_ref (store);

  return self;
}

static gpointer
find (NatterDb  *db,
      gpointer   query,
      GError   **error)
{
  const Job *job = query;

  return natter_search_find (db, job->query, job->limit, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *results = g_task_propagate_pointer (G_TASK (result), &error);
  NatterSearch *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (run->handler)
    g_cancellable_disconnect (g_task_get_cancellable (task), run->handler);
  if (self->running == run->inner)
    g_clear_object (&self->running);

  if (results)
    g_task_return_pointer (task, results, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
cancelled_cb (GCancellable *outer,
              gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/**
 * natter_search_run_async:
 * @self: a search
 * @query: what is looked for
 * @limit: the most results
 * @cancellable: (nullable): gives up
 * @callback: called when it is found
 * @user_data: for @callback
 *
 * Looks for messages with all words of the query, and for conversations with all of them in their
 * title, but in the trash and, unless the query says so, in the archive. The query before, if it is
 * still under way, ends at once as cancelled.
 */
void
natter_search_run_async (NatterSearch        *self,
                         NatterSearchQuery   *query,
                         guint                limit,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) inner = NULL;
  Run *run = NULL;
  Job *job = NULL;

  g_return_if_fail (NATTER_IS_SEARCH (self));
  g_return_if_fail (query != NULL && limit > 0);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  if (self->running)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_search_run_async);
  run = g_new0 (Run, 1);
  run->inner = g_object_ref (self->running);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (cancellable)
    run->handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                          g_object_ref (run->inner), g_object_unref);

  job = g_new0 (Job, 1);
  job->query = natter_search_query_ref (query);
  job->limit = limit;
  inner = g_task_new (self->store, self->running, found_cb, g_steal_pointer (&task));
  g_task_set_source_tag (inner, found_cb);
  natter_store_find (self->store, inner, find, (GDestroyNotify) g_ptr_array_unref, job,
                     (GDestroyNotify) job_free);
}

/**
 * natter_search_run_finish:
 * @self: a search
 * @result: what the callback was given
 * @error: why nothing could be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type NatterSearchResult): the best results, the best
 *   first. Where there are very many messages they are chosen among the latest.
 */
GPtrArray *
natter_search_run_finish (NatterSearch  *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
