/* natter-message-rows.c: the rows of one message, as a GListModel: its header, its reasoning, a row
 * for each block, refusal and tool calls, its footer. Appending to the message only marks the rows
 * dirty; the view flushes them once a frame. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-rows.h"

#include <string.h>

#include "natter-block-list.h"
#include "natter-markdown.h"

/* Bytes of a text that is read on a thread: a block of strange signs takes half a second for a
 * megabyte. */
#define LARGE_TEXT (192 * 1024)

struct _NatterMessageRows
{
  GObject             parent_instance;

  NatterConversation *conversation;
  NatterMessage      *message;
  NatterBlockList    *blocks;
  GPtrArray          *rows;          /* of NatterRow */
  guint               first_block;   /* rows before the blocks: header, reasoning */
  gboolean            has_refusal;
  guint               n_calls;
  guint               n_attachments;
  gboolean            has_citations;
  gboolean            is_editing;    /* one row with the text stands for the blocks */
  gboolean            dirty;
  GCancellable       *reading;       /* of a large text, or NULL */
  gboolean            is_read;       /* the large text is shown as it is now */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterMessageRows, natter_message_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_DIRTY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return NATTER_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_MESSAGE_ROWS (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NatterMessageRows *self = NATTER_MESSAGE_ROWS (model);

  if (position >= self->rows->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->rows, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* position is among the rows; takes the row */
static void
insert_row (NatterMessageRows *self,
            guint              position,
            NatterRow         *row)
{
  g_ptr_array_insert (self->rows, (int) position, row);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
blocks_changed_cb (NatterMessageRows *self,
                   guint              position,
                   guint              removed,
                   guint              added,
                   GListModel        *blocks)
{
  guint start = self->first_block + position;

  if (self->is_editing)
    return;

  if (removed > 0)
    g_ptr_array_remove_range (self->rows, start, removed);

  for (guint i = 0; i < added; i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (blocks, position + i);

      g_ptr_array_insert (self->rows, (int) (start + i),
                          natter_row_new_for_block (self->conversation, self->message, block));
    }

  g_list_model_items_changed (G_LIST_MODEL (self), start, removed, added);
}

static void
stop_reading (NatterMessageRows *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->is_read = FALSE;
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GBytes *text = data;
  gsize length = 0;
  const char *bytes = g_bytes_get_data (text, &length);

  g_task_return_pointer (task, natter_markdown_parse (bytes, length),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  NatterMessageRows *self = NATTER_MESSAGE_ROWS (source);
  g_autoptr(GPtrArray) blocks = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!blocks)
    return;

  g_clear_object (&self->reading);
  self->is_read = TRUE;
  natter_block_list_finish_parsed (self->blocks, blocks,
                                   natter_message_get_length (self->message));
}

static void
read_large (NatterMessageRows *self,
            const char        *text,
            gsize              length)
{
  g_autoptr(GTask) task = NULL;

  if (self->reading || self->is_read)
    return;

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_source_tag (task, read_large);
  g_task_set_task_data (task, g_bytes_new (text, length), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, read_thread);
}

static void
update_text (NatterMessageRows *self)
{
  const char *text = natter_message_get_text (self->message);
  gsize length = natter_message_get_length (self->message);
  gboolean is_large = length > LARGE_TEXT &&
                      natter_message_get_role (self->message) == NATTER_ROLE_ASSISTANT;

  if (natter_message_is_streaming (self->message))
    natter_block_list_update (self->blocks, text, length);
  else if (is_large)
    read_large (self, text, length);
  else
    natter_block_list_finish (self->blocks, text, length);
}

/* Behind the blocks stand the refusal, the tool calls, the attachments, the sources, the footer. */
static void
add_parts (NatterMessageRows *self,
           NatterRowKind      kind,
           GPtrArray         *parts,
           guint             *n_rows,
           guint              n_behind)
{
  for (; *n_rows < parts->len; (*n_rows)++)
    insert_row (self, self->rows->len - 1 - n_behind,
                natter_row_new_for_part (kind, self->conversation, self->message, *n_rows));
}

/* The rows that a message gets as it grows; none is ever taken away. */
static void
update_parts (NatterMessageRows *self)
{
  NatterMessage *message = self->message;

  if (self->first_block == 1 && natter_message_get_reasoning_length (message) > 0)
    {
      self->first_block = 2;
      insert_row (self, 1, natter_row_new (NATTER_ROW_REASONING, self->conversation, message));
    }

  if (!self->has_citations && natter_message_get_citations (message)->len > 0)
    {
      self->has_citations = TRUE;
      insert_row (self, self->rows->len - 1,
                  natter_row_new (NATTER_ROW_CITATIONS, self->conversation, message));
    }

  add_parts (self, NATTER_ROW_ATTACHMENT, natter_message_get_attachments (message),
             &self->n_attachments, self->has_citations);
  add_parts (self, NATTER_ROW_TOOL_CALL, natter_message_get_tool_calls (message), &self->n_calls,
             self->has_citations + self->n_attachments);

  if (!self->has_refusal && *natter_message_get_refusal (message))
    {
      guint n_behind = self->has_citations + self->n_attachments + self->n_calls;

      self->has_refusal = TRUE;
      insert_row (self, self->rows->len - 1 - n_behind,
                  natter_row_new (NATTER_ROW_REFUSAL, self->conversation, message));
    }
}

/* Blocks tell their own changes; the other rows show what is in the message itself. */
static void
tell_rows (NatterMessageRows *self)
{
  guint n_blocks = self->is_editing ? 1 : g_list_model_get_n_items (G_LIST_MODEL (self->blocks));

  for (guint i = 0; i < self->first_block; i++)
    natter_row_changed (g_ptr_array_index (self->rows, i));
  for (guint i = self->first_block + n_blocks; i < self->rows->len; i++)
    natter_row_changed (g_ptr_array_index (self->rows, i));
}

static void
mark_dirty (NatterMessageRows *self)
{
  if (self->dirty)
    return;

  self->dirty = TRUE;
  g_signal_emit (self, signals[SIGNAL_DIRTY], 0);
}

static void
appended_cb (NatterMessageRows *self)
{
  stop_reading (self);
  mark_dirty (self);
}

/* Other words stand there: whoever was writing them has done so. */
static void
edited_cb (NatterMessageRows *self)
{
  stop_reading (self);
  natter_message_rows_set_editing (self, FALSE);
  mark_dirty (self);
}

static void
natter_message_rows_finalize (GObject *object)
{
  NatterMessageRows *self = NATTER_MESSAGE_ROWS (object);

  g_clear_object (&self->reading);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->blocks);
  g_object_unref (self->message);
  g_object_unref (self->conversation);

  G_OBJECT_CLASS (natter_message_rows_parent_class)->finalize (object);
}

static void
natter_message_rows_class_init (NatterMessageRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_message_rows_finalize;

  /**
   * NatterMessageRows::dirty:
   *
   * The message grew. Not emitted again before natter_message_rows_flush().
   */
  signals[SIGNAL_DIRTY] =
    g_signal_new ("dirty", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_message_rows_init (NatterMessageRows *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->first_block = 1;
}

/**
 * natter_message_rows_new:
 * @conversation: where the message is
 * @message: the message
 *
 * Returns: (transfer full): its rows, as it is now
 */
NatterMessageRows *
natter_message_rows_new (NatterConversation *conversation,
                         NatterMessage      *message)
{
  NatterMessageRows *self = g_object_new (NATTER_TYPE_MESSAGE_ROWS, NULL);
  gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->blocks = natter_block_list_new (is_user ? NATTER_BLOCK_LIST_PLAIN
                                                : NATTER_BLOCK_LIST_MARKDOWN);

  g_ptr_array_add (self->rows, natter_row_new (NATTER_ROW_HEADER, conversation, message));
  g_ptr_array_add (self->rows, natter_row_new (NATTER_ROW_FOOTER, conversation, message));
  g_signal_connect_object (self->blocks, "items-changed", G_CALLBACK (blocks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "appended", G_CALLBACK (appended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "notify::streaming", G_CALLBACK (mark_dirty), self,
                           G_CONNECT_SWAPPED);
  natter_message_rows_flush (self);

  return self;
}

/**
 * natter_message_rows_flush:
 *
 * Brings the rows to what the message is now.
 */
void
natter_message_rows_flush (NatterMessageRows *self)
{
  g_return_if_fail (NATTER_IS_MESSAGE_ROWS (self));

  self->dirty = FALSE;
  update_parts (self);
  update_text (self);

  tell_rows (self);
}

/**
 * natter_message_rows_set_editing:
 * @is_editing: whether the text can be changed where it stands
 *
 * Puts the text of the message in a row of its own in the place of its blocks, or the blocks back.
 */
void
natter_message_rows_set_editing (NatterMessageRows *self,
                                 gboolean           is_editing)
{
  guint n_blocks = 0;
  guint n_before = 0;

  g_return_if_fail (NATTER_IS_MESSAGE_ROWS (self));

  if (self->is_editing == is_editing)
    return;

  n_blocks = g_list_model_get_n_items (G_LIST_MODEL (self->blocks));
  n_before = is_editing ? n_blocks : 1;
  self->is_editing = is_editing;
  if (n_before > 0)
    g_ptr_array_remove_range (self->rows, self->first_block, n_before);
  if (is_editing)
    g_ptr_array_insert (self->rows, (int) self->first_block,
                        natter_row_new_for_edit (self->conversation, self->message));
  for (guint i = 0; !is_editing && i < n_blocks; i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (G_LIST_MODEL (self->blocks), i);

      g_ptr_array_insert (self->rows, (int) (self->first_block + i),
                          natter_row_new_for_block (self->conversation, self->message, block));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), self->first_block, n_before,
                              is_editing ? 1 : n_blocks);
}

static gboolean
is_tight_item (NatterBlock *block)
{
  return block && natter_block_get_list_depth (block) > 0 && natter_block_is_tight (block);
}

static void
append_block_text (GString     *text,
                   NatterBlock *block,
                   NatterBlock *before)
{
  const char *marker = natter_block_get_marker (block);
  g_autofree char *original = NULL;
  guint depth = natter_block_get_list_depth (block);

  if (before)
    g_string_append (text, is_tight_item (before) && is_tight_item (block) ? "\n" : "\n\n");

  if (natter_block_get_kind (block) == NATTER_BLOCK_RULE)
    {
      g_string_append (text, "———");
      return;
    }

  for (guint i = 1; i < depth; i++)
    g_string_append (text, "  ");
  if (*marker)
    g_string_append_printf (text, "%s ", marker);
  original = natter_block_dup_original (block, 0, G_MAXSIZE);
  g_string_append (text, original);
}

/**
 * natter_message_rows_dup_text:
 * @message: a message
 *
 * Returns: (transfer full): what the message says, as text without Markdown's signs
 */
char *
natter_message_rows_dup_text (NatterMessage *message)
{
  g_autoptr(NatterBlockList) blocks = NULL;
  GString *text = NULL;
  guint n_blocks = 0;

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    return g_strdup (natter_message_get_text (message));

  text = g_string_new (NULL);
  blocks = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  natter_block_list_finish (blocks, natter_message_get_text (message),
                            natter_message_get_length (message));
  n_blocks = g_list_model_get_n_items (G_LIST_MODEL (blocks));
  for (guint i = 0; i < n_blocks; i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (G_LIST_MODEL (blocks), i);
      g_autoptr(NatterBlock) before = NULL;

      if (i > 0)
        before = g_list_model_get_item (G_LIST_MODEL (blocks), i - 1);
      append_block_text (text, block, before);
    }

  if (*natter_message_get_refusal (message))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "",
                            natter_message_get_refusal (message));

  return g_string_free_and_steal (text);
}

/**
 * natter_message_rows_get_position:
 * @row: a row
 * @position: (out): where it stands among the rows
 *
 * Returns: whether it is one of them
 */
gboolean
natter_message_rows_get_position (NatterMessageRows *self,
                                  NatterRow         *row,
                                  guint             *position)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE_ROWS (self), FALSE);

  return g_ptr_array_find (self->rows, row, position);
}
