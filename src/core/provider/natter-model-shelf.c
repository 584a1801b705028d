/* natter-model-shelf.c: the models that a person marked, in the order of marking, and those asked
 * last, the last one first. Owned by a provider list, which keeps both on disk; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-shelf.h"

#include <string.h>

struct _NatterModelShelf
{
  GObject    parent_instance;

  GPtrArray *favourites;   /* of keys; NULL behind the last */
  GPtrArray *recents;      /* likewise */
};

G_DEFINE_FINAL_TYPE (NatterModelShelf, natter_model_shelf, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
natter_model_shelf_finalize (GObject *object)
{
  NatterModelShelf *self = NATTER_MODEL_SHELF (object);

  g_ptr_array_unref (self->favourites);
  g_ptr_array_unref (self->recents);

  G_OBJECT_CLASS (natter_model_shelf_parent_class)->finalize (object);
}

static void
natter_model_shelf_class_init (NatterModelShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_model_shelf_finalize;

  /**
   * NatterModelShelf::changed:
   *
   * The favourites or the recent ones are others than before.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_model_shelf_init (NatterModelShelf *self)
{
  self->favourites = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  self->recents = g_ptr_array_new_null_terminated (1, g_free, TRUE);
}

/**
 * natter_model_shelf_new:
 *
 * Returns: (transfer full): an empty shelf
 */
NatterModelShelf *
natter_model_shelf_new (void)
{
  return g_object_new (NATTER_TYPE_MODEL_SHELF, NULL);
}

static void
emit_changed (NatterModelShelf *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
find (GPtrArray  *keys,
      const char *key,
      guint      *position)
{
  return g_ptr_array_find_with_equal_func (keys, key, g_str_equal, position);
}

/* No key twice, and no more than fit. */
static void
replace (NatterModelShelf   *self,
         GPtrArray          *keys,
         const char * const *wanted,
         guint               n_max)
{
  g_autoptr(GPtrArray) before = g_ptr_array_copy (keys, (GCopyFunc) g_strdup, NULL);
  gboolean is_same = FALSE;
  guint i;

  g_ptr_array_set_free_func (before, g_free);
  g_ptr_array_set_size (keys, 0);
  for (; *wanted != NULL && keys->len < n_max; wanted++)
    {
      if (!find (keys, *wanted, NULL))
        g_ptr_array_add (keys, g_strdup (*wanted));
    }

  is_same = keys->len == before->len;
  for (i = 0; is_same && i < keys->len; i++)
    is_same = g_str_equal (g_ptr_array_index (keys, i), g_ptr_array_index (before, i));
  if (!is_same)
    emit_changed (self);
}

/**
 * natter_model_shelf_get_favourites:
 * @self: a shelf
 *
 * Returns: (transfer none): the keys of the models that were marked, until the next change
 */
const char * const *
natter_model_shelf_get_favourites (NatterModelShelf *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (self), NULL);

  return (const char * const *) self->favourites->pdata;
}

/**
 * natter_model_shelf_set_favourites:
 * @self: a shelf
 * @keys: keys of models, %NULL behind the last
 */
void
natter_model_shelf_set_favourites (NatterModelShelf   *self,
                                   const char * const *keys)
{
  g_return_if_fail (NATTER_IS_MODEL_SHELF (self));
  g_return_if_fail (keys != NULL);

  replace (self, self->favourites, keys, G_MAXUINT);
}

/**
 * natter_model_shelf_is_favourite:
 * @self: a shelf
 * @key: the key of a model
 *
 * Returns: whether the model was marked
 */
gboolean
natter_model_shelf_is_favourite (NatterModelShelf *self,
                                 const char       *key)
{
  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  return find (self->favourites, key, NULL);
}

/**
 * natter_model_shelf_set_favourite:
 * @self: a shelf
 * @key: the key of a model
 * @is_favourite: whether it is marked
 *
 * Saving is the caller's.
 *
 * Returns: whether that changed anything
 */
gboolean
natter_model_shelf_set_favourite (NatterModelShelf *self,
                                  const char       *key,
                                  gboolean          is_favourite)
{
  guint position = 0;
  gboolean was_favourite = FALSE;

  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  was_favourite = find (self->favourites, key, &position);
  if (was_favourite == !!is_favourite)
    return FALSE;

  if (is_favourite)
    g_ptr_array_add (self->favourites, g_strdup (key));
  else
    g_ptr_array_remove_index (self->favourites, position);
  emit_changed (self);

  return TRUE;
}

/**
 * natter_model_shelf_get_recents:
 * @self: a shelf
 *
 * Returns: (transfer none): the keys of the models that were asked last, the last one first, until
 *   the next change
 */
const char * const *
natter_model_shelf_get_recents (NatterModelShelf *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (self), NULL);

  return (const char * const *) self->recents->pdata;
}

/**
 * natter_model_shelf_set_recents:
 * @self: a shelf
 * @keys: keys of models, the last one first, %NULL behind the last; what is too much is left out
 */
void
natter_model_shelf_set_recents (NatterModelShelf   *self,
                                const char * const *keys)
{
  g_return_if_fail (NATTER_IS_MODEL_SHELF (self));
  g_return_if_fail (keys != NULL);

  replace (self, self->recents, keys, NATTER_MODEL_SHELF_N_RECENTS);
}

/**
 * natter_model_shelf_note_used:
 * @self: a shelf
 * @key: the key of the model that is asked
 *
 * Puts the model first of the recent ones. Saving is the caller's.
 *
 * Returns: whether that changed anything
 */
gboolean
natter_model_shelf_note_used (NatterModelShelf *self,
                              const char       *key)
{
  g_autofree char *first = NULL;
  guint position = 0;

  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (self->recents->len > 0 && g_str_equal (g_ptr_array_index (self->recents, 0), key))
    return FALSE;

  first = g_strdup (key);
  if (find (self->recents, key, &position))
    g_ptr_array_remove_index (self->recents, position);
  g_ptr_array_insert (self->recents, 0, g_steal_pointer (&first));
  if (self->recents->len > NATTER_MODEL_SHELF_N_RECENTS)
    g_ptr_array_set_size (self->recents, NATTER_MODEL_SHELF_N_RECENTS);
  emit_changed (self);

  return TRUE;
}

static gboolean
remove_provider (GPtrArray  *keys,
                 const char *provider_id)
{
  g_autofree char *prefix = g_strconcat (provider_id, "/", NULL);
  guint before = keys->len;
  guint i;

  for (i = keys->len; i > 0; i--)
    {
      if (g_str_has_prefix (g_ptr_array_index (keys, i - 1), prefix))
        g_ptr_array_remove_index (keys, i - 1);
    }

  return keys->len != before;
}

/**
 * natter_model_shelf_forget_provider:
 * @self: a shelf
 * @provider_id: the id of a provider that is gone for good
 *
 * Takes its models away. Saving is the caller's.
 *
 * Returns: whether that changed anything
 */
gboolean
natter_model_shelf_forget_provider (NatterModelShelf *self,
                                    const char       *provider_id)
{
  gboolean was_favourite = FALSE;
  gboolean was_recent = FALSE;

  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (self), FALSE);
  g_return_val_if_fail (provider_id != NULL, FALSE);

  was_favourite = remove_provider (self->favourites, provider_id);
  was_recent = remove_provider (self->recents, provider_id);
  if (was_favourite || was_recent)
    emit_changed (self);

  return was_favourite || was_recent;
}
