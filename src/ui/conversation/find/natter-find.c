/* natter-find.c: finds letters in a transcript: how often they are there, and which place is the
 * current one. It knows the rows of the list and no widget, so that rows count that were never
 * shown. They are counted in slices while nothing else is to be done; a row whose text changes is
 * counted again, and no other. Owned by the view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-find.h"

#include "natter-search-substring.h"

#define SLICE (4 * G_TIME_SPAN_MILLISECOND)
#define UNKNOWN G_MAXUINT32
#define NOWHERE G_MAXUINT

typedef struct
{
  GObject *watched;   /* whose text it is; NULL for a row that was never counted */
  guint    n_places;  /* or UNKNOWN */
} Entry;

struct _NatterFind
{
  GObject                parent_instance;

  GListModel            *rows;        /* of NatterRow */
  char                  *typed;       /* what is looked for, or NULL */
  NatterSearchSubstring *letters;     /* … to be found; NULL while nothing is */
  GArray                *entries;     /* of Entry, one for each row; empty without letters */
  guint                  next;        /* rows before it are counted */
  guint                  n_places;    /* in all that is counted */
  guint                  from;        /* where the first place is looked for */
  gboolean               is_wanted;   /* … as soon as it is found */
  guint                  position;    /* of the current place's row, or NOWHERE */
  guint                  part;        /* which of the row's places it is */
  guint                  idle_id;
};

G_DEFINE_FINAL_TYPE (NatterFind, natter_find, G_TYPE_OBJECT)

enum
{
  SIGNAL_LETTERS,
  SIGNAL_CHANGED,
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void count_later (NatterFind *self);

static Entry *
get_entry (NatterFind *self,
           guint       position)
{
  return &g_array_index (self->entries, Entry, position);
}

static void
forget_count (NatterFind *self,
              guint       position)
{
  Entry *entry = get_entry (self, position);

  if (entry->n_places != UNKNOWN)
    self->n_places -= entry->n_places;
  entry->n_places = UNKNOWN;
  self->next = MIN (self->next, position);
}

/* Texts grow at the end of a transcript. */
static void
text_changed_cb (NatterFind *self,
                 GObject    *watched)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      if (get_entry (self, i - 1)->watched != watched)
        continue;

      forget_count (self, i - 1);
      count_later (self);
      return;
    }
}

static void
unwatch (NatterFind *self,
         Entry      *entry)
{
  if (entry->watched)
    g_signal_handlers_disconnect_by_data (entry->watched, self);
  g_clear_object (&entry->watched);
}

/* Not g_signal_connect_object (): there are tens of thousands, and it remembers each in a list. */
static void
watch (NatterFind *self,
       Entry      *entry,
       NatterRow  *row)
{
  NatterBlock *block = natter_row_get_block (row);

  if (entry->watched)
    return;

  entry->watched = g_object_ref (block ? (GObject *) block : (GObject *) row);
  g_signal_connect_swapped (entry->watched, "changed", G_CALLBACK (text_changed_cb), self);
  if (block)
    g_signal_connect_swapped (entry->watched, "appended", G_CALLBACK (text_changed_cb), self);
}

static guint
count (NatterFind *self,
       guint       position)
{
  Entry *entry = get_entry (self, position);
  g_autoptr(NatterRow) row = NULL;
  gsize length = 0;
  const char *text = NULL;

  if (entry->n_places != UNKNOWN)
    return entry->n_places;

  row = g_list_model_get_item (self->rows, position);
  text = natter_row_get_text (row, &length);
  entry->n_places = length > 0 ? natter_search_substring_count (self->letters, text, length) : 0;
  self->n_places += entry->n_places;
  watch (self, entry, row);

  return entry->n_places;
}

static void
set_current (NatterFind *self,
             guint       position,
             guint       part)
{
  g_autoptr(NatterRow) row = NULL;

  self->is_wanted = FALSE;
  self->position = position;
  self->part = part;
  row = g_list_model_get_item (self->rows, position);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, row);
}

/* The next row with a place, from @position on, round the end; or NOWHERE. */
static guint
find_row (NatterFind *self,
          guint       position,
          int         direction)
{
  guint n_rows = self->entries->len;

  for (guint i = 0; i < n_rows; i++)
    {
      guint at = direction > 0 ? (position + i) % n_rows : (position + n_rows - i) % n_rows;

      if (count (self, at) > 0)
        return at;
    }

  return NOWHERE;
}

/* A place that went away hands over to the one before it. */
static void
check_current (NatterFind *self)
{
  guint n_places = 0;

  if (self->position == NOWHERE)
    return;

  n_places = count (self, self->position);
  if (n_places == 0)
    self->position = NOWHERE;
  else
    self->part = MIN (self->part, n_places - 1);
}

static gboolean
count_cb (gpointer data)
{
  NatterFind *self = data;
  gint64 end = g_get_monotonic_time () + SLICE;
  guint n_rows = self->entries->len;
  gboolean is_found = FALSE;

  for (; self->next < n_rows && g_get_monotonic_time () < end; self->next++)
    is_found = (count (self, self->next) > 0 && self->next >= self->from) || is_found;

  check_current (self);
  if (self->is_wanted && (is_found || (self->next == n_rows && self->n_places > 0)))
    natter_find_step (self, 0);
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  if (self->next < self->entries->len)
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

static void
count_later (NatterFind *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (count_cb, self);
}

static void
clear_entries (NatterFind *self,
               guint       position,
               guint       n)
{
  for (guint i = position; i < position + n; i++)
    {
      forget_count (self, i);
      unwatch (self, get_entry (self, i));
    }
  if (n > 0)
    g_array_remove_range (self->entries, position, n);
}

static void
add_entries (NatterFind *self,
             guint       position,
             guint       n)
{
  g_autofree Entry *unknown = g_new (Entry, n);

  for (guint i = 0; i < n; i++)
    unknown[i] = (Entry) { NULL, UNKNOWN };
  g_array_insert_vals (self->entries, position, unknown, n);
  self->next = MIN (self->next, position);
}

static void
rows_changed_cb (NatterFind *self,
                 guint       position,
                 guint       removed,
                 guint       added)
{
  if (!self->letters)
    return;

  clear_entries (self, position, removed);
  add_entries (self, position, added);
  if (self->position != NOWHERE && self->position >= position + removed)
    self->position = self->position - removed + added;
  else if (self->position != NOWHERE && self->position >= position + added)
    self->position = NOWHERE;
  count_later (self);
}

static void
stop (NatterFind *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  clear_entries (self, 0, self->entries->len);
  g_clear_pointer (&self->letters, natter_search_substring_free);
  self->position = NOWHERE;
  self->is_wanted = FALSE;
  self->next = 0;
}

static void
natter_find_dispose (GObject *object)
{
  NatterFind *self = NATTER_FIND (object);

  stop (self);
  if (self->rows)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (natter_find_parent_class)->dispose (object);
}

static void
natter_find_finalize (GObject *object)
{
  NatterFind *self = NATTER_FIND (object);

  g_array_unref (self->entries);
  g_free (self->typed);

  G_OBJECT_CLASS (natter_find_parent_class)->finalize (object);
}

static void
natter_find_class_init (NatterFindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_find_dispose;
  object_class->finalize = natter_find_finalize;

  /**
   * NatterFind::letters:
   *
   * Something else is looked for, or nothing.
   */
  signals[SIGNAL_LETTERS] =
    g_signal_new ("letters", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterFind::changed:
   *
   * There are other places, or another of them is the current one.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterFind::moved:
   * @row: where the current place is
   *
   * The reader wants to see it.
   */
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_ROW);
}

static void
natter_find_init (NatterFind *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->position = NOWHERE;
}

/**
 * natter_find_new:
 *
 * Returns: (transfer full): one that looks for nothing
 */
NatterFind *
natter_find_new (void)
{
  return g_object_new (NATTER_TYPE_FIND, NULL);
}

static void
start (NatterFind *self,
       guint       from)
{
  stop (self);
  if (self->rows && self->typed)
    self->letters = natter_search_substring_new (self->typed);
  if (self->letters)
    {
      add_entries (self, 0, g_list_model_get_n_items (self->rows));
      self->from = from;
      count_later (self);
    }

  g_signal_emit (self, signals[SIGNAL_LETTERS], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_find_set_rows:
 * @rows: (nullable): the rows of a transcript, in which is looked for the same from now on
 */
void
natter_find_set_rows (NatterFind *self,
                      GListModel *rows)
{
  g_return_if_fail (NATTER_IS_FIND (self));

  stop (self);
  if (self->rows)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_set_object (&self->rows, rows);
  if (rows)
    g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                             G_CONNECT_SWAPPED);
  start (self, 0);
}

/**
 * natter_find_set_letters:
 * @letters: (nullable): what is looked for, as typed; %NULL or "" for nothing
 * @from: the row that the reader is at: the first place from there on becomes the current one
 */
void
natter_find_set_letters (NatterFind *self,
                         const char *letters,
                         guint       from)
{
  g_return_if_fail (NATTER_IS_FIND (self));

  if (!g_set_str (&self->typed, letters))
    return;

  start (self, from);
  self->is_wanted = self->letters != NULL;
}

/**
 * natter_find_is_active:
 *
 * Returns: whether anything is looked for
 */
gboolean
natter_find_is_active (NatterFind *self)
{
  g_return_val_if_fail (NATTER_IS_FIND (self), FALSE);

  return self->letters != NULL;
}

/**
 * natter_find_step:
 * @direction: 1 to the next place, -1 to the one before; 0 to the first one from where the reader
 *   is; round the ends
 */
void
natter_find_step (NatterFind *self,
                  int         direction)
{
  guint row = 0;

  g_return_if_fail (NATTER_IS_FIND (self));

  if (!self->letters || self->entries->len == 0)
    return;

  check_current (self);
  if (self->position != NOWHERE && direction > 0 &&
      self->part + 1 < count (self, self->position))
    set_current (self, self->position, self->part + 1);
  else if (self->position != NOWHERE && direction < 0 && self->part > 0)
    set_current (self, self->position, self->part - 1);
  else
    {
      guint n_rows = self->entries->len;
      guint first = MIN (self->from, n_rows - 1);

      if (self->position != NOWHERE)
        first = (self->position + n_rows + (guint) direction) % n_rows;
      row = find_row (self, first, direction < 0 ? -1 : 1);
      if (row != NOWHERE)
        set_current (self, row, direction < 0 ? count (self, row) - 1 : 0);
    }
}

/**
 * natter_find_get_n_places:
 * @is_complete: (out) (optional): whether all rows are counted
 *
 * Returns: how many places there are, as far as is known
 */
guint
natter_find_get_n_places (NatterFind *self,
                          gboolean   *is_complete)
{
  g_return_val_if_fail (NATTER_IS_FIND (self), 0);

  if (is_complete)
    *is_complete = self->next >= self->entries->len;

  return self->n_places;
}

/**
 * natter_find_get_index:
 *
 * Returns: which of the places is the current one, from 1 on; 0 for none
 */
guint
natter_find_get_index (NatterFind *self)
{
  guint index = 0;

  g_return_val_if_fail (NATTER_IS_FIND (self), 0);

  if (self->position == NOWHERE)
    return 0;

  for (guint i = 0; i < self->position; i++)
    if (get_entry (self, i)->n_places != UNKNOWN)
      index += get_entry (self, i)->n_places;

  return index + self->part + 1;
}

/**
 * natter_find_get_current:
 * @position: (out): of its row
 * @match: (out): where in the row's text
 *
 * Returns: whether there is a current place
 */
gboolean
natter_find_get_current (NatterFind        *self,
                         guint             *position,
                         NatterSearchMatch *match)
{
  g_autoptr(NatterRow) row = NULL;
  g_autoptr(GArray) matches = NULL;
  gsize length = 0;
  const char *text = NULL;

  g_return_val_if_fail (NATTER_IS_FIND (self), FALSE);

  if (self->position == NOWHERE)
    return FALSE;

  row = g_list_model_get_item (self->rows, self->position);
  text = natter_row_get_text (row, &length);
  matches = natter_search_substring_find (self->letters, text, length);
  if (self->part >= matches->len)
    return FALSE;

  *position = self->position;
  *match = g_array_index (matches, NatterSearchMatch, self->part);

  return TRUE;
}

/**
 * natter_find_look_in:
 * @text: the text of a row
 * @length: its bytes
 *
 * Returns: (transfer full) (element-type NatterSearchMatch) (nullable): the places in it; %NULL
 *   while nothing is looked for
 */
GArray *
natter_find_look_in (NatterFind *self,
                     const char *text,
                     gsize       length)
{
  g_return_val_if_fail (NATTER_IS_FIND (self), NULL);

  return self->letters ? natter_search_substring_find (self->letters, text, length) : NULL;
}
