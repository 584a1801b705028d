/* natter-connection-json.h: the connection settings of a provider as an object of providers.json.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-connection.h"

G_BEGIN_DECLS

JsonObject       *natter_connection_to_json   (NatterConnection  *self,
                                               JsonObject        *saved);
NatterConnection *natter_connection_from_json (JsonObject        *object,
                                               GError           **error);

G_END_DECLS
