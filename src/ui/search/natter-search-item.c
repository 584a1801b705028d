/* natter-search-item.c: a result of a search as an item of a list. Owned by the list; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-item.h"

#include <string.h>

struct _NatterSearchItem
{
  GObject             parent_instance;

  NatterSearchResult *result;
};

G_DEFINE_FINAL_TYPE (NatterSearchItem, natter_search_item, G_TYPE_OBJECT)

static void
natter_search_item_finalize (GObject *object)
{
  natter_search_result_unref (NATTER_SEARCH_ITEM (object)->result);

  G_OBJECT_CLASS (natter_search_item_parent_class)->finalize (object);
}

static void
natter_search_item_class_init (NatterSearchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_search_item_finalize;
}

static void
natter_search_item_init (NatterSearchItem *self)
{
}

/**
 * natter_search_item_new:
 * @result: what was found
 *
 * Returns: (transfer full): an item of it
 */
NatterSearchItem *
natter_search_item_new (NatterSearchResult *result)
{
  NatterSearchItem *self = NULL;

  g_return_val_if_fail (result != NULL, NULL);

  self = g_object_new (NATTER_TYPE_SEARCH_ITEM, NULL);
  self->result = natter_search_result_ref (result);

  return self;
}

/**
 * natter_search_item_get_result:
 *
 * Returns: (transfer none): what was found
 */
const NatterSearchResult *
natter_search_item_get_result (NatterSearchItem *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_ITEM (self), NULL);

  return self->result;
}

/**
 * natter_search_item_equal:
 *
 * Returns: whether both are shown alike
 */
gboolean
natter_search_item_equal (NatterSearchItem *self,
                          NatterSearchItem *other)
{
  const NatterSearchResult *a = natter_search_item_get_result (self);
  const NatterSearchResult *b = natter_search_item_get_result (other);

  return g_str_equal (a->conversation_id, b->conversation_id) &&
         g_strcmp0 (a->message_id, b->message_id) == 0 &&
         g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->model, b->model) == 0 &&
         g_strcmp0 (a->snippet, b->snippet) == 0 &&
         a->archived == b->archived && a->time == b->time && a->n_found == b->n_found &&
         a->n_matches == b->n_matches &&
         (a->n_matches == 0 ||
          memcmp (a->matches, b->matches, a->n_matches * sizeof *a->matches) == 0);
}
