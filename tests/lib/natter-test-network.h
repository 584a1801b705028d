/* natter-test-network.h: a network monitor that says what a test wants. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NATTER_TYPE_TEST_NETWORK (natter_test_network_get_type ())
G_DECLARE_FINAL_TYPE (NatterTestNetwork, natter_test_network, NATTER, TEST_NETWORK, GObject)

GNetworkMonitor *natter_test_network_new         (void);
void             natter_test_network_set_online  (GNetworkMonitor *monitor,
                                                  gboolean         is_online);
void             natter_test_network_set_metered (GNetworkMonitor *monitor,
                                                  gboolean         is_metered);

G_END_DECLS
