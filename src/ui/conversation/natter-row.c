/* natter-row.c: one row of the transcript, as the list view's item. It only points: what changes is
 * the message or the block that it stands for. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-row.h"

struct _NatterRow
{
  GObject             parent_instance;

  NatterRowKind       kind;
  NatterConversation *conversation;
  NatterMessage      *message;
  NatterBlock        *block;
  guint               part;
};

G_DEFINE_FINAL_TYPE (NatterRow, natter_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
natter_row_finalize (GObject *object)
{
  NatterRow *self = NATTER_ROW (object);

  g_clear_object (&self->block);
  g_clear_object (&self->message);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (natter_row_parent_class)->finalize (object);
}

static void
natter_row_class_init (NatterRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_row_finalize;

  /**
   * NatterRow::changed:
   *
   * There is more to show, or the message has its end. At most once a frame.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_row_init (NatterRow *self)
{
}

/**
 * natter_row_new:
 * @kind: any kind that needs the message alone
 *
 * Returns: (transfer full): a row
 */
NatterRow *
natter_row_new (NatterRowKind       kind,
                NatterConversation *conversation,
                NatterMessage      *message)
{
  NatterRow *self = g_object_new (NATTER_TYPE_ROW, NULL);

  self->kind = kind;
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);

  return self;
}

NatterRow *
natter_row_new_for_block (NatterConversation *conversation,
                          NatterMessage      *message,
                          NatterBlock        *block)
{
  NatterRow *self = natter_row_new (NATTER_ROW_BLOCK, conversation, message);

  self->block = g_object_ref (block);

  return self;
}

/**
 * natter_row_new_for_part:
 * @kind: a tool call or an attachment
 * @part: its position among those of the message
 *
 * Returns: (transfer full): a row
 */
NatterRow *
natter_row_new_for_part (NatterRowKind       kind,
                         NatterConversation *conversation,
                         NatterMessage      *message,
                         guint               part)
{
  NatterRow *self = natter_row_new (kind, conversation, message);

  self->part = part;

  return self;
}

NatterRowKind
natter_row_get_kind (NatterRow *self)
{
  return self->kind;
}

/**
 * natter_row_get_conversation:
 *
 * Returns: (transfer none): the conversation that the message is in
 */
NatterConversation *
natter_row_get_conversation (NatterRow *self)
{
  return self->conversation;
}

/**
 * natter_row_get_message:
 *
 * Returns: (transfer none): the message that the row is part of
 */
NatterMessage *
natter_row_get_message (NatterRow *self)
{
  return self->message;
}

/**
 * natter_row_get_block:
 *
 * Returns: (transfer none) (nullable): the block, for a row of that kind
 */
NatterBlock *
natter_row_get_block (NatterRow *self)
{
  return self->block;
}

/**
 * natter_row_get_part:
 *
 * Returns: the position of the tool call or attachment among those of its message
 */
guint
natter_row_get_part (NatterRow *self)
{
  return self->part;
}

/**
 * natter_row_changed:
 *
 * Tells whoever shows the row to look again.
 */
void
natter_row_changed (NatterRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
