/* natter-offline-banner.c: says once, for the whole window, that there is no network, where the
 * model that is to answer is on another computer. Those on this one do not need it. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-offline-banner.h"

#include <glib/gi18n-lib.h>

#include "natter-announce.h"

struct _NatterOfflineBanner
{
  AdwBin      parent_instance;

  AdwBanner  *banner;
  NatterChat *chat;
  char       *model_key;
};

G_DEFINE_FINAL_TYPE (NatterOfflineBanner, natter_offline_banner, ADW_TYPE_BIN)

typedef enum
{
  PROP_MODEL_KEY = 1,
} NatterOfflineBannerProps;

static GParamSpec *properties[PROP_MODEL_KEY + 1];

static gboolean
is_wanted (NatterOfflineBanner *self)
{
  NatterNetwork *network = self->chat ? natter_chat_get_network (self->chat) : NULL;
  NatterProvider *provider = NULL;
  const char *id = NULL;

  if (!network || natter_network_is_online (network) || !self->model_key)
    return FALSE;

  provider = natter_provider_list_resolve (natter_chat_get_providers (self->chat), self->model_key,
                                           &id);

  return provider && natter_network_is_needed (natter_provider_get_base_url (provider));
}

static void
update (NatterOfflineBanner *self)
{
  gboolean wanted = is_wanted (self);

  if (adw_banner_get_revealed (self->banner) == wanted)
    return;

  adw_banner_set_revealed (self->banner, wanted);
  if (wanted)
    natter_announce (GTK_ACCESSIBLE (self), adw_banner_get_title (self->banner),
                     GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
natter_offline_banner_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  NatterOfflineBanner *self = NATTER_OFFLINE_BANNER (object);

  switch ((NatterOfflineBannerProps) prop_id)
    {
    case PROP_MODEL_KEY:
      g_value_set_string (value, self->model_key);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_offline_banner_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  NatterOfflineBanner *self = NATTER_OFFLINE_BANNER (object);

  switch ((NatterOfflineBannerProps) prop_id)
    {
    case PROP_MODEL_KEY:
      if (!g_set_str (&self->model_key, g_value_get_string (value)))
        break;
      g_object_notify_by_pspec (object, pspec);
      update (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_offline_banner_dispose (GObject *object)
{
  NatterOfflineBanner *self = NATTER_OFFLINE_BANNER (object);

  g_clear_object (&self->chat);
  g_clear_pointer (&self->model_key, g_free);

  G_OBJECT_CLASS (natter_offline_banner_parent_class)->dispose (object);
}

static void
natter_offline_banner_class_init (NatterOfflineBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_offline_banner_get_property;
  object_class->set_property = natter_offline_banner_set_property;
  object_class->dispose = natter_offline_banner_dispose;

  properties[PROP_MODEL_KEY] =
    g_param_spec_string ("model-key", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_offline_banner_init (NatterOfflineBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (
    _("You are offline. Answers from other computers go on once the network is back.")));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

/**
 * natter_offline_banner_set_chat:
 * @chat: whose network and accounts they are; set once
 */
void
natter_offline_banner_set_chat (NatterOfflineBanner *self,
                                NatterChat          *chat)
{
  g_return_if_fail (NATTER_IS_OFFLINE_BANNER (self));
  g_return_if_fail (NATTER_IS_CHAT (chat) && !self->chat);

  self->chat = g_object_ref (chat);
  if (natter_chat_get_network (chat))
    g_signal_connect_object (natter_chat_get_network (chat), "notify::online", G_CALLBACK (update),
                             self, G_CONNECT_SWAPPED);
  update (self);
}
