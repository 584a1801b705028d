/* natter-store-batch.c: changes that are stored together or not at all. Filled on the main thread,
 * written by the writer's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-batch-private.h"

#include "natter-store-link.h"

struct _NatterStoreBatch
{
  gatomicrefcount  references;
  GPtrArray       *changes;    /* of NatterStoreChange */
  gboolean         fleeting;   /* need not outlive a loss of power */
  gboolean         sealed;
};

G_DEFINE_BOXED_TYPE (NatterStoreBatch, natter_store_batch, natter_store_batch_ref,
                     natter_store_batch_unref)

static void
change_free (NatterStoreChange *self)
{
  g_free (self->id);
  g_free (self->text);
  if (self->free_record)
    self->free_record (self->record);
  g_free (self);
}

/**
 * natter_store_batch_new:
 *
 * Returns: (transfer full): a batch without changes, for natter_store_commit_async()
 */
NatterStoreBatch *
natter_store_batch_new (void)
{
  NatterStoreBatch *self = g_new0 (NatterStoreBatch, 1);

  g_atomic_ref_count_init (&self->references);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  return self;
}

NatterStoreBatch *
natter_store_batch_ref (NatterStoreBatch *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_store_batch_unref (NatterStoreBatch *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

gboolean
natter_store_batch_is_empty (NatterStoreBatch *self)
{
  return self->changes->len == 0;
}

/* natter_store_batch_add:
 *
 * Returns: (transfer none): a change whose other fields may be filled */
NatterStoreChange *
natter_store_batch_add (NatterStoreBatch     *self,
                        NatterStoreApplyFunc  apply,
                        const char           *id)
{
  NatterStoreChange *change = g_new0 (NatterStoreChange, 1);

  g_assert (!self->sealed);
  change->apply = apply;
  change->id = g_strdup (id);
  g_ptr_array_add (self->changes, change);

  return change;
}

/* For the journal: a kill of the program takes nothing of it, a loss of power may. */
void
natter_store_batch_set_fleeting (NatterStoreBatch *self)
{
  self->fleeting = TRUE;
}

void
natter_store_batch_seal (NatterStoreBatch *self)
{
  self->sealed = TRUE;
}

static gboolean
apply_all (NatterStoreBatch  *self,
           NatterDb          *db,
           NatterBlobs       *blobs,
           GError           **error)
{
  const NatterStoreChange *change = NULL;

  for (guint i = 0; i < self->changes->len; i++)
    {
      change = g_ptr_array_index (self->changes, i);
      if (!change->apply (change, db, blobs, error))
        return FALSE;
    }

  return TRUE;
}

/* natter_store_batch_write:
 *
 * Writes all changes in one transaction. FULL syncs the log before it returns: words that are
 * "saved" survive a loss of power. The journal is written every 150 ms while an answer streams,
 * where a sync each would wear out disks; NORMAL keeps it safe from a kill, and the next FULL syncs
 * it too. Either way the database is never torn.
 *
 * Returns: whether all of it is stored; else none of it is */
gboolean
natter_store_batch_write (NatterStoreBatch  *self,
                          NatterDb          *db,
                          NatterBlobs       *blobs,
                          GError           **error)
{
  if (natter_db_exec (db, self->fleeting ? "PRAGMA synchronous = NORMAL"
                                         : "PRAGMA synchronous = FULL", error) &&
      natter_db_exec (db, "BEGIN IMMEDIATE", error) && apply_all (self, db, blobs, error) &&
      natter_db_exec (db, "COMMIT", error))
    return TRUE;

  natter_db_rollback (db);
  return FALSE;
}

/* natter_store_must_exist:
 * @count: a query that counts what has an id
 *
 * To change what is not there is a mistake, not a success. */
gboolean
natter_store_must_exist (NatterDb    *db,
                         const char  *count,
                         const char  *id,
                         GError     **error)
{
  gint64 n = 0;

  if (!natter_db_get (db, &n, error, count, "s", id))
    return FALSE;
  if (n > 0)
    return TRUE;

  g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_INVALID));
  return FALSE;
}

/* Milliseconds since 1970, UTC. */
gint64
natter_store_now (void)
{
  return g_get_real_time () / 1000;
}
