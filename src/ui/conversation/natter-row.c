/* natter-row.c: one row of the transcript, as the list view's item. It only points: what changes is
 * the message or the block that it stands for; but an editor's text is its own. Main thread only.
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
  GtkTextBuffer      *buffer;        /* for an editor alone, as the next one */
  gboolean            wants_focus;
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

  g_clear_object (&self->buffer);
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

/**
 * natter_row_new_for_edit:
 *
 * Returns: (transfer full): a row with the text of @message in a buffer
 */
NatterRow *
natter_row_new_for_edit (NatterConversation *conversation,
                         NatterMessage      *message)
{
  NatterRow *self = natter_row_new (NATTER_ROW_EDITOR, conversation, message);

  self->buffer = gtk_text_buffer_new (NULL);
  self->wants_focus = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, natter_message_get_text (message),
                            (int) natter_message_get_length (message));
  gtk_text_buffer_end_irreversible_action (self->buffer);

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
 * natter_row_get_buffer:
 *
 * Returns: (transfer none) (nullable): what is being written, for an editor
 */
GtkTextBuffer *
natter_row_get_buffer (NatterRow *self)
{
  return self->buffer;
}

/**
 * natter_row_take_focus:
 *
 * Returns: whether whoever shows the row should take the focus: %TRUE once for an editor
 */
gboolean
natter_row_take_focus (NatterRow *self)
{
  gboolean wants_focus = self->wants_focus;

  self->wants_focus = FALSE;

  return wants_focus;
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
