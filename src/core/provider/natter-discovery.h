/* natter-discovery.h: finds model servers on this computer by asking for their models. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-provider.h"

G_BEGIN_DECLS

#define NATTER_TYPE_DISCOVERY (natter_discovery_get_type ())
G_DECLARE_FINAL_TYPE (NatterDiscovery, natter_discovery, NATTER, DISCOVERY, GObject)

/* A GListModel of NatterProvider not yet in anybody's list: what answered, with its models. */
NatterDiscovery *natter_discovery_new        (NatterHttp           *http);
void             natter_discovery_add_place  (NatterDiscovery      *self,
                                              const char           *name,
                                              const char           *base_url);
void             natter_discovery_add_default_places (NatterDiscovery *self);
void             natter_discovery_scan_async (NatterDiscovery      *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         natter_discovery_scan_finish (NatterDiscovery     *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
