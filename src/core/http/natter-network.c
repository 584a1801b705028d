/* natter-network.c: whether this computer has a network, and one that costs money, as the monitor
 * that it is given says; and when it was away last. Nobody is kept from trying by it: a server may
 * be reachable all the same. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-network.h"

#include "natter-http-private.h"

struct _NatterNetwork
{
  GObject          parent_instance;

  GNetworkMonitor *monitor;
  gboolean         is_online;
  gboolean         is_metered;
  gint64           left;      /* monotonic microseconds; 0: it was never away */
  gint64           returned;
};

G_DEFINE_FINAL_TYPE (NatterNetwork, natter_network, G_TYPE_OBJECT)

typedef enum
{
  PROP_ONLINE = 1,
  PROP_METERED,
} NatterNetworkProps;

static GParamSpec *properties[PROP_METERED + 1];

static void
available_cb (NatterNetwork *self)
{
  gboolean is_online = g_network_monitor_get_network_available (self->monitor);

  if (self->is_online == is_online)
    return;

  self->is_online = is_online;
  if (is_online)
    self->returned = g_get_monotonic_time ();
  else
    self->left = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
metered_cb (NatterNetwork *self)
{
  gboolean is_metered = g_network_monitor_get_network_metered (self->monitor);

  if (self->is_metered == is_metered)
    return;

  self->is_metered = is_metered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METERED]);
}

static void
natter_network_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  NatterNetwork *self = NATTER_NETWORK (object);

  switch ((NatterNetworkProps) prop_id)
    {
    case PROP_ONLINE:
      g_value_set_boolean (value, self->is_online);
      break;

    case PROP_METERED:
      g_value_set_boolean (value, self->is_metered);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_network_finalize (GObject *object)
{
  NatterNetwork *self = NATTER_NETWORK (object);

  g_object_unref (self->monitor);

  G_OBJECT_CLASS (natter_network_parent_class)->finalize (object);
}

static void
natter_network_class_init (NatterNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_network_get_property;
  object_class->finalize = natter_network_finalize;

  properties[PROP_ONLINE] =
    g_param_spec_boolean ("online", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_METERED] =
    g_param_spec_boolean ("metered", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_network_init (NatterNetwork *self)
{
}

/**
 * natter_network_new:
 * @monitor: who knows
 *
 * Returns: (transfer full): the network as @monitor sees it
 */
NatterNetwork *
natter_network_new (GNetworkMonitor *monitor)
{
  NatterNetwork *self = g_object_new (NATTER_TYPE_NETWORK, NULL);

  self->monitor = g_object_ref (monitor);
  self->is_online = g_network_monitor_get_network_available (monitor);
  self->is_metered = g_network_monitor_get_network_metered (monitor);
  if (!self->is_online)
    self->left = g_get_monotonic_time ();
  g_signal_connect_object (monitor, "notify::network-available", G_CALLBACK (available_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "notify::network-metered", G_CALLBACK (metered_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_network_is_online:
 *
 * Returns: whether there is a network
 */
gboolean
natter_network_is_online (NatterNetwork *self)
{
  g_return_val_if_fail (NATTER_IS_NETWORK (self), TRUE);

  return self->is_online;
}

/**
 * natter_network_is_metered:
 *
 * Returns: whether what is fetched costs money: then nothing is that nobody asked for
 */
gboolean
natter_network_is_metered (NatterNetwork *self)
{
  g_return_val_if_fail (NATTER_IS_NETWORK (self), FALSE);

  return self->is_metered;
}

/**
 * natter_network_was_away:
 * @since: in monotonic microseconds
 *
 * Returns: whether there was no network at some moment since then
 */
gboolean
natter_network_was_away (NatterNetwork *self,
                         gint64         since)
{
  g_return_val_if_fail (NATTER_IS_NETWORK (self), FALSE);

  return !self->is_online || (self->left != 0 && self->returned >= since);
}

/**
 * natter_network_is_needed:
 * @url: (nullable): where a server is
 *
 * Returns: whether it is on another computer than this
 */
gboolean
natter_network_is_needed (const char *url)
{
  g_autoptr(GUri) uri = url ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri && !natter_http_host_is_local (g_uri_get_host (uri));
}
