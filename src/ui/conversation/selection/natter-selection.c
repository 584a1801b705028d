/* natter-selection.c: what is selected of a transcript: from the anchor, where it was begun, to the
 * focus, where it goes. It knows the rows of the list and no widget, so that it holds while rows
 * are recycled; as the list changes, both ends stay with their rows, or go to the nearest place.
 * Owned by the view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-selection.h"

#include "natter-text-step.h"

typedef struct
{
  NatterRow   *row;     /* owned; NULL while nothing was ever pressed */
  NatterPoint  point;
} End;

struct _NatterSelection
{
  GObject     parent_instance;

  GListModel *rows;     /* of NatterRow */
  End         anchor;
  End         focus;
  gboolean    moved;    /* an end lost its row */
};

G_DEFINE_FINAL_TYPE (NatterSelection, natter_selection, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static NatterRow *
dup_row (NatterSelection *self,
         guint            position)
{
  return self->rows ? g_list_model_get_item (self->rows, position) : NULL;
}

static gsize
clamp_offset (NatterRow *row,
              gsize      offset)
{
  gsize length = 0;
  const char *text = natter_row_get_text (row, &length);

  return natter_text_clamp (text, length, offset);
}

static void
set_end (NatterSelection   *self,
         End               *end,
         const NatterPoint *point)
{
  g_clear_object (&end->row);
  end->row = dup_row (self, point->position);
  end->point = *point;
  if (end->row)
    end->point.offset = clamp_offset (end->row, point->offset);
}

static gboolean
is_same_row (NatterRow *one,
             NatterRow *other)
{
  return natter_row_get_kind (one) == natter_row_get_kind (other) &&
         natter_row_get_message (one) == natter_row_get_message (other) &&
         natter_row_get_block (one) == natter_row_get_block (other) &&
         natter_row_get_part (one) == natter_row_get_part (other);
}

/* Rows may be made anew for what they show. */
static gboolean
find_row (NatterSelection *self,
          End             *end,
          guint            first,
          guint            n_rows)
{
  for (guint i = first; i < first + n_rows; i++)
    {
      g_autoptr(NatterRow) row = dup_row (self, i);

      if (!is_same_row (row, end->row))
        continue;

      end->point.position = i;
      g_set_object (&end->row, row);
      return TRUE;
    }

  return FALSE;
}

/* Returns whether the end is at another place than before. */
static gboolean
move_end (NatterSelection *self,
          End             *end,
          guint            position,
          guint            removed,
          guint            added)
{
  guint n_rows = g_list_model_get_n_items (self->rows);
  NatterPoint nearest;

  if (!end->row || end->point.position < position)
    return FALSE;

  if (end->point.position >= position + removed)
    {
      end->point.position = end->point.position - removed + added;
      return FALSE;
    }

  if (find_row (self, end, position, added))
    return FALSE;

  /* What stands there now, or the end of what stood before it. */
  nearest.position = MIN (end->point.position, position + added);
  nearest.offset = end->point.offset;
  if (added == 0 || nearest.position == position + added)
    {
      nearest.position = MAX (position + added, 1) - 1;
      nearest.offset = G_MAXSIZE;
    }
  nearest.position = MIN (nearest.position, MAX (n_rows, 1) - 1);
  set_end (self, end, &nearest);

  return TRUE;
}

/* Before the list learns of it: rows that it binds ask what of them is selected. */
static void
rows_changed_cb (NatterSelection *self,
                 guint            position,
                 guint            removed,
                 guint            added)
{
  self->moved = move_end (self, &self->anchor, position, removed, added) || self->moved;
  self->moved = move_end (self, &self->focus, position, removed, added) || self->moved;
}

/* … and when it has: rows that it keeps are told. */
static void
rows_settled_cb (NatterSelection *self)
{
  if (!self->moved)
    return;

  self->moved = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
natter_selection_dispose (GObject *object)
{
  NatterSelection *self = NATTER_SELECTION (object);

  g_clear_object (&self->anchor.row);
  g_clear_object (&self->focus.row);
  if (self->rows)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (natter_selection_parent_class)->dispose (object);
}

static void
natter_selection_class_init (NatterSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_selection_dispose;

  /**
   * NatterSelection::changed:
   *
   * Another part is selected.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_selection_init (NatterSelection *self)
{
}

/**
 * natter_selection_new:
 *
 * Returns: (transfer full): a selection of nothing
 */
NatterSelection *
natter_selection_new (void)
{
  return g_object_new (NATTER_TYPE_SELECTION, NULL);
}

/**
 * natter_selection_set_rows:
 * @rows: (nullable): the rows of a transcript; nothing of them is selected. Given before a list
 *   view gets them
 */
void
natter_selection_set_rows (NatterSelection *self,
                           GListModel      *rows)
{
  g_return_if_fail (NATTER_IS_SELECTION (self));

  natter_selection_clear (self);
  if (self->rows)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_set_object (&self->rows, rows);
  if (!rows)
    return;

  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_settled_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * natter_selection_get_rows:
 *
 * Returns: (transfer none) (nullable): the rows that positions belong to
 */
GListModel *
natter_selection_get_rows (NatterSelection *self)
{
  g_return_val_if_fail (NATTER_IS_SELECTION (self), NULL);

  return self->rows;
}

/**
 * natter_selection_select:
 * @anchor: where it begins; its offset is clamped to the row's text
 * @focus: where it goes, before or behind; may be the same
 */
void
natter_selection_select (NatterSelection   *self,
                         const NatterPoint *anchor,
                         const NatterPoint *focus)
{
  NatterPoint old_anchor;
  NatterPoint old_focus;
  gboolean had_ends = FALSE;

  g_return_if_fail (NATTER_IS_SELECTION (self));

  had_ends = natter_selection_get_ends (self, &old_anchor, &old_focus);
  set_end (self, &self->anchor, anchor);
  set_end (self, &self->focus, focus);
  if (!had_ends || natter_point_compare (&old_anchor, &self->anchor.point) != 0 ||
      natter_point_compare (&old_focus, &self->focus.point) != 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_selection_clear:
 *
 * Selects nothing, nowhere.
 */
void
natter_selection_clear (NatterSelection *self)
{
  gboolean was_empty = FALSE;

  g_return_if_fail (NATTER_IS_SELECTION (self));

  was_empty = natter_selection_is_empty (self);
  g_clear_object (&self->anchor.row);
  g_clear_object (&self->focus.row);
  if (!was_empty)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_selection_is_empty:
 *
 * Returns: whether nothing is selected; there may still be a place to go on from
 */
gboolean
natter_selection_is_empty (NatterSelection *self)
{
  NatterPoint anchor;
  NatterPoint focus;

  g_return_val_if_fail (NATTER_IS_SELECTION (self), TRUE);

  return !natter_selection_get_ends (self, &anchor, &focus) ||
         natter_point_compare (&anchor, &focus) == 0;
}

/**
 * natter_selection_get_ends:
 * @anchor: (out): where it begins
 * @focus: (out): where it goes
 *
 * Returns: whether there are such places
 */
gboolean
natter_selection_get_ends (NatterSelection *self,
                           NatterPoint     *anchor,
                           NatterPoint     *focus)
{
  g_return_val_if_fail (NATTER_IS_SELECTION (self), FALSE);

  if (!self->anchor.row || !self->focus.row)
    return FALSE;

  *anchor = self->anchor.point;
  *focus = self->focus.point;

  return TRUE;
}

/* What a model thought is no part of its answer: who wants it selects in it. */
static gboolean
is_passed_over (NatterSelection *self,
                NatterRow       *row,
                guint            position)
{
  return natter_row_get_kind (row) == NATTER_ROW_REASONING &&
         position != self->anchor.point.position && position != self->focus.point.position;
}

/**
 * natter_selection_get_range:
 * @position: of a row
 * @start: (out): where the selected part of its text begins
 * @end: (out): where it ends
 *
 * Returns: whether anything of the row is selected
 */
gboolean
natter_selection_get_range (NatterSelection *self,
                            guint            position,
                            gsize           *start,
                            gsize           *end)
{
  NatterPoint anchor;
  NatterPoint focus;
  const NatterPoint *first = &anchor;
  const NatterPoint *last = &focus;
  g_autoptr(NatterRow) row = NULL;
  gsize length = 0;
  const char *text = NULL;

  g_return_val_if_fail (NATTER_IS_SELECTION (self), FALSE);

  if (!natter_selection_get_ends (self, &anchor, &focus))
    return FALSE;
  if (natter_point_compare (first, last) > 0)
    {
      first = &focus;
      last = &anchor;
    }
  if (position < first->position || position > last->position)
    return FALSE;

  row = dup_row (self, position);
  if (!row || is_passed_over (self, row, position))
    return FALSE;

  text = natter_row_get_text (row, &length);
  *start = position == first->position ? natter_text_clamp (text, length, first->offset) : 0;
  *end = position == last->position ? natter_text_clamp (text, length, last->offset) : length;

  return *start < *end;
}

static gboolean
is_answer (NatterRow *row)
{
  gsize length = 0;

  natter_row_get_text (row, &length);

  return length > 0 && natter_row_get_kind (row) != NATTER_ROW_REASONING;
}

/* The last row with words, from a position on, that belongs to the message. */
static guint
find_edge (NatterSelection *self,
           NatterMessage   *message,
           guint            position,
           int              step)
{
  guint edge = position;

  for (guint i = position; ; i = (guint) ((int) i + step))
    {
      g_autoptr(NatterRow) row = dup_row (self, i);

      if (!row || natter_row_get_message (row) != message)
        break;
      if (is_answer (row))
        edge = i;
      if (i == 0 && step < 0)
        break;
    }

  return edge;
}

/**
 * natter_selection_get_message:
 * @position: of a row
 * @start: (out): where the words of the row's message begin
 * @end: (out): where they end
 *
 * Returns: whether there is such a row
 */
gboolean
natter_selection_get_message (NatterSelection *self,
                              guint            position,
                              NatterPoint     *start,
                              NatterPoint     *end)
{
  g_autoptr(NatterRow) row = NULL;
  g_autoptr(NatterRow) last = NULL;

  g_return_val_if_fail (NATTER_IS_SELECTION (self), FALSE);

  row = dup_row (self, position);
  if (!row)
    return FALSE;

  start->position = find_edge (self, natter_row_get_message (row), position, -1);
  start->offset = 0;
  end->position = find_edge (self, natter_row_get_message (row), position, 1);
  last = dup_row (self, end->position);
  end->offset = clamp_offset (last, G_MAXSIZE);

  return TRUE;
}

/**
 * natter_point_compare:
 *
 * Returns: less than 0 if @one comes before @other, 0 if they are the same, else more
 */
int
natter_point_compare (const NatterPoint *one,
                      const NatterPoint *other)
{
  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;

  return (one->offset > other->offset) - (one->offset < other->offset);
}
