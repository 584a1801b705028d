/* natter-row.c: one row of the transcript, as the list view's item. It only points: what changes is
 * the message or the block that it stands for; but an editor's text is its own. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-row.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-link.h"

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
  GString            *text;          /* of a kind that has none in the message; NULL until asked */
  GArray             *spans;         /* of NatterSpan, its links */
};

G_DEFINE_FINAL_TYPE (NatterRow, natter_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_text (NatterRow *self)
{
  if (self->text)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->spans, g_array_unref);
}

static void
natter_row_finalize (GObject *object)
{
  NatterRow *self = NATTER_ROW (object);

  clear_text (self);
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
 * natter_row_get_author:
 *
 * Returns: who speaks, to be shown
 */
const char *
natter_row_get_author (NatterRow *self)
{
  const char *model = natter_message_get_model (self->message);

  if (natter_message_get_role (self->message) == NATTER_ROLE_USER)
    return _("You");

  return model ? model : _("Model");
}

/**
 * natter_row_dup_origin:
 *
 * Returns: (transfer full): which message the row is part of, to be spoken
 */
char *
natter_row_dup_origin (NatterRow *self)
{
  if (natter_message_get_role (self->message) == NATTER_ROLE_USER)
    return g_strdup (_("Your message"));

  /* Translators: which message a part of the transcript belongs to; %s is a model */
  return g_strdup_printf (_("Message from %s"), natter_row_get_author (self));
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

static void
make_tool_call (NatterRow *self)
{
  GPtrArray *calls = natter_message_get_tool_calls (self->message);
  NatterToolCall *call = g_ptr_array_index (calls, self->part);

  g_string_append_printf (self->text, "%s (%s)", call->name ? call->name : "",
                          call->arguments->str);
}

/* The sources as a numbered list, with links to what may be opened. */
static void
make_citations (NatterRow *self)
{
  GPtrArray *citations = natter_message_get_citations (self->message);

  self->spans = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  for (guint i = 0; i < citations->len; i++)
    {
      NatterCitation *citation = g_ptr_array_index (citations, i);
      const char *name = citation->title && *citation->title ? citation->title : citation->address;
      NatterSpan span = { .kind = NATTER_SPAN_LINK, .target = citation->address };

      g_string_append_printf (self->text, "%s%u. ", i > 0 ? "\n" : "", i + 1);
      span.start = (guint) self->text->len;
      g_string_append (self->text, name);
      span.end = (guint) self->text->len;
      if (natter_link_is_allowed (citation->address))
        g_array_append_val (self->spans, span);
    }
}

static const GString *
get_made_text (NatterRow *self)
{
  if (self->text)
    return self->text;

  self->text = g_string_new (NULL);
  if (self->kind == NATTER_ROW_TOOL_CALL)
    make_tool_call (self);
  else if (self->kind == NATTER_ROW_CITATIONS)
    make_citations (self);

  return self->text;
}

/**
 * natter_row_get_text:
 * @length: (out): its bytes
 *
 * Returns: (transfer none): what the row says, as whoever shows it does; "" for a row that is none
 *   of the message's words, as its header
 */
const char *
natter_row_get_text (NatterRow *self,
                     gsize     *length)
{
  switch (self->kind)
    {
    case NATTER_ROW_BLOCK:
      *length = natter_block_get_length (self->block);
      return natter_block_get_text (self->block);

    case NATTER_ROW_REASONING:
      *length = natter_message_get_reasoning_length (self->message);
      return natter_message_get_reasoning (self->message);

    case NATTER_ROW_REFUSAL:
      *length = strlen (natter_message_get_refusal (self->message));
      return natter_message_get_refusal (self->message);

    case NATTER_ROW_TOOL_CALL:
    case NATTER_ROW_CITATIONS:
      *length = get_made_text (self)->len;
      return get_made_text (self)->str;

    case NATTER_ROW_HEADER:
    case NATTER_ROW_ATTACHMENT:
    case NATTER_ROW_EDITOR:
    case NATTER_ROW_FOOTER:
    default:
      *length = 0;
      return "";
    }
}

/**
 * natter_row_get_links:
 * @n_links: (out): their number
 *
 * Returns: (transfer none) (array length=n_links) (nullable): the links in a list of sources
 */
const NatterSpan *
natter_row_get_links (NatterRow *self,
                      guint     *n_links)
{
  get_made_text (self);
  *n_links = self->spans ? self->spans->len : 0;

  return self->spans ? (const NatterSpan *) (gpointer) self->spans->data : NULL;
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
  clear_text (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
