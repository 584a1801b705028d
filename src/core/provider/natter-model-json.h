/* natter-model-json.h: a fetched list of models as Natter keeps it. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *natter_models_to_json   (GListModel *models,
                                     const char *base_url,
                                     gint64      time);
GListModel *natter_models_from_json (JsonNode   *node,
                                     const char *base_url,
                                     gint64     *time);

G_END_DECLS
