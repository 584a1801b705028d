/* natter-search-list.c: what is found while it is typed. What was found before stays until the next
 * is here, so that nothing is ever empty in between, and rows that are found again stay the same
 * rows. Owned by the search's view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-list.h"

/* More than anybody reads: who finds so much looks for something else. */
#define LIMIT 200

struct _NatterSearchList
{
  GObject            parent_instance;

  NatterSearch      *search;
  NatterSearchQuery *wanted;    /* what was asked for last, or NULL */
  NatterSearchQuery *query;     /* what the items were found with, or NULL */
  GCancellable      *running;   /* of what was asked for last, until it is here */
  GPtrArray         *items;     /* of NatterSearchItem */
  GError            *error;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterSearchList, natter_search_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_FOUND,
  SIGNAL_CLEARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
are_equal (GPtrArray *a,
           guint      a_index,
           GPtrArray *b,
           guint      b_index)
{
  return natter_search_item_equal (g_ptr_array_index (a, a_index), g_ptr_array_index (b, b_index));
}

static void
keep (GPtrArray *old,
      guint      old_index,
      GPtrArray *items,
      guint      index)
{
  g_object_unref (items->pdata[index]);
  items->pdata[index] = g_object_ref (old->pdata[old_index]);
}

/* Takes @items. Tells only of those in the middle that differ. */
static void
set_items (NatterSearchList *self,
           GPtrArray        *items)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->items);
  const guint shorter = MIN (old->len, items->len);
  guint first = 0;
  guint last = 0;

  while (first < shorter && are_equal (old, first, items, first))
    first++;
  while (last < shorter - first &&
         are_equal (old, old->len - 1 - last, items, items->len - 1 - last))
    last++;

  for (guint i = 0; i < first; i++)
    keep (old, i, items, i);
  for (guint i = 1; i <= last; i++)
    keep (old, old->len - i, items, items->len - i);

  self->items = items;
  if (old->len > first + last || items->len > first + last)
    g_list_model_items_changed (G_LIST_MODEL (self), first, old->len - first - last,
                                items->len - first - last);
}

static void
cancel (NatterSearchList *self)
{
  if (self->running)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

static void
set_query (NatterSearchList  *self,
           NatterSearchQuery *query)
{
  g_clear_pointer (&self->query, natter_search_query_unref);
  self->query = query ? natter_search_query_ref (query) : NULL;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(NatterSearchList) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) results = NULL;
  GPtrArray *items = NULL;

  results = natter_search_run_finish (NATTER_SEARCH (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  items = new_items ();
  for (guint i = 0; results && i < results->len; i++)
    g_ptr_array_add (items, natter_search_item_new (g_ptr_array_index (results, i)));

  g_clear_object (&self->running);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  set_query (self, self->wanted);
  set_items (self, items);
  g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}

static void
run (NatterSearchList *self)
{
  cancel (self);
  self->running = g_cancellable_new ();
  natter_search_run_async (self->search, self->wanted, LIMIT, self->running, found_cb,
                           g_object_ref (self));
}

static void
clear (NatterSearchList *self)
{
  gboolean is_clear = !self->wanted;

  cancel (self);
  g_clear_pointer (&self->wanted, natter_search_query_unref);
  set_query (self, NULL);
  g_clear_error (&self->error);
  set_items (self, new_items ());
  if (!is_clear)
    g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
}

static GType
get_item_type (GListModel *model)
{
  return NATTER_TYPE_SEARCH_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_SEARCH_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NatterSearchList *self = NATTER_SEARCH_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
natter_search_list_dispose (GObject *object)
{
  NatterSearchList *self = NATTER_SEARCH_LIST (object);

  cancel (self);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (natter_search_list_parent_class)->dispose (object);
}

static void
natter_search_list_finalize (GObject *object)
{
  NatterSearchList *self = NATTER_SEARCH_LIST (object);

  g_clear_pointer (&self->wanted, natter_search_query_unref);
  g_clear_pointer (&self->query, natter_search_query_unref);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (natter_search_list_parent_class)->finalize (object);
}

static void
natter_search_list_class_init (NatterSearchListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_search_list_dispose;
  object_class->finalize = natter_search_list_finalize;

  signals[SIGNAL_FOUND] =
    g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLEARED] =
    g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_search_list_init (NatterSearchList *self)
{
  self->items = new_items ();
}

/**
 * natter_search_list_new:
 *
 * Returns: (transfer full): an empty list
 */
NatterSearchList *
natter_search_list_new (void)
{
  return g_object_new (NATTER_TYPE_SEARCH_LIST, NULL);
}

/**
 * natter_search_list_set_search:
 * @self: the list
 * @search: (nullable): who looks; nobody else may use it
 */
void
natter_search_list_set_search (NatterSearchList *self,
                               NatterSearch     *search)
{
  g_return_if_fail (NATTER_IS_SEARCH_LIST (self));
  g_return_if_fail (!search || NATTER_IS_SEARCH (search));

  clear (self);
  g_set_object (&self->search, search);
}

/**
 * natter_search_list_find:
 * @self: the list
 * @text: as it is typed; the archive is looked through, too
 *
 * Begins to look. What was looked for before, and is not here yet, is given up.
 */
void
natter_search_list_find (NatterSearchList *self,
                         const char       *text)
{
  g_autoptr(NatterSearchQuery) query = NULL;

  g_return_if_fail (NATTER_IS_SEARCH_LIST (self));
  g_return_if_fail (text != NULL);

  query = natter_search_query_new (text, NATTER_SEARCH_WITH_ARCHIVE);
  if (!self->search || natter_search_query_is_empty (query))
    {
      clear (self);
      return;
    }

  g_clear_pointer (&self->wanted, natter_search_query_unref);
  self->wanted = g_steal_pointer (&query);
  run (self);
}

/**
 * natter_search_list_refresh:
 * @self: the list
 *
 * Looks for the same again: something may have been stored in the meantime.
 */
void
natter_search_list_refresh (NatterSearchList *self)
{
  g_return_if_fail (NATTER_IS_SEARCH_LIST (self));

  if (self->wanted && !self->running)
    run (self);
}

/**
 * natter_search_list_is_busy:
 *
 * Returns: whether what was asked for last is not here yet
 */
gboolean
natter_search_list_is_busy (NatterSearchList *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_LIST (self), FALSE);

  return self->running != NULL;
}

/**
 * natter_search_list_get_query:
 *
 * Returns: (transfer none) (nullable): what the items were found with, %NULL before the first are
 *   here
 */
NatterSearchQuery *
natter_search_list_get_query (NatterSearchList *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_LIST (self), NULL);

  return self->query;
}

/**
 * natter_search_list_get_error:
 *
 * Returns: (transfer none) (nullable): why nothing could be read
 */
const GError *
natter_search_list_get_error (NatterSearchList *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_LIST (self), NULL);

  return self->error;
}

/**
 * natter_search_list_get_totals:
 * @self: the list
 * @totals: (out caller-allocates): how much was found. A message that was found for something else
 *   than its words, as its file, is one match.
 */
void
natter_search_list_get_totals (NatterSearchList   *self,
                               NatterSearchTotals *totals)
{
  g_autoptr(GHashTable) conversations = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_if_fail (NATTER_IS_SEARCH_LIST (self));

  *totals = (NatterSearchTotals) { .n_messages = self->items->len,
                                   .has_more = self->items->len >= LIMIT };
  for (guint i = 0; i < self->items->len; i++)
    {
      const NatterSearchResult *result =
        natter_search_item_get_result (g_ptr_array_index (self->items, i));

      totals->n_matches += MAX (result->n_found, 1);
      g_hash_table_add (conversations, (gpointer) result->conversation_id);
    }
  totals->n_conversations = g_hash_table_size (conversations);
}
