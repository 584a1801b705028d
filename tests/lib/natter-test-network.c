/* natter-test-network.c: a network monitor that says what a test wants: online and free at first.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-network.h"

struct _NatterTestNetwork
{
  GObject  parent_instance;

  gboolean is_online;
  gboolean is_metered;
};

typedef enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
} NatterTestNetworkProps;

static void
initable_init (GInitableIface *iface)
{
}

static void
monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterTestNetwork, natter_test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_init))

static void
natter_test_network_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  NatterTestNetwork *self = NATTER_TEST_NETWORK (object);

  switch ((NatterTestNetworkProps) prop_id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, self->is_online);
      break;

    case PROP_NETWORK_METERED:
      g_value_set_boolean (value, self->is_metered);
      break;

    case PROP_CONNECTIVITY:
      g_value_set_enum (value, self->is_online ? G_NETWORK_CONNECTIVITY_FULL
                                               : G_NETWORK_CONNECTIVITY_LOCAL);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_test_network_class_init (NatterTestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_test_network_get_property;

  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
natter_test_network_init (NatterTestNetwork *self)
{
  self->is_online = TRUE;
}

/**
 * natter_test_network_new:
 *
 * Returns: (transfer full): a monitor of a network that is there and costs nothing
 */
GNetworkMonitor *
natter_test_network_new (void)
{
  return g_object_new (NATTER_TYPE_TEST_NETWORK, NULL);
}

static void
notify (NatterTestNetwork *self,
        const char        *property)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self), property);

  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/**
 * natter_test_network_set_online:
 * @is_online: whether there is a network from now on
 */
void
natter_test_network_set_online (GNetworkMonitor *monitor,
                                gboolean         is_online)
{
  NATTER_TEST_NETWORK (monitor)->is_online = is_online;
  notify (NATTER_TEST_NETWORK (monitor), "network-available");
}

/**
 * natter_test_network_set_metered:
 * @is_metered: whether it costs money from now on
 */
void
natter_test_network_set_metered (GNetworkMonitor *monitor,
                                 gboolean         is_metered)
{
  NATTER_TEST_NETWORK (monitor)->is_metered = is_metered;
  notify (NATTER_TEST_NETWORK (monitor), "network-metered");
}
