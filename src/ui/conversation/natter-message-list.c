/* natter-message-list.c: the messages of a conversation's path as a GListModel of their rows. Text
 * is read into blocks when a message gets its rows, and a list view measures some two hundred of
 * them at once: a long conversation begins with what is around its reader, and the rest comes
 * behind it, a little in each frame, first to those rows that are near. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-list.h"

/* Bytes of text that fill a high window, and messages that do if they are short. */
#define START_BYTES    (4 * 1024)
#define START_MESSAGES 8
/* As long as the list view measures each row that comes, it is given so much in a frame. */
#define MEASURED_ROWS  300
#define MEASURED_BYTES 1024

struct _NatterMessageList
{
  GObject             parent_instance;

  NatterConversation *conversation;
  char               *start_id;  /* the message to begin with; NULL for the last */
  GPtrArray          *rows;      /* of NatterMessageRows, for the messages from first on */
  guint               first;
  guint               n_all;     /* messages of the conversation's path */
  guint               n_above;   /* rows that came before those of the start, and behind them */
  guint               n_below;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterMessageList, natter_message_list, G_TYPE_OBJECT,
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
  return NATTER_TYPE_MESSAGE_ROWS;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_MESSAGE_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NatterMessageList *self = NATTER_MESSAGE_LIST (model);

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

static void
rows_dirty_cb (NatterMessageList *self,
               NatterMessageRows *rows)
{
  g_signal_emit (self, signals[SIGNAL_DIRTY], 0, rows);
}

static NatterMessageRows *
make_rows (NatterMessageList *self,
           guint              position)
{
  g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (self->conversation),
                                                            position);
  NatterMessageRows *rows = natter_message_rows_new (self->conversation, message);

  g_signal_connect_object (rows, "dirty", G_CALLBACK (rows_dirty_cb), self, G_CONNECT_SWAPPED);

  return rows;
}

static gsize
get_bytes (NatterMessageList *self,
           guint              position)
{
  g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (self->conversation),
                                                            position);

  return natter_message_get_length (message);
}

/* How many of the messages before @end there are rows for, if so many bytes are wanted. */
static guint
count_before (NatterMessageList *self,
              guint              end,
              gsize              bytes)
{
  gsize n_bytes = 0;
  guint n = 0;

  while (n < end && n < START_MESSAGES && n_bytes < bytes)
    n_bytes += get_bytes (self, end - ++n);

  return n;
}

static guint
count_from (NatterMessageList *self,
            guint              start,
            gsize              bytes)
{
  gsize n_bytes = 0;
  guint n = 0;

  while (start + n < self->n_all && n < START_MESSAGES && n_bytes < bytes)
    n_bytes += get_bytes (self, start + n++);

  return n;
}

static gboolean
find_message (NatterMessageList *self,
              const char        *id,
              guint             *position)
{
  for (guint i = 0; i < self->n_all; i++)
    {
      g_autoptr(NatterMessage) message =
        g_list_model_get_item (G_LIST_MODEL (self->conversation), i);

      if (g_str_equal (natter_message_get_id (message), id))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Begins anew around a message, or at the end. */
static void
start (NatterMessageList *self)
{
  guint n_removed = self->rows->len;
  guint position = self->n_all;
  guint n_before = 0;
  guint n = 0;

  if (self->start_id)
    find_message (self, self->start_id, &position);
  n_before = count_before (self, position, START_BYTES);
  n = n_before + count_from (self, position, START_BYTES);
  g_ptr_array_set_size (self->rows, 0);
  self->first = position - n_before;
  self->n_above = self->n_below = 0;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->rows, make_rows (self, self->first + i));

  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_removed, n);
}

static gboolean
reaches_end (NatterMessageList *self)
{
  return self->first + self->rows->len == self->n_all;
}

static void
insert_rows (NatterMessageList *self,
             guint              position,
             guint              n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_insert (self->rows, (int) (position - self->first + i),
                        make_rows (self, position + i));
}

/* Makes rows for @added messages instead of @n_removed at @index. If they are many, what is behind
 * the first of them is left to come later. */
static void
replace (NatterMessageList *self,
         guint              index,
         guint              n_removed,
         guint              added)
{
  guint n = count_from (self, self->first + index, START_BYTES);

  if (added > n)
    {
      n_removed = self->rows->len - index;
      added = n;
      self->n_below = 0;
    }
  if (n_removed > 0)
    g_ptr_array_remove_range (self->rows, index, n_removed);
  insert_rows (self, self->first + index, added);

  g_list_model_items_changed (G_LIST_MODEL (self), index, n_removed, added);
}

/* What the path becomes outside of the part that has rows is seen when its turn comes. */
static void
path_changed_cb (NatterMessageList *self,
                 guint              position,
                 guint              removed,
                 guint              added)
{
  guint end = self->first + self->rows->len;
  guint from = CLAMP (position, self->first, end);
  guint to = CLAMP (position + removed, self->first, end);
  gboolean is_behind = position >= end && !reaches_end (self);
  gboolean is_before = position + removed <= self->first && self->first > 0;
  guint index = from - self->first;

  self->n_all = self->n_all - removed + added;
  if (to - from == self->rows->len)
    {
      start (self);
      return;
    }
  if (is_behind)
    return;
  if (is_before)
    {
      self->first = self->first - removed + added;
      return;
    }

  self->first = MIN (self->first, position);
  replace (self, index, to - from, added);
}

static void
natter_message_list_finalize (GObject *object)
{
  NatterMessageList *self = NATTER_MESSAGE_LIST (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->conversation);
  g_free (self->start_id);

  G_OBJECT_CLASS (natter_message_list_parent_class)->finalize (object);
}

static void
natter_message_list_class_init (NatterMessageListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_message_list_finalize;

  /**
   * NatterMessageList::dirty:
   * @self: the list
   * @rows: those of a message that grew
   *
   * Not emitted again for them before natter_message_rows_flush().
   */
  signals[SIGNAL_DIRTY] =
    g_signal_new ("dirty", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_MESSAGE_ROWS);
}

static void
natter_message_list_init (NatterMessageList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * natter_message_list_new:
 * @conversation: whose path is shown
 * @start_id: (nullable): the message to begin with, or the last one
 *
 * Returns: (transfer full): the rows around that message; natter_message_list_extend() adds to them
 */
NatterMessageList *
natter_message_list_new (NatterConversation *conversation,
                         const char         *start_id)
{
  NatterMessageList *self = g_object_new (NATTER_TYPE_MESSAGE_LIST, NULL);

  self->conversation = g_object_ref (conversation);
  self->start_id = g_strdup (start_id);
  self->n_all = g_list_model_get_n_items (G_LIST_MODEL (conversation));
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (path_changed_cb), self,
                           G_CONNECT_SWAPPED);
  start (self);

  return self;
}

/**
 * natter_message_list_is_complete:
 *
 * Returns: whether each message of the path has its rows
 */
gboolean
natter_message_list_is_complete (NatterMessageList *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE_LIST (self), TRUE);

  return self->rows->len == self->n_all;
}

static guint
count_rows (NatterMessageList *self,
            guint              index,
            guint              n)
{
  guint n_rows = 0;

  for (guint i = 0; i < n; i++)
    n_rows += g_list_model_get_n_items (g_ptr_array_index (self->rows, index + i));

  return n_rows;
}

/* Returns whether there is time for more than one: few bytes while rows are measured, then as many
 * as may be read until then. */
static gboolean
has_room (guint  n_rows,
          gsize  bytes,
          gint64 until)
{
  return bytes == 0 || (n_rows < MEASURED_ROWS ? bytes < MEASURED_BYTES
                                               : g_get_monotonic_time () < until);
}

static void
extend_below (NatterMessageList *self,
              gint64             until)
{
  guint n_before = self->rows->len;
  gsize bytes = 0;

  while (!reaches_end (self) && has_room (self->n_below, bytes, until))
    {
      bytes += get_bytes (self, self->first + self->rows->len) + 1;
      g_ptr_array_add (self->rows, make_rows (self, self->first + self->rows->len));
    }
  if (self->rows->len == n_before)
    return;

  self->n_below += count_rows (self, n_before, self->rows->len - n_before);
  g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, self->rows->len - n_before);
}

static void
extend_above (NatterMessageList *self,
              gint64             until)
{
  guint n = 0;
  gsize bytes = 0;

  while (self->first > 0 && has_room (self->n_above, bytes, until))
    {
      self->first--;
      n++;
      bytes += get_bytes (self, self->first) + 1;
      g_ptr_array_insert (self->rows, 0, make_rows (self, self->first));
    }
  if (n == 0)
    return;

  self->n_above += count_rows (self, 0, n);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n);
}

/**
 * natter_message_list_extend:
 * @until: when to stop, in the time of g_get_monotonic_time(); the message begun then is read
 *
 * Adds rows for messages before and behind those that have them, once a frame until
 * natter_message_list_is_complete().
 */
void
natter_message_list_extend (NatterMessageList *self,
                            gint64             until)
{
  g_return_if_fail (NATTER_IS_MESSAGE_LIST (self));

  extend_below (self, until);
  extend_above (self, until);
}

/**
 * natter_message_list_start:
 * @start_id: (nullable): a message of the path, or the last one
 *
 * Sees to it that the message has its rows, if need be at the cost of those of others.
 */
void
natter_message_list_start (NatterMessageList *self,
                           const char        *start_id)
{
  guint position = 0;

  g_return_if_fail (NATTER_IS_MESSAGE_LIST (self));

  if (natter_message_list_is_complete (self))
    return;
  if (start_id ? !find_message (self, start_id, &position) : reaches_end (self))
    return;
  if (start_id && position >= self->first && position - self->first < self->rows->len)
    return;

  g_set_str (&self->start_id, start_id);
  start (self);
}

/**
 * natter_message_list_find:
 * @message_id: of a message
 *
 * Returns: (transfer full) (nullable): the rows of that message, if it is on the path
 */
NatterMessageRows *
natter_message_list_find (NatterMessageList *self,
                          const char        *message_id)
{
  guint position = 0;

  g_return_val_if_fail (NATTER_IS_MESSAGE_LIST (self), NULL);
  g_return_val_if_fail (message_id != NULL, NULL);

  natter_message_list_start (self, message_id);
  if (!find_message (self, message_id, &position))
    return NULL;

  return g_object_ref (g_ptr_array_index (self->rows, position - self->first));
}
