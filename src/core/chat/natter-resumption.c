/* natter-resumption.c: answers that were cut off because the network went away go on by themselves
 * once it is back, in the way in which a person would let them: natter_chat_continue(). Those that
 * had no word yet are asked for again by their generation. Owned by the chat; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-resumption.h"

/* A network that has just come back does not know all names yet. */
#define SETTLE_SECONDS 1
/* Each costs what was said so far once more: of one that comes and goes the person decides. */
#define MAX_TIMES 3

struct _NatterResumption
{
  GObject        parent_instance;

  NatterChat    *chat;       /* not owned: it owns this */
  NatterNetwork *network;
  GPtrArray     *waiting;    /* of Cut */
  GHashTable    *times;      /* a message's id: how often it went on */
  guint          settle_id;
};

G_DEFINE_FINAL_TYPE (NatterResumption, natter_resumption, G_TYPE_OBJECT)

typedef struct
{
  NatterConversation *conversation;
  NatterMessage      *answer;
} Cut;

static void
cut_free (Cut *cut)
{
  g_object_unref (cut->conversation);
  g_object_unref (cut->answer);
  g_free (cut);
}

/* Whoever has said something else meanwhile, or has let it go on, does not want it any more. */
static void
go_on (NatterResumption *self,
       const Cut        *cut)
{
  const char *id = natter_message_get_id (cut->answer);
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->times, id));

  if (times >= MAX_TIMES || natter_conversation_is_busy (cut->conversation) ||
      natter_conversation_is_trashed (cut->conversation) ||
      natter_conversation_get_last (cut->conversation) != cut->answer ||
      !natter_chat_can_continue (cut->answer))
    return;

  g_hash_table_insert (self->times, g_strdup (id), GUINT_TO_POINTER (times + 1));
  natter_chat_continue (self->chat, cut->conversation, cut->answer, NULL);
}

static gboolean
settled_cb (gpointer data)
{
  NatterResumption *self = data;
  g_autoptr(GPtrArray) waiting = NULL;

  self->settle_id = 0;
  if (!natter_network_is_online (self->network))
    return G_SOURCE_REMOVE;

  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) cut_free);
  for (guint i = 0; i < waiting->len; i++)
    go_on (self, g_ptr_array_index (waiting, i));

  return G_SOURCE_REMOVE;
}

static void
online_cb (NatterResumption *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (natter_network_is_online (self->network) && self->waiting->len > 0)
    self->settle_id = g_timeout_add_seconds (SETTLE_SECONDS, settled_cb, self);
}

static void
natter_resumption_finalize (GObject *object)
{
  NatterResumption *self = NATTER_RESUMPTION (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->times);
  g_object_unref (self->network);

  G_OBJECT_CLASS (natter_resumption_parent_class)->finalize (object);
}

static void
natter_resumption_class_init (NatterResumptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_resumption_finalize;
}

static void
natter_resumption_init (NatterResumption *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) cut_free);
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * natter_resumption_new:
 * @chat: whose answers go on; it outlives this
 * @network: what they wait for
 *
 * Returns: (transfer full): nothing that waits
 */
NatterResumption *
natter_resumption_new (NatterChat    *chat,
                       NatterNetwork *network)
{
  NatterResumption *self = g_object_new (NATTER_TYPE_RESUMPTION, NULL);

  self->chat = chat;
  self->network = g_object_ref (network);
  g_signal_connect_object (network, "notify::online", G_CALLBACK (online_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_resumption_ended:
 * @conversation: where an answer has ended that came over the network
 * @answer: that answer
 * @began: when it was asked for, in monotonic microseconds
 *
 * Lets it go on once there is a network, if it was cut off while there was none.
 */
void
natter_resumption_ended (NatterResumption   *self,
                         NatterConversation *conversation,
                         NatterMessage      *answer,
                         gint64              began)
{
  NatterEnd end = natter_message_get_end (answer);
  Cut *cut = NULL;

  g_return_if_fail (NATTER_IS_RESUMPTION (self));

  if ((end != NATTER_END_CONNECTION_LOST && end != NATTER_END_TIMED_OUT) ||
      !natter_network_was_away (self->network, began) || !natter_chat_can_continue (answer))
    return;

  cut = g_new0 (Cut, 1);
  cut->conversation = g_object_ref (conversation);
  cut->answer = g_object_ref (answer);
  g_ptr_array_add (self->waiting, cut);
  online_cb (self);
}
