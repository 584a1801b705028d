/* natter-keeper-answer.c: what is said is stored before it is sent, and an answer while it comes.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-keeper-private.h"

#include "natter-conversation-record.h"
#include "natter-message-record.h"

typedef struct
{
  NatterStore      *store;
  gulong            state_id;
  NatterKeeperFunc  func;
  gpointer          data;
  GDestroyNotify    destroy;
  gboolean          is_over;
} Begin;

static void
begin_clear (gpointer box)
{
  Begin *begin = box;

  if (begin->destroy)
    begin->destroy (begin->data);
  g_object_unref (begin->store);
}

static void
begin_unref (Begin    *begin,
             GClosure *closure)
{
  g_rc_box_release_full (begin, begin_clear);
}

/* Only once, whatever comes first: the words are stored, or they can't be for now. */
static void
go_on (Begin *begin)
{
  if (begin->is_over)
    return;

  begin->is_over = TRUE;
  begin->func (begin->data);
}

static void
begin_state_cb (NatterStore *store,
                GParamSpec  *pspec,
                Begin       *begin)
{
  NatterStoreState state = natter_store_get_state (store);

  /* One that is still being opened is waited for. */
  if (state != NATTER_STORE_READY && state != NATTER_STORE_CLOSED)
    go_on (begin);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Begin *begin = data;
  g_autoptr(GError) error = NULL;

  if (!natter_store_begin_answer_finish (NATTER_STORE (source), result, &error))
    g_debug ("A question is not stored: %s", error->message);
  go_on (begin);
  g_clear_signal_handler (&begin->state_id, source);
  g_rc_box_release_full (begin, begin_clear);
}

/**
 * natter_keeper_begin:
 * @conversation: where it was said
 * @question: (nullable): what was said, or %NULL when an answer is only asked for again
 * @answer: the answer that is about to be asked for
 * @func: called once both are stored; also when they can't be for now, so that a full disk does not
 *   keep anybody from talking
 * @data: for @func
 * @destroy: frees @data
 */
void
natter_keeper_begin (NatterKeeper       *self,
                     NatterConversation *conversation,
                     NatterMessage      *question,
                     NatterMessage      *answer,
                     NatterKeeperFunc    func,
                     gpointer            data,
                     GDestroyNotify      destroy)
{
  g_autoptr(NatterStoredConversation) facts = NULL;
  g_autoptr(NatterStoredMessage) asked = NULL;
  g_autoptr(NatterStoredMessage) answered = NULL;
  Begin *begin = NULL;

  g_return_if_fail (NATTER_IS_KEEPER (self));

  facts = natter_conversation_record_new (conversation);
  asked = question ? natter_message_record_new (conversation, question) : NULL;
  answered = natter_message_record_new (conversation, answer);
  natter_keeper_watch (self, conversation);
  g_hash_table_add (self->known, g_strdup (natter_conversation_get_id (conversation)));

  begin = g_rc_box_new0 (Begin);
  *begin = (Begin) { .store = g_object_ref (self->store), .func = func, .data = data,
                     .destroy = destroy };
  begin->state_id = g_signal_connect_data (self->store, "notify::state",
                                           G_CALLBACK (begin_state_cb),
                                           g_rc_box_acquire (begin),
                                           (GClosureNotify) (void (*) (void)) begin_unref, 0);
  natter_store_begin_answer_async (self->store, facts, asked, answered, NULL, begun_cb, begin);
  begin_state_cb (self->store, NULL, begin);
}

/**
 * natter_keeper_append:
 * @answer: an answer that was begun
 * @delta: what was read of it
 */
void
natter_keeper_append (NatterKeeper      *self,
                      NatterMessage     *answer,
                      const NatterDelta *delta)
{
  g_return_if_fail (NATTER_IS_KEEPER (self));

  natter_store_append (self->store, natter_message_get_id (answer), delta);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!natter_store_finish_answer_finish (NATTER_STORE (source), result, &error))
    g_debug ("An answer is not stored: %s", error->message);
}

/**
 * natter_keeper_finish:
 * @conversation: where the answer is
 * @answer: an answer that has its end
 */
void
natter_keeper_finish (NatterKeeper       *self,
                      NatterConversation *conversation,
                      NatterMessage      *answer)
{
  g_autoptr(NatterStoredMessage) record = NULL;

  g_return_if_fail (NATTER_IS_KEEPER (self));

  record = natter_message_record_new (conversation, answer);
  natter_store_finish_answer_async (self->store, record, NULL, finished_cb, NULL);
}
