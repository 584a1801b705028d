/* natter-store-commit.c: what is given to the store: batches, and answers as they stream. Batches
 * are written in the order of the calls. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-batch-private.h"
#include "natter-store-private.h"

#define FLUSH_AFTER 150 /* milliseconds that a byte is not in the journal */

static gboolean
is_refused (NatterStore *self)
{
  return !self->accepts || self->state == NATTER_STORE_NEWER ||
         self->state == NATTER_STORE_IN_USE || self->state == NATTER_STORE_FAILED;
}

static GTask *
make_task (NatterStore         *self,
           gpointer             tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/* What was read before is older. */
static void
commit (NatterStore      *self,
        NatterStoreBatch *batch,
        GTask            *task)
{
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return;
    }
  if (!self->accepts)
    {
      g_task_return_error (task, natter_store_error_new (NATTER_STORE_ERROR_CLOSED));
      return;
    }

  natter_store_flush (self);
  natter_store_batch_seal (batch);
  natter_store_writer_order (self->writer, NATTER_STORE_ORDER_COMMIT, batch, task);
}

/**
 * natter_store_commit_async:
 * @self: a store
 * @batch: what to store; it can't be added to any more
 * @cancellable: (nullable): when it is cancelled already, nothing is stored; later it is too late
 * @callback: (nullable): called when it is stored, whole or not at all
 * @user_data: for @callback
 *
 * Stores all changes of a batch in one transaction, after the batches committed before.
 */
void
natter_store_commit_async (NatterStore         *self,
                           NatterStoreBatch    *batch,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (batch != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = make_task (self, natter_store_commit_async, cancellable, callback, user_data);
  commit (self, batch, task);
}

/**
 * natter_store_commit_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why it is not stored. When natter_store_error_is_kept() says so, it will be, as soon as
 *   that is possible; else nothing of the batch is
 *
 * Returns: whether it is on the disk
 */
gboolean
natter_store_commit_finish (NatterStore   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * natter_store_begin_answer_async:
 * @self: a store
 * @conversation: (nullable): where it is said, when it is new or has changed
 * @question: (nullable): what is asked; %NULL when it is stored already
 * @answer: the answer to come, streaming
 * @cancellable: (nullable): when it is cancelled already, nothing is stored
 * @callback: called when it is stored: the moment for the request to leave
 * @user_data: for @callback
 *
 * Stores what is about to be sent before it is sent, in one transaction.
 */
void
natter_store_begin_answer_async (NatterStore              *self,
                                 NatterStoredConversation *conversation,
                                 NatterStoredMessage      *question,
                                 NatterStoredMessage      *answer,
                                 GCancellable             *cancellable,
                                 GAsyncReadyCallback       callback,
                                 gpointer                  user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NatterStoreBatch) batch = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (answer != NULL && answer->streaming);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  batch = natter_store_batch_new ();
  if (conversation)
    natter_store_batch_put_conversation (batch, conversation);
  if (question)
    natter_store_batch_put_message (batch, question);
  natter_store_batch_put_message (batch, answer);

  task = make_task (self, natter_store_begin_answer_async, cancellable, callback, user_data);
  commit (self, batch, task);
}

/**
 * natter_store_begin_answer_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: as in natter_store_commit_finish()
 *
 * Returns: whether it is on the disk
 */
gboolean
natter_store_begin_answer_finish (NatterStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return natter_store_commit_finish (self, result, error);
}

static gboolean
flush_cb (gpointer data)
{
  NatterStore *self = NATTER_STORE (data);

  self->flush_id = 0;
  natter_store_flush (self);

  return G_SOURCE_REMOVE;
}

/**
 * natter_store_append:
 * @self: a store
 * @message_id: an answer that was begun
 * @delta: what was read of it
 *
 * Keeps what was read of an answer in flight. It reaches the journal 150 ms after the first byte
 * that is not in it. Constant work per delta.
 */
void
natter_store_append (NatterStore       *self,
                                   const char        *message_id,
                                   const NatterDelta *delta)
{
  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (message_id != NULL && delta != NULL);

  if (is_refused (self))
    return;

  natter_store_journal_append (self->journal, message_id, delta);
  if (self->flush_id == 0 && !natter_store_journal_is_empty (self->journal))
    self->flush_id = g_timeout_add (FLUSH_AFTER, flush_cb, self);
}

/**
 * natter_store_flush:
 *
 * Sends what was read of answers in flight to the journal now.
 */
void
natter_store_flush (NatterStore *self)
{
  g_autoptr(NatterStoreBatch) batch = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));

  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (natter_store_journal_is_empty (self->journal))
    return;

  batch = natter_store_journal_take (self->journal);
  if (!is_refused (self))
    natter_store_writer_order (self->writer, NATTER_STORE_ORDER_COMMIT, batch, NULL);
}

/**
 * natter_store_finish_answer_async:
 * @self: a store
 * @answer: all of the answer, not streaming any more
 * @cancellable: (nullable): when it is cancelled already, nothing is stored
 * @callback: (nullable): called when it is stored
 * @user_data: for @callback
 *
 * Stores an answer that has ended and empties its journal, in one transaction.
 */
void
natter_store_finish_answer_async (NatterStore         *self,
                                  NatterStoredMessage *answer,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NatterStoreBatch) batch = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (answer != NULL && !answer->streaming);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  batch = natter_store_batch_new ();
  natter_store_batch_put_message (batch, answer);

  task = make_task (self, natter_store_finish_answer_async, cancellable, callback, user_data);
  commit (self, batch, task);
}

/**
 * natter_store_finish_answer_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: as in natter_store_commit_finish()
 *
 * Returns: whether it is on the disk
 */
gboolean
natter_store_finish_answer_finish (NatterStore   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return natter_store_commit_finish (self, result, error);
}

/**
 * natter_store_sweep_async:
 * @self: a store
 * @cancellable: (nullable): gives up waiting
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes the files of attachments that no message holds any more. Nothing else removes any.
 */
void
natter_store_sweep_async (NatterStore         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NATTER_IS_STORE (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = make_task (self, natter_store_sweep_async, cancellable, callback, user_data);
  if (self->accepts)
    natter_store_writer_order (self->writer, NATTER_STORE_ORDER_SWEEP, NULL, task);
  else
    g_task_return_error (task, natter_store_error_new (NATTER_STORE_ERROR_CLOSED));
}

/**
 * natter_store_sweep_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: why not
 *
 * Returns: how many files were removed, -1 with an error
 */
gssize
natter_store_sweep_finish (NatterStore   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
