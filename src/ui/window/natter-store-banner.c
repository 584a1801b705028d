/* natter-store-banner.c: says that what is written can't be stored, as long as that is so, and what
 * to do about it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-banner.h"

#include <glib/gi18n-lib.h>

struct _NatterStoreBanner
{
  AdwBin       parent_instance;

  AdwBanner   *banner;
  NatterStore *store;
};

G_DEFINE_FINAL_TYPE (NatterStoreBanner, natter_store_banner, ADW_TYPE_BIN)

static const char *
get_words (NatterStoreState state)
{
  switch (state)
    {
    case NATTER_STORE_DISK_FULL:
      return _("The disk is full. What is new is kept in memory and stored once there is space.");

    case NATTER_STORE_READ_ONLY:
      return _("The folder of your conversations can’t be written. What is new is kept in memory "
               "until it can.");

    case NATTER_STORE_BUSY:
      return _("Another program holds your conversations. What is new is kept in memory until it "
               "lets go.");

    case NATTER_STORE_DISK_ERROR:
      return _("The disk fails. What is new is kept in memory: export what you need.");

    case NATTER_STORE_NEWER:
      return _("Your conversations were stored by a newer Natter. They can be read here, but "
               "nothing new is stored.");

    case NATTER_STORE_IN_USE:
      return _("Natter already runs with these conversations. They can be read here, but nothing "
               "new is stored.");

    case NATTER_STORE_FAILED:
      return _("Your conversations can’t be opened. Nothing new is stored.");

    case NATTER_STORE_CLOSED:
    case NATTER_STORE_READY:
    default:
      return NULL;
    }
}

/* From here on trying again is of no use. */
static gboolean
is_for_good (NatterStoreState state)
{
  return state == NATTER_STORE_NEWER || state == NATTER_STORE_IN_USE ||
         state == NATTER_STORE_FAILED;
}

static void
state_cb (NatterStoreBanner *self)
{
  NatterStoreState state = self->store ? natter_store_get_state (self->store)
                                       : NATTER_STORE_CLOSED;
  const char *words = get_words (state);

  if (words)
    adw_banner_set_title (self->banner, words);
  adw_banner_set_button_label (self->banner, is_for_good (state) ? NULL : _("Try Again"));
  adw_banner_set_revealed (self->banner, words != NULL);
}

static void
clicked_cb (NatterStoreBanner *self)
{
  natter_store_retry (self->store);
}

static void
natter_store_banner_dispose (GObject *object)
{
  NatterStoreBanner *self = NATTER_STORE_BANNER (object);

  if (self->store)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (natter_store_banner_parent_class)->dispose (object);
}

static void
natter_store_banner_class_init (NatterStoreBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_store_banner_dispose;
}

static void
natter_store_banner_init (NatterStoreBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

/**
 * natter_store_banner_set_store:
 * @store: (nullable): the store to speak of
 */
void
natter_store_banner_set_store (NatterStoreBanner *self,
                               NatterStore       *store)
{
  g_return_if_fail (NATTER_IS_STORE_BANNER (self));

  if (self->store)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  if (store)
    g_signal_connect_object (store, "notify::state", G_CALLBACK (state_cb), self,
                             G_CONNECT_SWAPPED);
  state_cb (self);
}
