/* natter-restore-order.c: the messages of a conversation, each after the one that it answers. Used
 * by the store's worker thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-restore-order.h"

typedef struct
{
  gint64    key;
  char     *id;
  char     *parent;    /* or NULL */
  gboolean  emitted;
  GArray   *waiting;   /* indices of those that answer it and came first; or NULL */
} Place;

static void
place_clear (Place *self)
{
  g_free (self->id);
  g_free (self->parent);
  g_clear_pointer (&self->waiting, g_array_unref);
}

static GArray *
read_places (NatterDb    *db,
             const char  *conversation_id,
             GError     **error)
{
  g_autoptr(GArray) places = g_array_new (FALSE, TRUE, sizeof (Place));
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (db, error,
                                                "SELECT key, id, parent FROM message"
                                                " WHERE conversation = ?1 ORDER BY key", "s",
                                                conversation_id);

  g_array_set_clear_func (places, (GDestroyNotify) place_clear);
  if (!rows)
    return NULL;

  while (natter_rows_next (rows, &failed))
    {
      Place place = {
        .key = natter_rows_number (rows, 0, 0),
        .id = g_strdup (natter_rows_text (rows, 1)),
        .parent = g_strdup (natter_rows_text (rows, 2)),
      };

      g_array_append_val (places, place);
    }
  if (!failed)
    return g_steal_pointer (&places);

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* One message, and those that have waited for it. */
static void
emit (GArray *places,
      guint   first,
      GArray *keys)
{
  g_autoptr(GArray) next = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (next, first);
  for (guint i = 0; i < next->len; i++)
    {
      Place *place = &g_array_index (places, Place, g_array_index (next, guint, i));

      if (place->emitted)
        continue;
      place->emitted = TRUE;
      g_array_append_val (keys, place->key);
      if (place->waiting)
        g_array_append_vals (next, place->waiting->data, place->waiting->len);
    }
}

static GHashTable *
index_places (GArray *places)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, Place, i).id)
      g_hash_table_insert (by_id, g_array_index (places, Place, i).id, GUINT_TO_POINTER (i + 1));

  return by_id;
}

/**
 * natter_restore_order:
 * @db: a backup
 * @conversation_id: a conversation of it
 * @error: why it can't be read
 *
 * In the order in which they were first stored, but that none comes before the one that it answers.
 * Those that answer each other in a circle, which only a damaged file has, come last.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the keys of its messages
 */
GArray *
natter_restore_order (NatterDb    *db,
                      const char  *conversation_id,
                      GError     **error)
{
  g_autoptr(GArray) places = read_places (db, conversation_id, error);
  g_autoptr(GHashTable) by_id = NULL;
  GArray *keys = NULL;

  if (!places)
    return NULL;

  by_id = index_places (places);
  keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), places->len);
  for (guint i = 0; i < places->len; i++)
    {
      const char *parent = g_array_index (places, Place, i).parent;
      guint found = parent ? GPOINTER_TO_UINT (g_hash_table_lookup (by_id, parent)) : 0;
      Place *above = found ? &g_array_index (places, Place, found - 1) : NULL;

      if (!above || above->emitted)
        {
          emit (places, i, keys);
          continue;
        }
      if (!above->waiting)
        above->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (above->waiting, i);
    }

  for (guint i = 0; i < places->len; i++)
    emit (places, i, keys);

  return keys;
}
