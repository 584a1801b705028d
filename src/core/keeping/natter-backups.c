/* natter-backups.c: the backups of a store: one a day by itself. Owned by the keeper of the store;
 * main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backups-private.h"

#define FIRST_CHECK   60         /* seconds: the start of the program has other things to do */
#define CHECK         (15 * 60)  /* and then so often: a day may begin while it runs */
#define MEGABYTE      1000000
#define DEFAULT_LIMIT 2000

G_DEFINE_FINAL_TYPE (NatterBackups, natter_backups, G_TYPE_OBJECT)

typedef enum
{
  PROP_AUTOMATIC = 1,
  PROP_LIMIT,
  PROP_BUSY,
  PROP_FRACTION,
} NatterBackupsProps;

static GParamSpec *properties[PROP_FRACTION + 1];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DAMAGED,
  SIGNAL_RESTORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_CLOSED);
}

static void
take_outcome (NatterBackups       *self,
              NatterBackupOutcome *outcome)
{
  g_clear_pointer (&self->outcome, natter_backup_outcome_unref);
  self->outcome = natter_backup_outcome_ref (outcome);
}

static void
take_error (NatterBackups *self,
            GError        *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(NatterBackups) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterBackupOutcome) outcome = natter_backup_finish (NATTER_STORE (source), result,
                                                                 &error);

  g_clear_object (&self->daily);
  if (is_cancelled (error))
    return;

  if (outcome)
    take_outcome (self, outcome);
  if (g_error_matches (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED) &&
      !self->told_damage)
    {
      self->told_damage = TRUE;
      g_signal_emit (self, signals[SIGNAL_DAMAGED], 0, error->message);
    }
  take_error (self, g_steal_pointer (&error));
}

static gboolean
check_cb (gpointer data)
{
  NatterBackups *self = data;

  self->check_id = g_timeout_add_seconds (CHECK, check_cb, self);
  natter_backups_check (self);

  return G_SOURCE_REMOVE;
}

static void
natter_backups_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  NatterBackups *self = NATTER_BACKUPS (object);

  switch ((NatterBackupsProps) prop_id)
    {
    case PROP_AUTOMATIC:
      g_value_set_boolean (value, natter_backups_get_automatic (self));
      break;

    case PROP_LIMIT:
      g_value_set_uint (value, natter_backups_get_limit (self));
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, natter_backups_is_busy (self));
      break;

    case PROP_FRACTION:
      g_value_set_double (value, natter_backups_get_fraction (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_backups_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  NatterBackups *self = NATTER_BACKUPS (object);

  switch ((NatterBackupsProps) prop_id)
    {
    case PROP_AUTOMATIC:
      natter_backups_set_automatic (self, g_value_get_boolean (value));
      break;

    case PROP_LIMIT:
      natter_backups_set_limit (self, g_value_get_uint (value));
      break;

    case PROP_BUSY:
    case PROP_FRACTION:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_backups_dispose (GObject *object)
{
  NatterBackups *self = NATTER_BACKUPS (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  natter_backups_cancel (self);
  g_clear_object (&self->daily);
  g_clear_object (&self->asked);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (natter_backups_parent_class)->dispose (object);
}

static void
natter_backups_finalize (GObject *object)
{
  NatterBackups *self = NATTER_BACKUPS (object);

  g_clear_pointer (&self->outcome, natter_backup_outcome_unref);
  g_clear_pointer (&self->progress, natter_backup_progress_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (natter_backups_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_AUTOMATIC] =
    g_param_spec_boolean ("automatic", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIMIT] =
    g_param_spec_uint ("limit", NULL, NULL, 1, G_MAXUINT, DEFAULT_LIMIT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_backups_class_init (NatterBackupsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_backups_get_property;
  object_class->set_property = natter_backups_set_property;
  object_class->dispose = natter_backups_dispose;
  object_class->finalize = natter_backups_finalize;
  install_properties (object_class);

  /**
   * NatterBackups::changed:
   *
   * There are other backups than before, or the last daily one failed in another way.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterBackups::damaged:
   * @self: the backups
   * @words: what to tell a person
   *
   * The conversations are damaged, so that no backup was made of them. Once in a run.
   */
  signals[SIGNAL_DAMAGED] =
    g_signal_new ("damaged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * NatterBackups::restored:
   *
   * The store may have more than before.
   */
  signals[SIGNAL_RESTORED] =
    g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* What was asked for has begun or ended. */
void
natter_backups_notify_busy (NatterBackups *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
natter_backups_set_fraction (NatterBackups *self,
                             double         fraction)
{
  if (ABS (self->fraction - fraction) < 1e-6)
    return;

  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

void
natter_backups_tell_restored (NatterBackups *self)
{
  g_signal_emit (self, signals[SIGNAL_RESTORED], 0);
}

static void
natter_backups_init (NatterBackups *self)
{
  self->limit = DEFAULT_LIMIT;
}

/**
 * natter_backups_new:
 * @store: what they are of
 *
 * Returns: (transfer full): the backups; nothing happens by itself before they are automatic
 */
NatterBackups *
natter_backups_new (NatterStore *store)
{
  NatterBackups *self = NULL;

  g_return_val_if_fail (NATTER_IS_STORE (store), NULL);

  self = g_object_new (NATTER_TYPE_BACKUPS, NULL);
  self->store = g_object_ref (store);

  return self;
}

NatterStore *
natter_backups_get_store (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), NULL);

  return self->store;
}

/**
 * natter_backups_dup_folder:
 *
 * Returns: (transfer full): where the daily ones are; it need not exist
 */
char *
natter_backups_dup_folder (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), NULL);

  return g_build_filename (natter_store_get_folder (self->store), "backups", NULL);
}

gboolean
natter_backups_get_automatic (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), FALSE);

  return self->automatic;
}

/**
 * natter_backups_set_automatic:
 * @automatic: whether one is made each day while the program is used
 */
void
natter_backups_set_automatic (NatterBackups *self,
                              gboolean       automatic)
{
  g_return_if_fail (NATTER_IS_BACKUPS (self));

  automatic = automatic != FALSE;
  if (self->automatic == automatic)
    return;

  self->automatic = automatic;
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (automatic)
    self->check_id = g_timeout_add_seconds (FIRST_CHECK, check_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTOMATIC]);
}

guint
natter_backups_get_limit (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), 0);

  return self->limit;
}

/**
 * natter_backups_set_limit:
 * @limit: megabytes that the daily ones may take, from the next one on
 */
void
natter_backups_set_limit (NatterBackups *self,
                          guint          limit)
{
  g_return_if_fail (NATTER_IS_BACKUPS (self));
  g_return_if_fail (limit > 0);

  if (self->limit == limit)
    return;

  self->limit = limit;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMIT]);
}

/**
 * natter_backups_is_busy:
 *
 * Returns: whether something that a person asked for is under way
 */
gboolean
natter_backups_is_busy (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), FALSE);

  return self->asked != NULL;
}

/**
 * natter_backups_get_fraction:
 *
 * Returns: how much of that is done, from 0 to 1
 */
double
natter_backups_get_fraction (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), 0);

  return self->fraction;
}

/**
 * natter_backups_get_outcome:
 *
 * Returns: (transfer none) (nullable): which backups there were at the last look
 */
NatterBackupOutcome *
natter_backups_get_outcome (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), NULL);

  return self->outcome;
}

/**
 * natter_backups_get_error:
 *
 * Returns: (transfer none) (nullable): why the last daily backup was not made
 */
const GError *
natter_backups_get_error (NatterBackups *self)
{
  g_return_val_if_fail (NATTER_IS_BACKUPS (self), NULL);

  return self->error;
}

/**
 * natter_backups_check:
 *
 * Makes the backup of the day, unless there is one. A store that can't be written to at the moment
 * is left alone.
 */
void
natter_backups_check (NatterBackups *self)
{
  g_return_if_fail (NATTER_IS_BACKUPS (self));

  if (self->daily || self->asked || natter_store_get_state (self->store) != NATTER_STORE_READY)
    return;

  self->daily = g_cancellable_new ();
  natter_backup_make_async (self->store, (gint64) self->limit * MEGABYTE, TRUE, NULL, self->daily,
                            made_cb, g_object_ref (self));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterBackups) self = data;
  g_autoptr(NatterBackupOutcome) outcome = natter_backup_finish (NATTER_STORE (source), result,
                                                                 NULL);

  if (!outcome)
    return;

  take_outcome (self, outcome);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_backups_refresh:
 *
 * Looks which ones there are; "changed" tells.
 */
void
natter_backups_refresh (NatterBackups *self)
{
  g_return_if_fail (NATTER_IS_BACKUPS (self));

  natter_backup_list_async (self->store, NULL, listed_cb, g_object_ref (self));
}
