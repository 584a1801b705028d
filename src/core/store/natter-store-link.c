/* natter-store-link.c: the way from the store's threads to the main thread. What they say arrives
 * in the order in which it was said. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-link.h"

struct _NatterStoreLink
{
  gatomicrefcount  references;
  GMainContext    *context;
  gpointer         store;        /* the main thread's; NULL once it is gone */
};

/* natter_store_link_new:
 * @store: who is told, by functions that run in the present main context */
NatterStoreLink *
natter_store_link_new (gpointer store)
{
  NatterStoreLink *self = g_new0 (NatterStoreLink, 1);

  g_atomic_ref_count_init (&self->references);
  self->context = g_main_context_ref_thread_default ();
  self->store = store;

  return self;
}

NatterStoreLink *
natter_store_link_ref (NatterStoreLink *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_store_link_unref (NatterStoreLink *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_main_context_unref (self->context);
  g_free (self);
}

/* The store is gone: what is still under way finds nobody. Main thread. */
void
natter_store_link_cut (NatterStoreLink *self)
{
  self->store = NULL;
}

/* Returns: (nullable): the store. Main thread. */
gpointer
natter_store_link_get (NatterStoreLink *self)
{
  return self->store;
}

typedef struct
{
  GSourceFunc     function;
  gpointer        data;
  GDestroyNotify  free_data;
} Post;

static gboolean
run_cb (gpointer data)
{
  Post *post = data;

  NATTER_TAKE_OVER (post);

  return post->function (post->data);
}

static void
post_free (gpointer data)
{
  Post *post = data;

  post->free_data (post->data);
  g_free (post);
}

/* natter_store_link_post:
 *
 * Never runs @function at once, whoever has the main context. */
void
natter_store_link_post (NatterStoreLink *self,
                        GSourceFunc      function,
                        gpointer         data,
                        GDestroyNotify   free_data)
{
  g_autoptr(GSource) source = g_idle_source_new ();
  Post *post = g_new0 (Post, 1);

  post->function = function;
  post->data = data;
  post->free_data = free_data;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_cb, post, post_free);
  NATTER_HAND_OVER (post);
  g_source_attach (source, self->context);
}

/* natter_store_reply_new:
 * @task: (transfer full): a task
 * @error: (transfer full) (nullable): what it is told; %NULL when all is well
 *
 * Returns: (transfer full): a reply without a result */
NatterStoreReply *
natter_store_reply_new (GTask  *task,
                        GError *error)
{
  NatterStoreReply *self = g_new0 (NatterStoreReply, 1);

  self->task = task;
  self->error = error;
  self->number = -1;

  return self;
}

static void
reply_free (NatterStoreReply *self)
{
  g_clear_object (&self->task);
  g_clear_error (&self->error);
  if (self->result && self->free_result)
    self->free_result (self->result);
  g_free (self);
}

static gboolean
deliver_cb (gpointer data)
{
  NatterStoreReply *self = data;

  if (self->error)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else if (self->result)
    g_task_return_pointer (self->task, g_steal_pointer (&self->result), self->free_result);
  else if (self->number >= 0)
    g_task_return_int (self->task, self->number);
  else
    g_task_return_boolean (self->task, TRUE);

  return G_SOURCE_REMOVE;
}

/* natter_store_link_reply:
 * @reply: (transfer full): what a task is told */
void
natter_store_link_reply (NatterStoreLink  *self,
                         NatterStoreReply *reply)
{
  natter_store_link_post (self, deliver_cb, reply, (GDestroyNotify) reply_free);
}
