/* natter-network.h: whether this computer has a network, and one that costs money. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NATTER_TYPE_NETWORK (natter_network_get_type ())
G_DECLARE_FINAL_TYPE (NatterNetwork, natter_network, NATTER, NETWORK, GObject)

/* properties "online" (gboolean), "metered" (gboolean) */
NatterNetwork *natter_network_new        (GNetworkMonitor *monitor);
gboolean       natter_network_is_online  (NatterNetwork   *self);
gboolean       natter_network_is_metered (NatterNetwork   *self);
gboolean       natter_network_was_away   (NatterNetwork   *self,
                                          gint64           since);
gboolean       natter_network_is_needed  (const char      *url);

G_END_DECLS
