/* natter-local-servers.h: the model servers that run on this computer, each a click away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"
#include "natter-discovery.h"

G_BEGIN_DECLS

#define NATTER_TYPE_LOCAL_SERVERS (natter_local_servers_get_type ())
G_DECLARE_FINAL_TYPE (NatterLocalServers, natter_local_servers, NATTER, LOCAL_SERVERS, AdwBin)

/* properties: "chat"; "quiet" (hidden unless a server is found)
 * signal "added" (NatterProvider): the user took a server */
void natter_local_servers_set_chat      (NatterLocalServers *self,
                                         NatterChat         *chat);
void natter_local_servers_set_discovery (NatterLocalServers *self,
                                         NatterDiscovery    *discovery);

G_END_DECLS
