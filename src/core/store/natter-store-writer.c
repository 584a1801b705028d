/* natter-store-writer.c: the thread that owns the database. What can't be written now stays in
 * memory, in order, and is tried again: with each new order, and by itself after a while. Orders
 * come from the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-writer.h"

#include "natter-store-batch-private.h"
#include "natter-store-disk.h"

#define FIRST_WAIT 1    /* seconds until a failed write is tried again; then twice as long */
#define MAX_WAIT   30
#define NOT_TOLD   -2

typedef struct
{
  NatterStoreOrderKind  kind;
  NatterStoreBatch     *batch;
  GTask                *task;    /* the main thread's; NULL once it was answered */
} Order;

struct _NatterStoreWriter
{
  GThread                       *thread;
  GAsyncQueue                   *orders;
  NatterStoreLink               *link;
  NatterStoreReader             *reader;
  NatterStoreReader             *worker;
  const NatterStoreWriterEvents *events;
  gsize                          bytes_written;  /* atomic */

  /* the thread's own */
  NatterStoreDisk               *disk;
  GQueue                         waiting;        /* of Order: batches to be written */
  guint                          wait;           /* seconds */
  int                            code;           /* what was last told to be wrong; -1: nothing */
  guint                          n_unsaved;      /* as was last told */
};

static void
order_free (Order *self)
{
  g_assert (!self->task);

  g_clear_pointer (&self->batch, natter_store_batch_unref);
  g_free (self);
}

static void
reply (NatterStoreWriter *self,
       Order             *order,
       const GError      *error)
{
  if (order->task)
    natter_store_link_reply (self->link,
                             natter_store_reply_new (g_steal_pointer (&order->task),
                                                     error ? g_error_copy (error) : NULL));
}

typedef struct
{
  NatterStoreLink               *link;
  const NatterStoreWriterEvents *events;
  int                            code;
  guint                          n_unsaved;
  NatterStoreReport             *report;   /* or NULL: it is about the state */
} News;

static void
news_free (News *self)
{
  natter_store_link_unref (self->link);
  g_clear_pointer (&self->report, natter_store_report_unref);
  g_free (self);
}

static gboolean
news_cb (gpointer data)
{
  News *self = data;
  gpointer store = natter_store_link_get (self->link);

  if (store && self->report)
    self->events->report (store, self->report);
  else if (store)
    self->events->state (store, self->code, self->n_unsaved);

  return G_SOURCE_REMOVE;
}

static void
tell (NatterStoreWriter *self,
      NatterStoreReport *report)
{
  News *news = g_new0 (News, 1);

  news->link = natter_store_link_ref (self->link);
  news->events = self->events;
  news->code = self->code;
  news->n_unsaved = self->n_unsaved;
  news->report = report ? natter_store_report_ref (report) : NULL;
  natter_store_link_post (self->link, news_cb, news, (GDestroyNotify) news_free);
}

/* A batch that does not fit was written but for that. */
static void
set_state (NatterStoreWriter *self,
           const GError      *error)
{
  int code = error && error->domain == NATTER_STORE_ERROR ? error->code : -1;
  guint n_unsaved = g_queue_get_length (&self->waiting);

  if (code == NATTER_STORE_ERROR_INVALID)
    code = -1;
  if (code == self->code && n_unsaved == self->n_unsaved)
    return;

  self->code = code;
  self->n_unsaved = n_unsaved;
  tell (self, NULL);
}

static void
count_bytes (NatterStoreWriter *self)
{
  gint64 bytes = natter_blobs_take_bytes_written (self->disk->blobs);

  if (self->disk->db)
    bytes += natter_db_take_bytes_written (self->disk->db);
  g_atomic_pointer_add (&self->bytes_written, (gssize) bytes);
}

/* Returns: (transfer full) (nullable): what was met, NULL with an error */
static NatterStoreReport *
open_disk (NatterStoreWriter  *self,
           GError            **error)
{
  g_autoptr(NatterStoreReport) report = natter_store_report_new ();
  gboolean open = natter_store_disk_open (self->disk, report, error);

  if (report->set_aside)
    {
      natter_store_reader_reopen (self->reader);
      natter_store_reader_reopen (self->worker);
    }
  count_bytes (self);

  return open ? g_steal_pointer (&report) : NULL;
}

/* What is met later than at the start is told by itself. */
static gboolean
ensure_open (NatterStoreWriter  *self,
             GError            **error)
{
  g_autoptr(NatterStoreReport) report = NULL;

  if (self->disk->db)
    return TRUE;

  report = open_disk (self, error);
  if (!report)
    return FALSE;
  if (report->set_aside || report->interrupted || report->migrated_from)
    tell (self, report);

  return TRUE;
}

static gboolean
write_batch (NatterStoreWriter  *self,
             NatterStoreBatch   *batch,
             GError            **error)
{
  gboolean written = ensure_open (self, error) &&
                     natter_store_batch_write (batch, self->disk->db, self->disk->blobs, error);

  count_bytes (self);

  return written;
}

/* Damage that shows only now is mended and the batch written once more. */
static gboolean
write_order (NatterStoreWriter  *self,
             Order              *order,
             GError            **error)
{
  g_autoptr(GError) failed = NULL;

  if (write_batch (self, order->batch, &failed))
    return TRUE;
  if (g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED) && self->disk->db)
    {
      natter_store_disk_let_go (self->disk, TRUE);
      return write_batch (self, order->batch, error);
    }

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Those who wait for it are told once; the batches stay. The database is opened anew before the
 * next try: what it knows of itself may be older than the trouble. */
static void
keep_waiting (NatterStoreWriter *self,
              const GError      *error)
{
  self->wait = MAX (self->wait, FIRST_WAIT);
  if (error->code == NATTER_STORE_ERROR_DISK || error->code == NATTER_STORE_ERROR_READ_ONLY)
    natter_store_disk_let_go (self->disk, FALSE);

  set_state (self, error);
  for (GList *link = self->waiting.head; link; link = link->next)
    reply (self, link->data, error);
}

static void
drop (NatterStoreWriter *self,
      Order             *order,
      const GError      *error)
{
  if (!order->task)
    g_warning ("a change that was kept can't be saved: %s", error->message);
  reply (self, order, error);
}

/* Writes what waits, in order, until something must wait longer. */
static void
drain (NatterStoreWriter *self)
{
  while (!g_queue_is_empty (&self->waiting))
    {
      Order *order = g_queue_peek_head (&self->waiting);
      g_autoptr(GError) error = NULL;
      gboolean written = write_order (self, order, &error);

      if (!written && natter_store_error_is_kept (error))
        {
          keep_waiting (self, error);
          return;
        }

      g_queue_pop_head (&self->waiting);
      if (g_queue_is_empty (&self->waiting))
        set_state (self, error);
      if (written)
        reply (self, order, NULL);
      else
        drop (self, order, error);
      order_free (order);
    }

  self->wait = 0;
}

static void
run_open (NatterStoreWriter *self,
          Order             *order)
{
  g_autoptr(GError) error = NULL;
  NatterStoreReport *report = self->disk->db ? natter_store_report_new ()
                                             : open_disk (self, &error);
  NatterStoreReply *answer = NULL;

  set_state (self, error);
  answer = natter_store_reply_new (g_steal_pointer (&order->task), g_steal_pointer (&error));
  answer->result = report;
  answer->free_result = (GDestroyNotify) natter_store_report_unref;
  natter_store_link_reply (self->link, answer);
}

static void
run_sweep (NatterStoreWriter *self,
           Order             *order)
{
  g_autoptr(GError) error = NULL;
  NatterStoreReply *answer = NULL;
  guint n_removed = 0;

  if (ensure_open (self, &error))
    natter_store_disk_sweep (self->disk, &n_removed, &error);

  answer = natter_store_reply_new (g_steal_pointer (&order->task), g_steal_pointer (&error));
  answer->number = (gssize) n_removed;
  natter_store_link_reply (self->link, answer);
}

static void
run_retry (NatterStoreWriter *self)
{
  g_autoptr(GError) error = NULL;

  if (!g_queue_is_empty (&self->waiting))
    return;

  ensure_open (self, &error);
  set_state (self, error);
}

/* The readers go first: only the last connection can empty the log. */
static gboolean
run_close (NatterStoreWriter *self,
           Order             *order)
{
  g_autoptr(GError) error = NULL;

  if (!g_queue_is_empty (&self->waiting) && order->kind == NATTER_STORE_ORDER_CLOSE)
    {
      error = natter_store_error_new (self->code >= 0 ? (NatterStoreError) self->code
                                                      : NATTER_STORE_ERROR_FAILED);
      reply (self, order, error);
      return FALSE;
    }

  natter_store_reader_stop (self->reader);
  natter_store_reader_stop (self->worker);
  natter_store_disk_settle (self->disk);
  count_bytes (self);
  g_clear_pointer (&self->disk, natter_store_disk_free);
  reply (self, order, NULL);

  return TRUE;
}

/* Takes @order; a batch is done with when it is written. Returns: whether there is more to come */
static gboolean
carry_out (NatterStoreWriter *self,
           Order             *order)
{
  gboolean ended = FALSE;

  if (order->kind == NATTER_STORE_ORDER_COMMIT)
    {
      g_queue_push_tail (&self->waiting, order);
      drain (self);
      return TRUE;
    }

  if (order->kind == NATTER_STORE_ORDER_OPEN)
    run_open (self, order);
  else
    drain (self);

  if (order->kind == NATTER_STORE_ORDER_SWEEP)
    run_sweep (self, order);
  else if (order->kind == NATTER_STORE_ORDER_RETRY)
    run_retry (self);
  else if (order->kind == NATTER_STORE_ORDER_CLOSE || order->kind == NATTER_STORE_ORDER_ABANDON)
    ended = run_close (self, order);
  order_free (order);

  return !ended;
}

static Order *
take_order (NatterStoreWriter *self)
{
  Order *order = NULL;

  if (self->wait > 0)
    order = g_async_queue_timeout_pop (self->orders, (guint64) self->wait * G_USEC_PER_SEC);
  else
    order = g_async_queue_pop (self->orders);
  if (order)
    NATTER_TAKE_OVER (order);

  return order;
}

/* Nothing has happened for a while: the next while is longer. */
static void
try_again (NatterStoreWriter *self)
{
  self->wait = MIN (self->wait * 2, MAX_WAIT);
  drain (self);
}

static gpointer
thread_main (gpointer data)
{
  NatterStoreWriter *self = data;
  gboolean running = TRUE;

  NATTER_TAKE_OVER (self);
  while (running)
    {
      Order *order = take_order (self);

      if (order)
        running = carry_out (self, order);
      else
        try_again (self);
    }

  NATTER_HAND_OVER (self->orders);
  return NULL;
}

/* natter_store_writer_new:
 * @folder: of the store; nothing is touched before the first order
 * @reader: is stopped before the database is closed, as is @worker
 * @events: static */
NatterStoreWriter *
natter_store_writer_new (const char                    *folder,
                         NatterStoreLink               *link,
                         NatterStoreReader             *reader,
                         NatterStoreReader             *worker,
                         const NatterStoreWriterEvents *events)
{
  NatterStoreWriter *self = g_new0 (NatterStoreWriter, 1);

  self->orders = g_async_queue_new ();
  self->link = natter_store_link_ref (link);
  self->reader = reader;
  self->worker = worker;
  self->events = events;
  self->disk = natter_store_disk_new (folder);
  self->code = NOT_TOLD;
  g_queue_init (&self->waiting);
  NATTER_HAND_OVER (self);
  self->thread = g_thread_new ("store-writer", thread_main, self);

  return self;
}

/* natter_store_writer_order:
 * @batch: (nullable) (transfer none): to be committed; nobody changes it any more
 * @task: (nullable) (transfer none): is told how it went */
void
natter_store_writer_order (NatterStoreWriter    *self,
                           NatterStoreOrderKind  kind,
                           NatterStoreBatch     *batch,
                           GTask                *task)
{
  Order *order = g_new0 (Order, 1);

  order->kind = kind;
  order->batch = batch ? natter_store_batch_ref (batch) : NULL;
  order->task = task ? g_object_ref (task) : NULL;
  NATTER_HAND_OVER (order);
  g_async_queue_push (self->orders, order);
}

/* Any thread. */
guint64
natter_store_writer_get_bytes_written (NatterStoreWriter *self)
{
  return (gsize) g_atomic_pointer_get (&self->bytes_written);
}

/* After an order that ends it. */
void
natter_store_writer_join (NatterStoreWriter *self)
{
  if (!self->thread)
    return;

  g_thread_join (g_steal_pointer (&self->thread));
  NATTER_TAKE_OVER (self->orders);
}

/* After it was joined. What could not be saved by then is gone. */
void
natter_store_writer_free (NatterStoreWriter *self)
{
  g_assert (!self->thread);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) order_free);
  g_clear_pointer (&self->disk, natter_store_disk_free);
  g_async_queue_unref (self->orders);
  natter_store_link_unref (self->link);
  g_free (self);
}
