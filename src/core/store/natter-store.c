/* natter-store.c: where conversations are kept. It starts and ends the threads that do the work
 * and tells how they fare. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-private.h"

G_DEFINE_FINAL_TYPE (NatterStore, natter_store, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterStoreState, natter_store_state,
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_DISK_FULL, "disk-full"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_READ_ONLY, "read-only"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_DISK_ERROR, "disk-error"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_NEWER, "newer"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_IN_USE, "in-use"),
                    G_DEFINE_ENUM_VALUE (NATTER_STORE_FAILED, "failed"))

typedef enum
{
  PROP_STATE = 1,
  PROP_N_UNSAVED,
} NatterStoreProps;

static GParamSpec *properties[PROP_N_UNSAVED + 1];

enum
{
  SIGNAL_REPORT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (NatterStore      *self,
           NatterStoreState  state,
           guint             n_unsaved)
{
  gboolean is_other_state = self->state != state;
  gboolean is_other_number = self->n_unsaved != n_unsaved;

  self->state = state;
  self->n_unsaved = n_unsaved;
  if (is_other_state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (is_other_number)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSAVED]);
}

static NatterStoreState
get_state (int code)
{
  if (code < 0)
    return NATTER_STORE_READY;

  switch ((NatterStoreError) code)
    {
    case NATTER_STORE_ERROR_DISK_FULL:
      return NATTER_STORE_DISK_FULL;
    case NATTER_STORE_ERROR_READ_ONLY:
      return NATTER_STORE_READ_ONLY;
    case NATTER_STORE_ERROR_BUSY:
      return NATTER_STORE_BUSY;
    case NATTER_STORE_ERROR_DISK:
      return NATTER_STORE_DISK_ERROR;
    case NATTER_STORE_ERROR_NEWER:
      return NATTER_STORE_NEWER;
    case NATTER_STORE_ERROR_IN_USE:
      return NATTER_STORE_IN_USE;
    case NATTER_STORE_ERROR_DAMAGED:
    case NATTER_STORE_ERROR_FOREIGN:
    case NATTER_STORE_ERROR_INVALID:
    case NATTER_STORE_ERROR_CLOSED:
    case NATTER_STORE_ERROR_FAILED:
    default:
      return NATTER_STORE_FAILED;
    }
}

static void
state_cb (gpointer store,
          int      code,
          guint    n_unsaved)
{
  NatterStore *self = store;

  if (self->writer)
    set_state (self, get_state (code), n_unsaved);
}

static void
report_cb (gpointer           store,
           NatterStoreReport *report)
{
  g_signal_emit (store, signals[SIGNAL_REPORT], 0, report);
}

static const NatterStoreWriterEvents events = { state_cb, report_cb };

static void
start (NatterStore *self)
{
  if (self->writer)
    return;

  self->link = natter_store_link_new (self);
  self->reader = natter_store_reader_new (self->folder, self->link);
  self->worker = natter_store_reader_new (self->folder, self->link);
  self->writer = natter_store_writer_new (self->folder, self->link, self->reader, self->worker,
                                          &events);
  self->accepts = TRUE;
}

/* The threads have ended or are about to. */
static void
stop (NatterStore *self)
{
  if (!self->writer)
    return;

  natter_store_link_cut (self->link);
  natter_store_writer_join (self->writer);
  natter_store_reader_stop (self->reader);
  natter_store_reader_stop (self->worker);
  g_clear_pointer (&self->writer, natter_store_writer_free);
  g_clear_pointer (&self->reader, natter_store_reader_free);
  g_clear_pointer (&self->worker, natter_store_reader_free);
  g_clear_pointer (&self->link, natter_store_link_unref);
  self->accepts = FALSE;
  self->readable = FALSE;
}

static void
natter_store_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  NatterStore *self = NATTER_STORE (object);

  switch ((NatterStoreProps) prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;

    case PROP_N_UNSAVED:
      g_value_set_uint (value, self->n_unsaved);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Whoever forgets to close it waits here, but loses nothing. */
static void
natter_store_dispose (GObject *object)
{
  NatterStore *self = NATTER_STORE (object);

  if (self->writer)
    {
      natter_store_flush (self);
      natter_store_writer_order (self->writer, NATTER_STORE_ORDER_ABANDON, NULL, NULL);
      stop (self);
    }
  g_clear_handle_id (&self->flush_id, g_source_remove);

  G_OBJECT_CLASS (natter_store_parent_class)->dispose (object);
}

static void
natter_store_finalize (GObject *object)
{
  NatterStore *self = NATTER_STORE (object);

  natter_store_journal_free (self->journal);
  g_free (self->folder);

  G_OBJECT_CLASS (natter_store_parent_class)->finalize (object);
}

static void
natter_store_class_init (NatterStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_store_get_property;
  object_class->dispose = natter_store_dispose;
  object_class->finalize = natter_store_finalize;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, NATTER_TYPE_STORE_STATE, NATTER_STORE_CLOSED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_UNSAVED] =
    g_param_spec_uint ("n-unsaved", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * NatterStore::report:
   * @self: the store
   * @report: what was met
   *
   * The database was recovered, migrated, or had interrupted answers, and was opened later than at
   * the start; what the start met, natter_store_open_finish() tells.
   */
  signals[SIGNAL_REPORT] =
    g_signal_new ("report", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, NATTER_TYPE_STORE_REPORT);
}

static void
natter_store_init (NatterStore *self)
{
  self->journal = natter_store_journal_new ();
}

/**
 * natter_store_new:
 * @folder: where all of it is; made, for nobody else to read, when it is opened
 *
 * Returns: (transfer full): a store that is closed
 */
NatterStore *
natter_store_new (const char *folder)
{
  NatterStore *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (NATTER_TYPE_STORE, NULL);
  self->folder = g_strdup (folder);

  return self;
}

const char *
natter_store_get_folder (NatterStore *self)
{
  g_return_val_if_fail (NATTER_IS_STORE (self), NULL);

  return self->folder;
}

NatterStoreState
natter_store_get_state (NatterStore *self)
{
  g_return_val_if_fail (NATTER_IS_STORE (self), NATTER_STORE_CLOSED);

  return self->state;
}

/**
 * natter_store_get_n_unsaved:
 *
 * Returns: how many batches wait in memory until they can be written
 */
guint
natter_store_get_n_unsaved (NatterStore *self)
{
  g_return_val_if_fail (NATTER_IS_STORE (self), 0);

  return self->n_unsaved;
}

/**
 * natter_store_get_bytes_written:
 *
 * Returns: bytes that went to the disk since it was opened, database and attachments
 */
guint64
natter_store_get_bytes_written (NatterStore *self)
{
  g_return_val_if_fail (NATTER_IS_STORE (self), 0);

  return self->writer ? natter_store_writer_get_bytes_written (self->writer) : 0;
}

/**
 * natter_store_retry:
 *
 * Tries at once what is tried again by itself after a while.
 */
void
natter_store_retry (NatterStore *self)
{
  g_return_if_fail (NATTER_IS_STORE (self));

  if (self->accepts)
    natter_store_writer_order (self->writer, NATTER_STORE_ORDER_RETRY, NULL, NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  NatterStore *self = NATTER_STORE (source);
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  NatterStoreReport *report = g_task_propagate_pointer (G_TASK (result), &error);

  self->readable = self->accepts;
  if (report)
    g_task_return_pointer (task, report, (GDestroyNotify) natter_store_report_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * natter_store_open_async:
 * @self: a store
 * @cancellable: (nullable): gives up waiting; it is opened nevertheless
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Makes what is missing, migrates what is old after a copy of it was made, recovers what is damaged
 * after it was set aside, and folds what a crash left of answers in flight. Batches can be
 * committed from now on, reading is for after @callback.
 */
void
natter_store_open_async (NatterStore         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) order = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_open_async);
  order = g_task_new (self, NULL, opened_cb, g_steal_pointer (&task));
  g_task_set_source_tag (order, opened_cb);

  start (self);
  natter_store_writer_order (self->writer, NATTER_STORE_ORDER_OPEN, NULL, order);
}

/**
 * natter_store_open_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why nothing can be written now. The store is open nevertheless: its state says for how
 *   long, what can be read is read, and what natter_store_error_is_kept() says of is kept in memory
 *
 * Returns: (transfer full) (nullable): what was met
 */
NatterStoreReport *
natter_store_open_finish (NatterStore   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  NatterStore *self = NATTER_STORE (source);
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->accepts = TRUE;
      self->readable = TRUE;
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  stop (self);
  set_state (self, NATTER_STORE_CLOSED, 0);
  g_task_return_boolean (task, TRUE);
}

/**
 * natter_store_close_async:
 * @self: a store
 * @cancellable: (nullable): gives up waiting; it is closed nevertheless
 * @callback: called when it is closed
 * @user_data: for @callback
 *
 * Writes what is not written yet and ends the threads. What is being read is cancelled.
 */
void
natter_store_close_async (NatterStore         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) order = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_store_close_async);
  if (!self->accepts)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  natter_store_flush (self);
  self->accepts = FALSE;
  self->readable = FALSE;
  order = g_task_new (self, NULL, closed_cb, g_steal_pointer (&task));
  g_task_set_source_tag (order, closed_cb);
  natter_store_writer_order (self->writer, NATTER_STORE_ORDER_CLOSE, NULL, order);
}

/**
 * natter_store_close_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why something can't be saved; the store stays open
 *
 * Returns: whether all is saved and the store is closed
 */
gboolean
natter_store_close_finish (NatterStore   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
