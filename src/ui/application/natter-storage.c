/* natter-storage.c: opens the place where conversations are kept, says what was met there, and
 * leaves it in order when the program ends. Owned by the application; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-storage.h"

#include <glib/gi18n-lib.h>

struct _NatterStorage
{
  GObject       parent_instance;

  NatterKeeper *keeper;
  gboolean      is_closed;
};

G_DEFINE_FINAL_TYPE (NatterStorage, natter_storage, G_TYPE_OBJECT)

enum
{
  SIGNAL_TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tell (NatterStorage *self,
      const char    *title,
      const char    *words)
{
  g_signal_emit (self, signals[SIGNAL_TOLD], 0, title, words);
}

static void
tell_recovered (NatterStorage           *self,
                const NatterStoreReport *report)
{
  g_autofree char *words = NULL;

  if (report->fully_recovered)
    /* Translators: %s is a file */
    words = g_strdup_printf (_("Everything in it could be recovered. The damaged file is kept as "
                               "“%s”."), report->set_aside);
  else
    /* Translators: %s is a file */
    words = g_strdup_printf (_("What could be read of it is here again, but not everything could. "
                               "The damaged file is kept as “%s”."), report->set_aside);
  tell (self, _("Your Conversations Were Damaged"), words);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterStorage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterStoreReport) report = NULL;

  report = natter_keeper_open_finish (NATTER_KEEPER (source), result, &error);
  if (!report)
    tell (self, _("Your Conversations Can’t Be Read"), error->message);
  else if (report->set_aside)
    tell_recovered (self, report);
}

static void
unreadable_cb (NatterStorage *self,
               const char    *reason)
{
  tell (self, _("This Conversation Can’t Be Read"), reason);
}

static void
damaged_cb (NatterStorage *self,
            const char    *words)
{
  tell (self, _("Your Conversations Are Damaged"), words);
}

static void
natter_storage_dispose (GObject *object)
{
  NatterStorage *self = NATTER_STORAGE (object);

  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (natter_storage_parent_class)->dispose (object);
}

static void
natter_storage_class_init (NatterStorageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_storage_dispose;

  /**
   * NatterStorage::told:
   * @self: the storage
   * @title: what happened
   * @words: what it means
   */
  signals[SIGNAL_TOLD] =
    g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
natter_storage_init (NatterStorage *self)
{
}

/**
 * natter_storage_new:
 * @chat: whose conversations are kept
 * @folder: where
 *
 * Starts to open it; the conversations join @chat as they come.
 *
 * Returns: (transfer full): the storage
 */
NatterStorage *
natter_storage_new (NatterChat *chat,
                    const char *folder)
{
  NatterStorage *self = g_object_new (NATTER_TYPE_STORAGE, NULL);
  g_autoptr(NatterStore) store = natter_store_new (folder);

  self->keeper = natter_keeper_new (store, natter_chat_get_conversations (chat));
  natter_keeper_set_folders (self->keeper, natter_chat_get_folders (chat));
  natter_chat_set_keeper (chat, self->keeper);
  g_signal_connect_object (self->keeper, "unreadable", G_CALLBACK (unreadable_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_keeper_get_backups (self->keeper), "damaged",
                           G_CALLBACK (damaged_cb), self, G_CONNECT_SWAPPED);
  natter_keeper_open_async (self->keeper, opened_cb, g_object_ref (self));

  return self;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(NatterStorage) self = data;
  g_autoptr(GError) error = NULL;

  /* Whoever closed the last window was asked. */
  if (!natter_store_close_finish (NATTER_STORE (source), result, &error))
    g_message ("The conversations were not closed in order: %s", error->message);
  self->is_closed = TRUE;
}

/**
 * natter_storage_close:
 *
 * Stores what is not stored yet and closes. Waits for that: the program ends then.
 */
void
natter_storage_close (NatterStorage *self)
{
  g_return_if_fail (NATTER_IS_STORAGE (self));

  natter_keeper_flush (self->keeper);
  natter_store_close_async (natter_keeper_get_store (self->keeper), NULL, closed_cb,
                            g_object_ref (self));
  while (!self->is_closed)
    g_main_context_iteration (NULL, TRUE);
}
