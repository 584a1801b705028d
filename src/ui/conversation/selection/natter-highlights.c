/* natter-highlights.c: the marks in the rows of a transcript: what is selected, and what was looked
 * for: in this conversation, or else in all of them. List views recycle their rows' widgets: each
 * is told its marks when it is bound, and again when they or its text change. What was looked for
 * is found once for a text; a selection that grows costs two numbers a row. Owned by the view; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-highlights.h"

#include "natter-row-widget.h"
#include "natter-search-match.h"

typedef struct
{
  NatterHighlights *owner;
  GtkListItem      *item;       /* borrowed: unbound before it goes */
  NatterMarkable   *markable;   /* owned */
  gulong            text_id;
  GArray           *matches;    /* of NatterSearchMatch; NULL when there are none */
} Bound;

struct _NatterHighlights
{
  GObject            parent_instance;

  NatterSelection   *selection;
  NatterFind        *find;
  NatterSearchQuery *query;     /* or NULL */
  GHashTable        *bound;     /* GtkListItem → Bound */
  GArray            *marks;     /* of NatterMark, reused */
  gboolean           has_current;
  guint              current_position;
  NatterSearchMatch  current;
};

G_DEFINE_FINAL_TYPE (NatterHighlights, natter_highlights, G_TYPE_OBJECT)

static void
bound_free (gpointer data)
{
  Bound *bound = data;

  natter_markable_set_marks (bound->markable, NULL, 0);
  g_clear_signal_handler (&bound->text_id, bound->markable);
  g_clear_pointer (&bound->matches, g_array_unref);
  g_object_unref (bound->markable);
  g_free (bound);
}

static void
look_in (Bound *bound)
{
  NatterHighlights *self = bound->owner;
  gsize length = 0;
  const char *text = NULL;

  g_clear_pointer (&bound->matches, g_array_unref);
  if (!self->query && !natter_find_is_active (self->find))
    return;

  text = natter_markable_get_text (bound->markable, &length);
  bound->matches = natter_find_look_in (self->find, text, length);
  if (!bound->matches)
    bound->matches = natter_search_find_matches (text, (gssize) length, self->query);
  if (bound->matches->len == 0)
    g_clear_pointer (&bound->matches, g_array_unref);
}

static void
add_mark (NatterHighlights *self,
          NatterMarkKind    kind,
          gsize             start,
          gsize             end)
{
  NatterMark mark = { kind, start, end };

  g_array_append_val (self->marks, mark);
}

static void
update (Bound *bound)
{
  NatterHighlights *self = bound->owner;
  guint position = gtk_list_item_get_position (bound->item);
  gsize start = 0;
  gsize end = 0;

  g_array_set_size (self->marks, 0);
  for (guint i = 0; bound->matches && i < bound->matches->len; i++)
    {
      const NatterSearchMatch *match = &g_array_index (bound->matches, NatterSearchMatch, i);

      add_mark (self, NATTER_MARK_MATCH, match->start, match->end);
    }
  if (self->has_current && self->current_position == position)
    add_mark (self, NATTER_MARK_CURRENT, self->current.start, self->current.end);
  if (natter_selection_get_range (self->selection, position, &start, &end))
    add_mark (self, NATTER_MARK_SELECTION, start, end);

  natter_markable_set_marks (bound->markable, (const NatterMark *) (gpointer) self->marks->data,
                             self->marks->len);
}

static void
text_changed_cb (Bound *bound)
{
  look_in (bound);
  update (bound);
}

static void
update_all (NatterHighlights *self)
{
  GHashTableIter iter;
  gpointer bound;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, NULL, &bound))
    update (bound);
}

static void
current_cb (NatterHighlights *self)
{
  self->has_current = natter_find_get_current (self->find, &self->current_position,
                                               &self->current);
  update_all (self);
}

static void
look_in_all (NatterHighlights *self)
{
  GHashTableIter iter;
  gpointer bound;

  self->has_current = FALSE;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, NULL, &bound))
    text_changed_cb (bound);
}

static void
natter_highlights_dispose (GObject *object)
{
  NatterHighlights *self = NATTER_HIGHLIGHTS (object);

  g_hash_table_remove_all (self->bound);
  g_clear_object (&self->selection);
  g_clear_object (&self->find);
  g_clear_pointer (&self->query, natter_search_query_unref);

  G_OBJECT_CLASS (natter_highlights_parent_class)->dispose (object);
}

static void
natter_highlights_finalize (GObject *object)
{
  NatterHighlights *self = NATTER_HIGHLIGHTS (object);

  g_hash_table_unref (self->bound);
  g_array_unref (self->marks);

  G_OBJECT_CLASS (natter_highlights_parent_class)->finalize (object);
}

static void
natter_highlights_class_init (NatterHighlightsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_highlights_dispose;
  object_class->finalize = natter_highlights_finalize;
}

static void
natter_highlights_init (NatterHighlights *self)
{
  self->bound = g_hash_table_new_full (NULL, NULL, NULL, bound_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (NatterMark));
}

/**
 * natter_highlights_new:
 * @selection: what is selected
 * @find: what is looked for in this conversation
 *
 * Returns: (transfer full): the marks of no row yet
 */
NatterHighlights *
natter_highlights_new (NatterSelection *selection,
                       NatterFind      *find)
{
  NatterHighlights *self = g_object_new (NATTER_TYPE_HIGHLIGHTS, NULL);

  self->selection = g_object_ref (selection);
  self->find = g_object_ref (find);
  g_signal_connect_object (selection, "changed", G_CALLBACK (update_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (find, "letters", G_CALLBACK (look_in_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (find, "changed", G_CALLBACK (current_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_highlights_set_query:
 * @query: (nullable): what was looked for in all conversations; marked while nothing is looked for
 *   in this one
 */
void
natter_highlights_set_query (NatterHighlights  *self,
                             NatterSearchQuery *query)
{
  g_return_if_fail (NATTER_IS_HIGHLIGHTS (self));

  if (self->query == query)
    return;

  g_clear_pointer (&self->query, natter_search_query_unref);
  self->query = query ? natter_search_query_ref (query) : NULL;
  look_in_all (self);
}

/**
 * natter_highlights_bind:
 * @item: an item of the list whose widget shows its row now
 */
void
natter_highlights_bind (NatterHighlights *self,
                        GtkListItem      *item)
{
  NatterRowWidget *widget = NATTER_ROW_WIDGET (gtk_list_item_get_child (item));
  NatterMarkable *markable = natter_row_widget_get_markable (widget);
  Bound *bound = NULL;

  g_return_if_fail (NATTER_IS_HIGHLIGHTS (self));

  if (!markable)
    return;

  bound = g_new0 (Bound, 1);
  bound->owner = self;
  bound->item = item;
  bound->markable = g_object_ref (markable);
  bound->text_id = g_signal_connect_swapped (markable, "text-changed",
                                             G_CALLBACK (text_changed_cb), bound);
  g_hash_table_insert (self->bound, item, bound);
  text_changed_cb (bound);
}

/**
 * natter_highlights_unbind:
 * @item: an item whose widget is about to show another row, or none
 */
void
natter_highlights_unbind (NatterHighlights *self,
                          GtkListItem      *item)
{
  g_return_if_fail (NATTER_IS_HIGHLIGHTS (self));

  g_hash_table_remove (self->bound, item);
}
